import type { Case, CaseKind, CaseStatus } from '../domain/case.ts';

export type NewCase = Omit<Case, 'no' | 'status'> & { /** Year of the number. */ year: number };

export type CaseFilter = {
  from: number | null;
  to: number | null;
  status: CaseStatus | null;
  kind: CaseKind | null;
};

export interface Cases {
  /**
   * Records with the next number of its year (`2026-0001`), without gaps. `part` distinguishes several cases of one
   * message; the same message and part again returns the case as it was recorded.
   */
  record(newCase: NewCase, part: number): Promise<Case>;
  find(no: string): Promise<Case | null>;
  /** Newest last. `from` and `to` are epoch ms, `to` exclusive. */
  list(filter: CaseFilter): Promise<Case[]>;
  /** Of one member, newest first. */
  listOfMember(memberId: string, limit: number): Promise<Case[]>;
}
