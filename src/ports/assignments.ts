import type { Assignment, AssignmentEnd, AssignmentReminder, Responsible } from '../domain/assignment.ts';
import type { Case } from '../domain/case.ts';

/** Where a page ended; cases without a due time come last, with `dueAt` null. */
export type WaitingPlace = { dueAt: number | null; no: string };

/**
 * Of the open cases: those due before an instant, those of some assignees, those without one, or all (null = whichever).
 * `limit` of one page; `after` null = the first.
 */
export type WaitingQuery = {
  dueBefore: number | null;
  assignees: readonly Pick<Responsible, 'kind' | 'id' | 'name'>[] | null;
  after: WaitingPlace | null;
  limit: number;
};

/** An open case with whoever must act on it, if anybody. */
export type WaitingCase = { case: Case; assignment: Assignment | null };

/** `nextAt`: when somebody may have to be told again; `reminder` null: nothing is worth telling now. */
export type DueReminder = {
  id: string;
  seen: number;
  nextAt: number | null;
  reminder: Omit<AssignmentReminder, 'assignmentId'> | null;
};

export type NewAssignment = Omit<Assignment, 'endedAt' | 'endedAs'>;

/** Who must act on which case, until when, and who was told. */
export interface Assignments {
  /** Ends the open one of the case as `reassigned`, at `assignedAt`. */
  add(assignment: NewAssignment): Promise<void>;
  /** Ends the open one of a case; null when there is none. */
  end(caseNo: string, end: { at: number; as: AssignmentEnd }): Promise<Assignment | null>;
  /** The one that is open. */
  findOpen(caseNo: string): Promise<Assignment | null>;
  /** All of a case, the first one first. */
  listOf(caseNo: string): Promise<Assignment[]>;
  /** Open ones that somebody may have to be told of by now, the longest due first. */
  listToRemind(now: number, limit: number): Promise<Assignment[]>;
  /**
   * Takes what was due at `seen`, each once, and puts on record who is told. Returns the ids of those it took: not what
   * another took or is taking, and not what is not open any more.
   */
  remind(dues: readonly DueReminder[]): Promise<ReadonlySet<string>>;
  /** What was told of open ones since an instant, the newest last; where there is more, the oldest are left out. */
  listReminders(since: number, limit: number): Promise<(AssignmentReminder & { caseNo: string })[]>;
  /** Open cases by due time, the first due first. */
  listWaiting(query: WaitingQuery): Promise<WaitingCase[]>;
  countWaiting(query: Pick<WaitingQuery, 'dueBefore' | 'assignees'>): Promise<number>;
}
