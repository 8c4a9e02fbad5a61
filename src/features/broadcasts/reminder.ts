import type { Broadcast, ReceiptRequest, Reminder } from '../../domain/broadcast.ts';
import type { NewDelivery } from '../../domain/delivery.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { endOfQuiet, type QuietHours } from './guard.ts';
import { type Missing, missingOf, privateChatsOf, staffChatsOf } from './reminder-receivers.ts';
import { reminderTime } from './reminder-time.ts';
import { memberReminder, staffReminder } from './reminder-words.ts';
import type { Roll } from './roll.ts';
import { readRolls } from './roll-desk.ts';

export type ReminderDeps = QuietHours & {
  store: Store;
  clock: Clock;
  log: Log;
  newId: () => string;
  channels: ReadonlyMap<string, Channel>;
  /** Told when deliveries wait to be sent. */
  onPlanned: () => void;
};

/** Reminds once of each 收到 that is asked for, before its deadline, and never in a group. */
export type ReminderPlan = {
  /** Plans the reminders that are due, each once whoever asks; none in quiet hours. */
  planDue(): Promise<void>;
};

type Asking = Broadcast & { receipt: ReceiptRequest };

export function createReminderPlan(deps: ReminderDeps): ReminderPlan {
  return {
    async planDue() {
      const now = deps.clock.now();
      if (endOfQuiet(deps, now) !== null) return;
      const failures: unknown[] = [];
      for (const broadcast of await deps.store.broadcasts.listToRemind(now)) {
        if (!isDue(broadcast, deps, now)) continue;
        // One that fails is not in the way of the others.
        await remind(deps, broadcast, now).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

function isDue(broadcast: Broadcast, quiet: QuietHours, now: number): broadcast is Asking {
  const { at, receipt } = broadcast;
  const due = receipt === null ? null : reminderTime({ at, until: receipt.until }, quiet);
  return due !== null && due <= now;
}

/** The claim and the deliveries are one transaction: a crash leaves both, or none. */
async function remind(deps: ReminderDeps, broadcast: Asking, now: number): Promise<void> {
  const rolls = await readRolls(deps, broadcast, broadcast.receipt);
  if (isStillWaiting(rolls)) return;
  const { outcome, deliveries } = await prepare(deps, broadcast, { missing: missingOf(rolls), now });
  const planned = await deps.store.transaction(async (records) => {
    if (!(await records.broadcasts.remind(broadcast.id, { at: now, outcome }))) return false;
    await records.deliveries.add(deliveries, now);
    return true;
  });
  if (!planned) return;
  if (outcome === 'by-hand')
    deps.log.warn({ broadcastId: broadcast.id }, 'nobody of the secretariat can be told of a reminder that is due');
  if (deliveries.length > 0) deps.onPlanned();
}

/** Nobody can have answered what no group has. */
function isStillWaiting(rolls: readonly Roll[]): boolean {
  return rolls.every(({ state, rows }) => (state === 'pending' || state === 'claimed') && rows.length === 0);
}

type Prepared = { outcome: Reminder['outcome']; deliveries: NewDelivery[] };

async function prepare(
  deps: ReminderDeps,
  broadcast: Asking,
  { missing, now }: { missing: readonly Missing[]; now: number },
): Promise<Prepared> {
  if (missing.length === 0) return { outcome: 'unneeded', deliveries: [] };
  const chats = await privateChatsOf(
    deps,
    missing.flatMap(({ memberIds }) => memberIds),
  );
  const toMembers = new Map<string, Missing>();
  for (const one of missing) {
    const chat = one.memberIds.map((id) => chats.get(id)).find((id) => id !== undefined);
    if (chat !== undefined) toMembers.set(chat, one);
  }
  const deliveries = [...toMembers].map(([chat, one]) => toMember(deps, broadcast, { chat, one, now }));
  if (toMembers.size === missing.length) return { outcome: 'planned', deliveries };
  const staff = await staffChatsOf(deps, broadcast.createdBy);
  const counted = { missing: missing.length, reminded: toMembers.size };
  const toStaff = staff.map((chat) => toSecretary(deps, broadcast, { chat, counted, now }));
  return { outcome: staff.length === 0 ? 'by-hand' : 'planned', deliveries: [...deliveries, ...toStaff] };
}

function toMember(
  { newId, timeZone }: ReminderDeps,
  broadcast: Asking,
  { chat, one, now }: { chat: string; one: Missing; now: number },
): NewDelivery {
  const { receipt } = broadcast;
  const { group, text } = one;
  return {
    ...reminderOf(broadcast, { id: newId(), chat, now }),
    key: `reminder/${broadcast.id}/${chat}`,
    text: memberReminder({ group, text, receipt, timeZone }),
    reminds: one.deliveryId,
  };
}

function toSecretary(
  { newId, timeZone }: ReminderDeps,
  broadcast: Asking,
  { chat, counted, now }: { chat: string; counted: { missing: number; reminded: number }; now: number },
): NewDelivery {
  return {
    ...reminderOf(broadcast, { id: newId(), chat, now }),
    key: `reminder/${broadcast.id}/staff/${chat}`,
    text: staffReminder({ ...broadcast, ...counted, timeZone }),
    reminds: null,
  };
}

function reminderOf({ id: broadcastId, receipt }: Asking, of: { id: string; chat: string; now: number }) {
  return {
    id: of.id,
    kind: 'reminder' as const,
    conversationId: of.chat,
    replyTo: null,
    broadcastId,
    fileId: null,
    notBefore: of.now,
    closesAt: receipt.until,
    skipped: null,
  };
}
