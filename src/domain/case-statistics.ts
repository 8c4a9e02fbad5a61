import { type Case, isEnded } from './case.ts';

/** What of a case is counted. `answeredAt`: its first result or refusal, null = none yet; `wasAssigned`: at least once. */
export type CountedCase = Pick<
  Case,
  'no' | 'kind' | 'organization' | 'status' | 'createdAt' | 'endedAt' | 'dueAt' | 'satisfaction'
> & { answeredAt: number | null; wasAssigned: boolean };

type Tallied = Omit<CountedCase, 'no' | 'kind' | 'organization'>;

/** A rate with what it is made of; `rate` 0..1, null where there is nothing to divide by. */
export type Share = { count: number; of: number; rate: number | null };

/**
 * Figures of the cases that were registered in a period, as they stand now.
 *
 * `handled`: all but those withdrawn, merged into another, or declined; it is what `assigned` and `resolved` are of.
 * `assigned`: was given to somebody at least once (交办率). `resolved`: came to its result and was not opened again (办结率).
 * `onTime`: had a due date, and its first answer (result or refusal with a reason) came by then; of all with a due date
 * that were answered or are overdue: what may still be on time is not counted (按时答复率).
 * `pleased`: 满意 or 基本满意, of those who said anything (满意率).
 * `medianDays`: from registration to the end, of `resolved`; one decimal, null when there is none.
 */
export type CaseFigures = {
  total: number;
  withdrawn: number;
  merged: number;
  declined: number;
  open: number;
  overdue: number;
  handled: number;
  assigned: Share;
  onTime: Share;
  resolved: Share;
  pleased: Share;
  medianDays: number | null;
};

/** Counts cases one by one. */
export type CaseTally = { add(one: Tallied): void; figures(): CaseFigures };

const dayMs = 24 * 3_600_000;

/** `now`: epoch ms at which what is not answered is overdue. */
export function createTally(now: number): CaseTally {
  const counts = { total: 0, withdrawn: 0, merged: 0, declined: 0, open: 0, overdue: 0 };
  const parts = { handled: 0, assigned: 0, due: 0, onTime: 0, resolved: 0, rated: 0, pleased: 0 };
  const days: number[] = [];

  return {
    add(one) {
      counts.total += 1;
      if (one.status === 'withdrawn' || one.status === 'merged') {
        counts[one.status] += 1;
        return;
      }
      countTime(one);
      if (one.status === 'declined') counts.declined += 1;
      else countWork(one);
    },

    figures() {
      const share = (count: number, of: number): Share => ({ count, of, rate: of === 0 ? null : count / of });
      return {
        ...counts,
        handled: parts.handled,
        assigned: share(parts.assigned, parts.handled),
        onTime: share(parts.onTime, parts.due),
        resolved: share(parts.resolved, parts.handled),
        pleased: share(parts.pleased, parts.rated),
        medianDays: medianOf(days),
      };
    },
  };

  function countTime({ status, dueAt, answeredAt }: Tallied): void {
    if (dueAt === null) return;
    if (answeredAt === null && dueAt >= now) return;
    if (!isEnded(status) && dueAt < now) counts.overdue += 1;
    parts.due += 1;
    if (answeredAt !== null && answeredAt <= dueAt) parts.onTime += 1;
  }

  function countWork(one: Tallied): void {
    parts.handled += 1;
    if (one.wasAssigned) parts.assigned += 1;
    if (isEnded(one.status)) {
      parts.resolved += 1;
      if (one.endedAt !== null) days.push((one.endedAt - one.createdAt) / dayMs);
    } else counts.open += 1;
    if (one.satisfaction === null) return;
    parts.rated += 1;
    if (one.satisfaction !== 'dissatisfied') parts.pleased += 1;
  }
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return Math.round(((low + high) / 2) * 10) / 10;
}
