import type { Responsible } from '../domain/assignment.ts';
import type {
  Case,
  CaseFields,
  CaseKind,
  CaseOrigin,
  CaseSource,
  CaseStatus,
  CaseStep,
  Satisfaction,
} from '../domain/case.ts';
import type { CountedCase } from '../domain/case-statistics.ts';
import type { WaitingCase } from './assignments.ts';

/** What has a value of its own only sometimes is left out. */
type Extras = Pick<Case, 'email' | 'organizationId' | 'details'>;

/** `key` is unique for ever and makes it one case, as `message/<id>/<part>`; `year`: of its number; `who` takes it down. */
export type NewCase = CaseFields &
  CaseOrigin &
  Partial<Extras> & { key: string; year: number; dueAt: number | null; createdAt: number; who: string };

/** What can change: all but where a case comes from, its number, and how often it changed. */
export type CaseChanges = Partial<
  Omit<Case, 'no' | 'version' | 'source' | 'messageId' | 'claimHash' | 'createdAt' | 'updatedAt'>
>;

export type CaseFilter = {
  from: number | null;
  to: number | null;
  status: CaseStatus | null;
  kind: CaseKind | null;
  /** A part of what was written as the organization. */
  organization?: string;
  /** Put into this organization, or written with its name where no other has that; without those below it. */
  organizationId?: string;
  receptionDayId?: string;
  source?: CaseSource;
  /** Only those that are not at their end. */
  open?: boolean;
  /** Only open ones whose due time is before this instant. */
  dueBefore?: number;
  /** All of these stand in its number, its organization, its category, or what was said. */
  words?: readonly string[];
  /** The same, but not of what was said. */
  marks?: readonly string[];
  /** Exactly this number to call. */
  phone?: string;
  /** Whoever must act on it now is one of these. */
  assignees?: readonly Pick<Responsible, 'kind' | 'id' | 'name'>[];
};

export const caseOrders = ['createdAt', 'dueAt', 'updatedAt'] as const;
export type CaseOrderBy = (typeof caseOrders)[number];

/** Cases without a due time come last, whichever way. `value` of what they are ordered by. */
export type CasePlace = { value: number | null; no: string };

/** One page of the register, as people look at it. */
export type CaseSearch = {
  filter: CaseFilter;
  by: CaseOrderBy;
  down: boolean;
  after: CasePlace | null;
  limit: number;
};

/** Where a page begins: behind this one. */
export type CaseMark = Pick<Case, 'no' | 'createdAt'>;

/** `registered`: nobody has taken it up; `fresh`: of those, registered since. `overdue`: open behind its day. */
export type WaitingCounts = { registered: number; fresh: number; open: number; overdue: number };

export interface Cases {
  /**
   * Records with the next number of its year (`2026-0001`), without gaps, and its first step. The same key again
   * returns the case as it is.
   */
  record(newCase: NewCase): Promise<Case>;
  /** The same, and whether it was recorded now: what happens once a case is done then. */
  recordOnce(newCase: NewCase): Promise<{ one: Case; isNew: boolean }>;
  find(no: string): Promise<Case | null>;
  /** Those recorded under these keys, by key. */
  findByKeys(keys: readonly string[]): Promise<ReadonlyMap<string, Case>>;
  /** The one whose claim code has this hash. */
  findByClaim(claimHash: string): Promise<Case | null>;
  /**
   * Changes a case and adds the step that tells of it, at `step.at`. Throws `record/not-found`, and `record/conflict`
   * when it is no longer at the version that was looked at.
   */
  change(
    looked: Pick<Case, 'no' | 'version'>,
    changes: CaseChanges,
    step: Omit<CaseStep, 'seq' | 'status'>,
  ): Promise<Case>;
  /** The whole story, in order. */
  steps(no: string): Promise<CaseStep[]>;
  /** Newest last. `from` and `to` are epoch ms, `to` exclusive. */
  list(filter: CaseFilter): Promise<Case[]>;
  /** The next ones of that list, `limit` at most, so that the whole need not be in memory; null = from the beginning. */
  page(filter: CaseFilter, after: CaseMark | null, limit: number): Promise<Case[]>;
  /** The same of what figures are made of: a thousand at once take a few milliseconds. */
  pageCounted(filter: CaseFilter, after: CaseMark | null, limit: number): Promise<CountedCase[]>;
  /** One page in any order, each case with whoever must act on it. */
  search(of: CaseSearch): Promise<WaitingCase[]>;
  /** How many a filter leaves, `most` at most: nobody reads further. */
  count(filter: CaseFilter, most: number): Promise<number>;
  /** The stories of some hundred cases at most, by number. */
  stepsOf(nos: readonly string[]): Promise<ReadonlyMap<string, readonly CaseStep[]>>;
  /** Those that were merged into this one, by number. */
  listMergedInto(no: string): Promise<Case[]>;
  /** Those that were rated so the last time, what changed last first. */
  listRated(of: { satisfaction: Satisfaction; limit: number }): Promise<Case[]>;
  /** Open ones, newest first; those of one kind, or of all. `after`: those behind this one. Absent: from the newest. */
  listOpen(of: {
    kind: CaseKind | null;
    limit: number;
    after?: Pick<Case, 'createdAt' | 'no'> | null;
  }): Promise<Case[]>;
  /** Of all cases; `since`, `now`: epoch ms. */
  countWaiting(at: { since: number; now: number }): Promise<WaitingCounts>;
  /** Of one member, newest first. */
  listOfMember(memberId: string, limit: number): Promise<Case[]>;
}
