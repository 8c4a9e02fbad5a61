import type { NewAuditEntry } from '../../domain/audit.ts';

type Who = { who: string; at: number };

/** Somebody looked at cases with the names and numbers in them; `subject`: the number of one, or how they were chosen. */
export function seenEntry({ who, at }: Who, of: { subject: string; cases: number }): NewAuditEntry {
  return { at, who, action: 'case/view', subject: of.subject, detail: { cases: of.cases } };
}

/** They were given away. `contacts`: with names and numbers to call; `files`: with their photos and documents. */
export function exportedEntry(
  { who, at }: Who,
  of: { subject: string; format: string; contacts: boolean; files: boolean },
): NewAuditEntry {
  const { subject, format, contacts, files } = of;
  return { at, who, action: 'case/export', subject, detail: { format, contacts, files } };
}
