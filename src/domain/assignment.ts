import type { Day } from '../base/calendar.ts';
import { type IsWorkday, nextWorkday, previousWorkday } from './workdays.ts';

/** An account, a person of the address book, or a body that is known by its name alone (督办单位). */
export type Responsible =
  | { kind: 'user' | 'person'; id: string; name: string }
  | { kind: 'body'; id: null; name: string };

/** Why somebody no longer has to act. */
export const assignmentEnds = ['reassigned', 'returned', 'resolved', 'declined', 'withdrawn', 'merged'] as const;
export type AssignmentEnd = (typeof assignmentEnds)[number];

/** Who must act on a case, and until when. One case has one that is open at most; those before are its history. */
export type Assignment = {
  id: string;
  caseNo: string;
  assignee: Responsible;
  /** Who is told as well when it is overdue; null = whoever assigned it. */
  lead: Responsible | null;
  /** The last day; null = none is set. */
  dueDay: Day | null;
  assignedBy: string;
  assignedAt: number;
  /** Epoch ms at which somebody may have to be told of it next; null = never again. */
  nextAt: number | null;
  endedAt: number | null;
  endedAs: AssignmentEnd | null;
};

/** What is told: that it is theirs, the working day before, on the day, and after it, then to the lead too. */
export const reminderStages = ['assigned', 'before', 'on', 'overdue'] as const;
export type ReminderStage = (typeof reminderStages)[number];

/** When a stage comes, and until when it is still worth telling; epoch ms. */
export type StageTime = { stage: ReminderStage; at: number; until: number };

/** Told once; `by-hand`: nobody could be written to in private, so a person says it. */
export type AssignmentReminder = {
  assignmentId: string;
  stage: ReminderStage;
  at: number;
  outcome: 'planned' | 'by-hand';
  /** Of the message that tells it; null when it is by hand. */
  deliveryId: string | null;
};

/** What the calendar must tell; `startOf`: when work begins on a day, epoch ms. */
export type OfficeHours = { isWorkday: IsWorkday; startOf(day: Day): number; dayOf(instant: number): Day };

/** In the order they come. Whoever is given something on the day of a stage has just heard of it. */
export function stageTimes(
  { dueDay, assignedAt }: Pick<Assignment, 'dueDay' | 'assignedAt'>,
  { isWorkday, startOf, dayOf }: OfficeHours,
): StageTime[] {
  const assigned = { stage: 'assigned', at: assignedAt, until: Infinity } as const;
  if (dueDay === null) return [assigned];
  const [dayBefore, dayAfter] = [previousWorkday(dueDay, isWorkday), nextWorkday(dueDay, isWorkday)];
  const [before, on, after] = [startOf(dayBefore), startOf(dueDay), startOf(dayAfter)];
  const given = dayOf(assignedAt);
  const stages: StageTime[] = [
    assigned,
    { stage: 'before', at: before, until: on },
    { stage: 'on', at: on, until: after },
    { stage: 'overdue', at: Math.max(after, assignedAt), until: Infinity },
  ];
  const isNews = ({ stage, at }: StageTime): boolean =>
    stage === 'assigned' || stage === 'overdue' || dayOf(at) > given;
  return stages.filter(isNews);
}

/** Of the stages that have come since `from`, the last that is still worth telling. */
export function stageDue(stages: readonly StageTime[], from: number, now: number): ReminderStage | null {
  const come = stages.filter(({ at, until }) => from <= at && at <= now && now < until);
  return come.at(-1)?.stage ?? null;
}

export function nextStageAt(stages: readonly StageTime[], now: number): number | null {
  return stages.find(({ at }) => at > now)?.at ?? null;
}
