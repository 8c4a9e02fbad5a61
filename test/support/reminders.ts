import { createReminderPlan, type ReminderPlan } from '../../src/features/broadcasts/reminder.ts';
import type { Store } from '../../src/ports/store.ts';
import { createNotingLog } from './noting-log.ts';
import { createScriptedChannel } from './scripted-channel.ts';
import { broadcast, delivery, message, user } from './store-builders.ts';

export const speakers = 6;
export const reachable = 4;
/** When the planners look; every reminder of `addAsking` is due then. */
export const now = Date.parse('2026-11-24T10:00:00+08:00');
const hour = 3_600_000;

/** The plan of reminders as one worker has it, at `now`. */
export function createReminders(store: Store, owner: string, onPlanned: () => void): ReminderPlan {
  const channel = createScriptedChannel();
  let ids = 0;
  return createReminderPlan({
    store,
    clock: { now: () => now },
    log: createNotingLog(),
    newId: () => `${owner}-${(ids += 1)}`,
    channels: new Map([[channel.id, channel]]),
    timeZone: 'Asia/Shanghai',
    quietHours: null,
    onPlanned,
  });
}

/** A group of members, of whom `reachable` have a private chat with the bot as the secretary has, and broadcasts nobody answered. */
export async function addAsking(store: Store, broadcasts: number): Promise<void> {
  const at = now - 24 * hour;
  for (let number = 0; number < speakers; number += 1)
    await store.messages.accept(message(`s${number}`, { sender: personOf(`m${number}`) }), at);
  for (const name of ['boss', ...Array.from({ length: reachable }, (_, number) => `m${number}`)]) {
    const conversation = { channel: 'web', kind: 'direct', platformId: name, title: null } as const;
    await store.messages.accept(message(`d${name}`, { conversation, sender: personOf(name) }), at);
  }
  const boss = await store.members.ensure({ channel: 'web', platformId: 'boss', name: 'boss' });
  await store.users.add(user('秘书'));
  await store.bindings.bind({ memberId: boss.id, userId: 'u-秘书', at });
  const [group] = (await store.conversations.list()).filter(({ kind }) => kind === 'group');
  for (let number = 0; number < broadcasts; number += 1) {
    const id = `b${number}`;
    await store.broadcasts.add(broadcast(id, { at, receipt: { reason: '核对', until: now + 24 * hour } }));
    await store.deliveries.add([delivery(id, group?.id ?? '', { kind: 'broadcast', broadcastId: id })], at);
  }
  for (;;) {
    const due = await store.deliveries.claim({ owner: 'fill', now, leaseMs: 1_000 }, { limit: 100, channels: ['web'] });
    if (due.length === 0) return;
    for (const { id } of due) {
      await store.deliveries.markSending(id, 'fill', now);
      await store.deliveries.markSent(id, 'fill', { at: now, platformMessageId: id });
    }
  }
}

function personOf(name: string) {
  return { platformId: name, name, bot: false };
}
