import { randomUUID } from 'node:crypto';
import { createOrderDesk } from '../../src/features/broadcasts/order.ts';
import { createAttachedFiles } from '../../src/features/inbox/attached-files.ts';
import { createInbox } from '../../src/features/inbox/inbox.ts';
import { type NewFile, receivedFileMs } from '../../src/domain/file.ts';
import type { Attachment } from '../../src/domain/message.ts';
import type { Channel } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import { createNotingLog } from './noting-log.ts';
import { message } from './store-builders.ts';

export type Ordering = {
  /** Says it in the private chat of the secretary; resolves when it is stored. */
  say(key: string, text: string, file?: NewFile): Promise<void>;
  /** Handles what waits. */
  settle(): Promise<void>;
};

/** Who orders broadcasts here; to be bound to an account. */
export const secretary = { channel: 'web', platformId: 'wang', name: '王秘书' };

/** The inbox of a private chat in which broadcasts are ordered. */
export function createOrdering({ store, clock, owner }: { store: Store; clock: Clock; owner: string }): Ordering {
  const channels = new Map<string, Channel>();
  const shared = { store, clock, timeZone: 'Asia/Shanghai', newId: randomUUID, linkOf: String };
  const attached = createAttachedFiles({ files: store.files, channels });
  const orders = createOrderDesk({ ...shared, channels, quietHours: null, dailyCap: 10, attached });
  const inbox = createInbox({
    ...shared,
    owner,
    log: createNotingLog(),
    abilities: [orders.handle, async () => async () => []],
    overhear: async () => null,
    onClaimed() {},
    onReplies() {},
  });
  const { platformId, name } = secretary;
  return {
    async say(key, text, file) {
      const at = clock.now();
      const attachments = file === undefined ? [] : [await kept(store, file, at)];
      const conversation = { channel: 'web', kind: 'direct', platformId, title: null } as const;
      const sender = { platformId, name, bot: false };
      await store.messages.accept(
        message(key, { conversation, sender, text, attachments, addressed: 'direct', sentAt: at }),
        at,
      );
    },
    async settle() {
      const { signal } = new AbortController();
      while (await inbox.round(signal));
    },
  };
}

/** As the intake keeps what a platform gives once. */
async function kept({ files }: Store, file: NewFile, now: number): Promise<Attachment> {
  const fileId = await files.put(file, { now, expiresAt: now + receivedFileMs });
  const { name, mime, bytes } = file;
  return { kind: 'file', name, mime, size: bytes.byteLength, source: { at: 'store', fileId } };
}
