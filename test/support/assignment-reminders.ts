import { type AssignmentReminders, createAssignmentReminders } from '../../src/features/reception/reminders.ts';
import type { Store } from '../../src/ports/store.ts';
import { createNotingLog } from './noting-log.ts';
import { createScriptedChannel } from './scripted-channel.ts';
import { message, newCase, user } from './store-builders.ts';

/** When the planners look; every assignment of `addAssigned` is due then. */
export const now = Date.parse('2026-11-24T10:00:00+08:00');

/** The reminders as one worker plans them, at `now`. */
export function createAssigned(store: Store, owner: string, onPlanned: () => void): AssignmentReminders {
  const channel = createScriptedChannel();
  let ids = 0;
  return createAssignmentReminders({
    store,
    clock: { now: () => now },
    log: createNotingLog(),
    newId: () => `${owner}-${(ids += 1)}`,
    channels: new Map([[channel.id, channel]]),
    timeZone: 'Asia/Shanghai',
    quietUntil: () => null,
    kindNames: async () => new Map(),
    workdays: async () => () => true,
    onPlanned,
  });
}

/** So many accounts with a private chat each, and a case for each that they have just been given. */
export async function addAssigned(store: Store, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const name = `a${number}`;
    const conversation = { channel: 'web', kind: 'direct', platformId: name, title: null } as const;
    const sender = { platformId: name, name, bot: false };
    const { messageId } = await store.messages.accept(message(`d${name}`, { conversation, sender }), now);
    const memberId = (await store.messages.find(messageId))?.memberId ?? '';
    await store.users.add(user(name));
    await store.bindings.bind({ memberId, userId: `u-${name}`, at: now });
    const { no } = await store.cases.record(newCase(number));
    await store.assignments.add({
      id: name,
      caseNo: no,
      assignee: { kind: 'user', id: `u-${name}`, name },
      lead: null,
      dueDay: null,
      assignedBy: '周秘书',
      assignedAt: now - 1,
      nextAt: now - 1,
    });
  }
}
