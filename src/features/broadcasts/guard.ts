import { overdueReasonOf } from '../../domain/delivery.ts';
import { type DayWindow, addDays, dayOf, instantAt, isWithin, timeOf } from '../../base/calendar.ts';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import type { NewBroadcast } from '../../domain/broadcast.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Deliveries } from '../../ports/deliveries.ts';
import type { Receipts } from '../../ports/receipts.ts';

/** What the guard says of a delivery that is about to be sent. */
export type Verdict =
  | { kind: 'send' }
  | { kind: 'wait'; until: number; reason: string }
  | { kind: 'skip'; reason: string };

export type GuardDeps = {
  deliveries: Deliveries;
  receipts: Pick<Receipts, 'isAcknowledgedIn'>;
  clock: Clock;
  timeZone: string;
  quietHours: DayWindow | null;
  /** Unrequested messages a group and day. */
  dailyCap: number;
};

export const cancelledReason = '已取消';
export const mutedReason = '该群已停发';
export const answeredReason = '已经确认了，不用再提醒';
export const leftReason = '机器人已不在这个群里';

export function cappedReason(sent: number, whom: '该群' | '对方' = '该群'): string {
  return `${whom}今天已收到 ${sent} 条群发，达到上限`;
}

/**
 * Replies always pass. What nobody asked for waits for the end of quiet hours, and is skipped when muted, over the cap
 * or too late; what is urgent, begun or ordered again neither waits nor counts those before it, unless it is to let
 * people sleep.
 */
export async function guard(deps: GuardDeps, delivery: ClaimedDelivery): Promise<Verdict> {
  const now = deps.clock.now();
  if (delivery.cancelled) return { kind: 'skip', reason: cancelledReason };
  // What a group has half of is finished, and what a person ordered again was weighed by them.
  const isBegun = delivery.partsSent > 0;
  if (!isBegun && delivery.closesAt !== null && now >= delivery.closesAt)
    return { kind: 'skip', reason: overdueReasonOf(delivery) };
  if (delivery.left) return { kind: 'skip', reason: leftReason };
  if (delivery.kind === 'reply') return { kind: 'send' };
  if (delivery.muted) return { kind: 'skip', reason: mutedReason };
  if (await isAnswered(deps, delivery)) return { kind: 'skip', reason: answeredReason };
  const isWeighed = isBegun || delivery.resends > 0;
  if (isWeighed || (delivery.urgent && !delivery.keepsQuiet)) return { kind: 'send' };
  const today = dayOf(now, deps.timeZone);
  const quietUntil = endOfQuiet(deps, now);
  if (quietUntil !== null) return { kind: 'wait', until: quietUntil, reason: '免打扰时段，稍后发送' };
  if (delivery.urgent) return { kind: 'send' };
  const sent = await deps.deliveries.countUnrequested(
    delivery.conversationId,
    instantAt(today, '00:00', deps.timeZone),
  );
  if (sent >= deps.dailyCap)
    return { kind: 'skip', reason: cappedReason(sent, delivery.to.kind === 'group' ? '该群' : '对方') };
  return { kind: 'send' };
}

/** Who answered since a reminder was planned is not reminded. */
async function isAnswered({ receipts }: GuardDeps, delivery: ClaimedDelivery): Promise<boolean> {
  const { reminds, broadcastId, conversationId } = delivery;
  return reminds !== null && broadcastId !== null && receipts.isAcknowledgedIn(conversationId, broadcastId);
}

export type QuietHours = Pick<GuardDeps, 'quietHours' | 'timeZone'>;

/** What is urgent knows no quiet hours, unless it says that it keeps them. */
export function quietFor(
  { quietHours, timeZone }: QuietHours,
  { urgent, keepsQuiet }: Pick<NewBroadcast, 'urgent' | 'keepsQuiet'>,
): QuietHours {
  return { quietHours: urgent === null || keepsQuiet === true ? quietHours : null, timeZone };
}

/** Whether something that begins then is over, or about to begin, when people are next woken: before noon of that day. */
export function isBeforeNoon({ quietHours, timeZone }: QuietHours, { at, now }: { at: number; now: number }): boolean {
  if (quietHours === null) return true;
  const today = dayOf(now, timeZone);
  const end = instantAt(today, quietHours.until, timeZone);
  return at < instantAt(end > now ? today : addDays(today, 1), '12:00', timeZone);
}

/** When the quiet hours end that an instant falls in; null: it falls in none. */
export function endOfQuiet(deps: QuietHours, now: number): number | null {
  if (deps.quietHours === null || !isWithin(timeOf(now, deps.timeZone), deps.quietHours)) return null;
  const today = dayOf(now, deps.timeZone);
  const end = instantAt(today, deps.quietHours.until, deps.timeZone);
  return end > now ? end : instantAt(addDays(today, 1), deps.quietHours.until, deps.timeZone);
}
