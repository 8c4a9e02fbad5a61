import type { Day } from '../base/calendar.ts';

/** 已排定, 已预告, 开放中, 已结束, 已公布结果; 已取消, 未开放 (its window passed while nothing ran). */
export const dayStatuses = ['planned', 'announced', 'open', 'closed', 'reported', 'cancelled', 'missed'] as const;
export type DayStatus = (typeof dayStatuses)[number];

/** What is the same for every day of a rule. */
export type DayTerms = {
  /** Who receives, as members read it. */
  host: string;
  /** Null: online, in the groups themselves. */
  place: string | null;
  topics: readonly string[];
  /** The groups it is for, as `segment.ts` reads it, with ids in the place of names. */
  segment: string;
  /** Days before, at nine, when its groups hear of it; null = not by itself. */
  announceDays: number | null;
  remindDays: number | null;
};

export type NewReceptionDay = DayTerms & {
  id: string;
  /** The rule it follows from; null = it stands alone. */
  ruleId: string | null;
  date: Day;
  /** Epoch ms; it is open from `startsAt` until before `endsAt`. */
  startsAt: number;
  endsAt: number;
  announceAt: number | null;
  remindAt: number | null;
  createdBy: string;
  createdAt: number;
};

/** A date on which members are received. Times are epoch ms; null = not yet, or never. */
export type ReceptionDay = NewReceptionDay & {
  status: DayStatus;
  /** Counts its changes from 1; a change of what somebody else has changed since is refused. */
  version: number;
  /** Why it was cancelled, or missed. */
  reason: string | null;
  /** What staff wrote down. */
  minutes: string | null;
  remindedAt: number | null;
  openedAt: number | null;
  closedAt: number | null;
};

export type DayAction =
  | 'plan'
  | 'announce'
  | 'remind'
  | 'open'
  | 'close'
  | 'miss'
  | 'change'
  | 'cancel'
  | 'minutes'
  | 'report'
  | 'send';

/** One line of its story; lines are added and never changed. */
export type DayStep = { seq: number; at: number; who: string; action: DayAction; note: string | null };

/** What is said in public of one case of a day; null = what follows from the case. */
export type DayPoint = { caseNo: string; said: string | null; decided: string | null };

/** What a day does by itself. */
export type DueAct = 'announce' | 'remind' | 'open' | 'close' | 'miss';

type Timed = Pick<ReceptionDay, 'status' | 'startsAt' | 'endsAt' | 'announceAt' | 'remindAt' | 'remindedAt'>;

/** What is due, null = nothing: a start comes before what should have been said earlier, and an end before a start. */
export function dueAct(day: Timed, now: number): DueAct | null {
  if (day.status === 'open') return now >= day.endsAt ? 'close' : null;
  if (day.status !== 'planned' && day.status !== 'announced') return null;
  if (now >= day.endsAt) return 'miss';
  if (now >= day.startsAt) return 'open';
  if (day.status === 'planned') return isReached(day.announceAt, now) ? 'announce' : null;
  return day.remindedAt === null && isReached(day.remindAt, now) ? 'remind' : null;
}

/** When something is due next, epoch ms; null = never again by itself. */
export function nextActAt(day: Timed): number | null {
  if (day.status === 'open') return day.endsAt;
  if (day.status === 'planned') return Math.min(day.startsAt, day.announceAt ?? day.startsAt);
  if (day.status !== 'announced') return null;
  return day.remindedAt === null ? Math.min(day.startsAt, day.remindAt ?? day.startsAt) : day.startsAt;
}

function isReached(at: number | null, now: number): boolean {
  return at !== null && now >= at;
}

/** Whether members may still be told of it, or come. */
export function isAhead({ status }: Pick<ReceptionDay, 'status'>): boolean {
  return status === 'planned' || status === 'announced' || status === 'open';
}
