import type { AuditEntry, AuditFault, NewAuditEntry } from '../domain/audit.ts';

/**
 * `entries`: how many follow from each other; `head`: the hash of the last of them, empty when there is none.
 * `brokenBefore`: what was broken already when a backup was restored, as it was numbered then.
 */
export type AuditFinding = { entries: number; head: string; broken: AuditFault | null; brokenBefore: AuditFault[] };

/** Null = any. From `from` to before `until`, epoch ms; `subject`: a part of it. */
export type AuditFilter = {
  from: number | null;
  until: number | null;
  who: string | null;
  action: string | null;
  subject: string | null;
};

/** What people did, for ever: entries are added, and nothing else. */
export interface Audit {
  /**
   * Adds an entry behind the last one. Within a transaction it is there when the act is, and it comes last: until the
   * end nobody else adds one.
   */
  append(entry: NewAuditEntry): Promise<AuditEntry>;
  /** From `from` to before `until` (epoch ms), in order. */
  list(from: number, until: number): Promise<AuditEntry[]>;
  /** The newest first, at most `limit`, before the entry of that number; null = from the newest on. */
  page(filter: AuditFilter, at: { before: number | null; limit: number }): Promise<AuditEntry[]>;
  /** Looks whether an entry was changed, taken out or put in since it was added. */
  verify(): Promise<AuditFinding>;
}
