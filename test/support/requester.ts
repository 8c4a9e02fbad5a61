import { randomUUID } from 'node:crypto';
import { receivedFileMs } from '../../src/domain/file.ts';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';
import { type SentOnce, sendOnce } from '../../src/features/broadcasts/send-once.ts';
import type { Store } from '../../src/ports/store.ts';

/** Sends a broadcast to all groups under a key, with the key as its text and in the file that is uploaded for it. */
export function createRequester(store: Store): (key: string) => Promise<SentOnce> {
  const deps = {
    store,
    clock: { now: Date.now },
    newId: randomUUID,
    channels: new Map(),
    timeZone: 'Asia/Shanghai',
    quietHours: null,
    holidays: loadHolidays,
  };
  return async (key) => {
    const draft = { text: key, to: 'all', at: null, until: null, receipt: null, by: '周秘书' };
    const now = Date.now();
    const file = { name: `${key}.txt`, mime: 'text/plain', bytes: new TextEncoder().encode(key) };
    const fileId = await store.files.put(file, { now, expiresAt: now + receivedFileMs, owner: 'u-周秘书' });
    return sendOnce(deps, { kind: 'broadcast', draft, fileId }, { userId: 'u-周秘书', key });
  };
}
