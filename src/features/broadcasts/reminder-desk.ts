import type { Broadcast } from '../../domain/broadcast.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { answeredReason } from './guard.ts';

/** A reminder that nobody could be sent, so that a person gives it. `until`: ISO time. */
export type ReminderByHand = { id: string; text: string; until: string; reason: string };

const looked = 500;

/** Of broadcasts whose deadline is still to come. */
export async function listRemindersByHand({ store, clock }: { store: Store; clock: Clock }): Promise<ReminderByHand[]> {
  const found: ReminderByHand[] = [];
  for (const broadcast of await store.broadcasts.list(looked)) {
    const { id, text, receipt, cancelledAt } = broadcast;
    if (receipt === null || receipt.until <= clock.now() || cancelledAt !== null) continue;
    const reason = await whyByHand(store, broadcast);
    if (reason !== null) found.push({ id, text, until: new Date(receipt.until).toISOString(), reason });
  }
  return found;
}

async function whyByHand({ deliveries }: Store, { id, reminder }: Broadcast): Promise<string | null> {
  if (reminder === null || reminder.outcome === 'unneeded') return null;
  if (reminder.outcome === 'by-hand') return '没有能私聊提醒的人，秘书也还没有私聊过机器人';
  const sent = await deliveries.listByKey(`reminder/${id}/`);
  const failed = sent.filter(hasFailed);
  // One of the secretariat who was told is enough.
  const staff = sent.filter(({ reminds }) => reminds === null);
  const isToldToStaff = staff.some((one) => !hasFailed(one));
  return failed.length === 0 || isToldToStaff
    ? null
    : `${failed.length} 条私聊提醒没有发成（${failed[0]?.reason ?? ''}）`;
}

function hasFailed({ state, reason }: Delivery): boolean {
  return state === 'failed' || state === 'unknown' || (state === 'skipped' && reason !== answeredReason);
}
