import { randomUUID } from 'node:crypto';
import { createOrderDesk } from '../../src/features/broadcasts/order.ts';
import { createInbox } from '../../src/features/inbox/inbox.ts';
import type { Channel } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import { createNotingLog } from './noting-log.ts';
import { message } from './store-builders.ts';

export type Ordering = {
  /** Says it in the private chat of the secretary; resolves when it is stored. */
  say(key: string, text: string): Promise<void>;
  /** Handles what waits. */
  settle(): Promise<void>;
};

/** Who orders broadcasts here; to be bound to an account. */
export const secretary = { channel: 'web', platformId: 'wang', name: '王秘书' };

/** The inbox of a private chat in which broadcasts are ordered. */
export function createOrdering({ store, clock, owner }: { store: Store; clock: Clock; owner: string }): Ordering {
  const channels = new Map<string, Channel>();
  const shared = { store, clock, timeZone: 'Asia/Shanghai', newId: randomUUID };
  const orders = createOrderDesk({ ...shared, channels, quietHours: null, dailyCap: 10 });
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
    async say(key, text) {
      const at = clock.now();
      const conversation = { channel: 'web', kind: 'direct', platformId, title: null } as const;
      const sender = { platformId, name, bot: false };
      await store.messages.accept(message(key, { conversation, sender, text, addressed: 'direct', sentAt: at }), at);
    },
    async settle() {
      const { signal } = new AbortController();
      while (await inbox.round(signal));
    },
  };
}
