import { randomUUID } from 'node:crypto';
import { loadHolidays } from '../../src/features/broadcasts/holidays.ts';
import { type SentOnce, sendOnce } from '../../src/features/broadcasts/send-once.ts';
import type { Store } from '../../src/ports/store.ts';

/** Sends a broadcast to all groups under a key, with the key as its text. */
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
  return (key) => {
    const draft = { text: key, to: 'all', at: null, until: null, receipt: null, by: '周秘书' };
    return sendOnce(deps, { kind: 'broadcast', draft }, { userId: 'u-周秘书', key });
  };
}
