import {
  type AuditAction,
  type AuditDetail,
  excerptOf,
  type NewAuditEntry,
  withoutNumbers,
} from '../../domain/audit.ts';
import type { Day } from '../../base/calendar.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import type { DailyDay } from '../../ports/daily-days.ts';
import type { DailyDraft } from '../../ports/daily-drafts.ts';

type DailyAction = Extract<AuditAction, `daily/${string}`>;
/** `who`: the account that asked, or the command line. */
export type Done = { who: string; at: number };

type Act = Done & { action: DailyAction; subject: string };

export function fixedEntry(day: Day, { id, text }: DailyMessage, done: Done): NewAuditEntry {
  return entryOf({ action: 'daily/fix', subject: day, ...done }, { message: id, ...excerptOf(text) });
}

/** `told`: what members read who ask. */
export function skippedEntry(day: Day, { reason, told }: { reason: string; told: string }, done: Done): NewAuditEntry {
  const detail = { reason: withoutNumbers(reason) || null, told: withoutNumbers(told) || null };
  return entryOf({ action: 'daily/skip', subject: day, ...done }, detail);
}

/** What was ordered for a day is taken back. */
export function takenBackEntry(day: Day, action: 'daily/unfix' | 'daily/unskip', done: Done): NewAuditEntry {
  return entryOf({ action, subject: day, ...done }, {});
}

/** `groups`: how many get it that had not. */
export function sentEntry({ date, messageId, text }: DailyDay, groups: number, done: Done): NewAuditEntry {
  return entryOf({ action: 'daily/send', subject: date, ...done }, { message: messageId, groups, ...excerptOf(text) });
}

/** Whom it is signed with is, on the command line, what was typed: nobody signed in. */
export function draftedEntry(
  { id, theme, text, generated, createdBy, createdAt }: DailyDraft,
  who: string,
): NewAuditEntry {
  const act = { who, action: generated ? 'daily/draft' : 'daily/add', subject: id, at: createdAt } as const;
  return entryOf(act, { by: withoutNumbers(createdBy), theme: withoutNumbers(theme), ...excerptOf(text) });
}

/** `edited`: it was put in other words first. */
export function decidedEntry(
  { id, text }: Pick<DailyDraft, 'id' | 'text'>,
  of: Done & { state: 'approved' | 'rejected'; by: string; reason: string | null; edited: boolean },
): NewAuditEntry {
  const by = withoutNumbers(of.by);
  const action = of.state === 'approved' ? 'daily/approve' : 'daily/reject';
  const act = { who: of.who, action, subject: id, at: of.at } as const;
  if (of.state === 'approved') return entryOf(act, { by, edited: of.edited, ...excerptOf(text) });
  return entryOf(act, { by, reason: withoutNumbers(of.reason ?? ''), ...excerptOf(text) });
}

function entryOf(act: Act, detail: AuditDetail): NewAuditEntry {
  return { ...act, detail };
}
