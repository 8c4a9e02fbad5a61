import { type DayWindow, addDays, dayOf, instantAt, isWithin, timeOf } from '../../base/calendar.ts';
import type { ClaimedDelivery } from '../../ports/deliveries.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Deliveries } from '../../ports/deliveries.ts';

/** What the guard says of a delivery that is about to be sent. */
export type Verdict =
  | { kind: 'send' }
  | { kind: 'wait'; until: number; reason: string }
  | { kind: 'skip'; reason: string };

export type GuardDeps = {
  deliveries: Deliveries;
  clock: Clock;
  timeZone: string;
  quietHours: DayWindow | null;
  /** Unrequested messages a group and day. */
  dailyCap: number;
};

/** Replies always pass. What nobody asked for waits for the end of quiet hours, and is skipped when muted, over the cap or too late. */
export async function guard(deps: GuardDeps, delivery: ClaimedDelivery): Promise<Verdict> {
  const now = deps.clock.now();
  if (delivery.closesAt !== null && now >= delivery.closesAt) return { kind: 'skip', reason: '已过发送时段' };
  if (delivery.kind === 'reply') return { kind: 'send' };
  if (delivery.muted) return { kind: 'skip', reason: '该群已停发' };
  const today = dayOf(now, deps.timeZone);
  const quietUntil = endOfQuiet(deps, now);
  if (quietUntil !== null) return { kind: 'wait', until: quietUntil, reason: '免打扰时段，稍后发送' };
  const sent = await deps.deliveries.countUnrequested(
    delivery.conversationId,
    instantAt(today, '00:00', deps.timeZone),
  );
  if (sent >= deps.dailyCap) return { kind: 'skip', reason: `该群今天已收到 ${sent} 条群发，达到上限` };
  return { kind: 'send' };
}

function endOfQuiet(deps: GuardDeps, now: number): number | null {
  if (deps.quietHours === null || !isWithin(timeOf(now, deps.timeZone), deps.quietHours)) return null;
  const today = dayOf(now, deps.timeZone);
  const end = instantAt(today, deps.quietHours.until, deps.timeZone);
  return end > now ? end : instantAt(addDays(today, 1), deps.quietHours.until, deps.timeZone);
}
