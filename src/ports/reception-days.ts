import type { Case, CaseKind, CaseStatus } from '../domain/case.ts';
import type { DayPoint, DayStatus, DayStep, NewReceptionDay, ReceptionDay } from '../domain/reception-day.ts';

/** What can change of a day; its `next act` follows from it. */
export type DayChanges = Partial<Omit<ReceptionDay, 'id' | 'ruleId' | 'version' | 'createdBy' | 'createdAt'>>;

/** A place in the list: after this one. */
export type DayPlace = Pick<ReceptionDay, 'startsAt' | 'id'>;

/** Who says something, where and when (epoch ms). */
export type Speech = { conversationId: string; memberId: string; at: number };

/** Reception days, each with its story. Changes are fenced by `version`, so that each happens once whoever does it. */
export interface ReceptionDays {
  /** As planned, with its first step; false when a day with this id is there. */
  add(day: NewReceptionDay): Promise<boolean>;
  find(id: string): Promise<ReceptionDay | null>;
  /** The last start first, those after a place; of one status or all (null). */
  page(of: { status: DayStatus | null; after: DayPlace | null; limit: number }): Promise<ReceptionDay[]>;
  /** Those that begin from one instant to before another, in order, at most `limit`. */
  listBetween(of: { from: number; until: number; limit: number }): Promise<ReceptionDay[]>;
  /** Those that are open or come, the first start first. */
  listAhead(now: number, limit: number): Promise<ReceptionDay[]>;
  /** Those on which something is due by itself, the longest due first. */
  listDue(now: number, limit: number): Promise<ReceptionDay[]>;
  /** Of a rule, those that are planned or announced and begin after an instant, in order. */
  listOfRule(ruleId: string, after: number): Promise<ReceptionDay[]>;
  /**
   * Changes a day and adds the step that tells of it. Null when it is no longer at the version that was looked at, and
   * nothing changed.
   */
  change(
    looked: Pick<ReceptionDay, 'id' | 'version'>,
    changes: DayChanges,
    step: Omit<DayStep, 'seq'>,
  ): Promise<ReceptionDay | null>;
  /** The whole story, in order. */
  steps(id: string): Promise<DayStep[]>;
  /** The conversations it is open in; those that are there stay. */
  addRooms(id: string, conversationIds: readonly string[]): Promise<void>;
  /**
   * The day that is open for what is said: in one of its conversations, or in private by somebody who has spoken in one
   * of them. Of several the one that opened last.
   */
  findOpenFor(speech: Speech): Promise<ReceptionDay | null>;
  /** Its cases by number, those after one. */
  pageCases(id: string, of: { after: string | null; limit: number }): Promise<Case[]>;
  countCases(id: string): Promise<{ kind: CaseKind; status: CaseStatus; cases: number }[]>;
  /** Replaces what is said in public of a case. */
  putPoint(id: string, point: DayPoint): Promise<void>;
  listPoints(id: string): Promise<DayPoint[]>;
}
