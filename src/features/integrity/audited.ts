import {
  type AuditAction,
  type AuditDetail,
  excerptOf,
  type NewAuditEntry,
  operator,
  withoutNumbers,
} from '../../domain/audit.ts';
import type { Day } from '../../base/calendar.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import type { DailyDay } from '../../ports/daily-days.ts';
import type { DailyDraft } from '../../ports/daily-drafts.ts';

type DailyAction = Extract<AuditAction, `daily/${string}`>;
type Act = { action: DailyAction; subject: string; at: number };

export function fixedEntry(day: Day, { id, text }: DailyMessage, at: number): NewAuditEntry {
  return byOperator({ action: 'daily/fix', subject: day, at }, { message: id, ...excerptOf(text) });
}

/** `told`: what members read who ask. */
export function skippedEntry(day: Day, { reason, told }: { reason: string; told: string }, at: number): NewAuditEntry {
  const detail = { reason: withoutNumbers(reason) || null, told: withoutNumbers(told) || null };
  return byOperator({ action: 'daily/skip', subject: day, at }, detail);
}

/** What was ordered for a day is taken back. */
export function takenBackEntry(day: Day, action: 'daily/unfix' | 'daily/unskip', at: number): NewAuditEntry {
  return byOperator({ action, subject: day, at }, {});
}

/** `groups`: how many get it that had not. */
export function sentEntry({ date, messageId, text }: DailyDay, groups: number, at: number): NewAuditEntry {
  return byOperator({ action: 'daily/send', subject: date, at }, { message: messageId, groups, ...excerptOf(text) });
}

/** Whom it is signed with is what was typed: nobody signed in. */
export function draftedEntry({ id, theme, text, generated, createdBy, createdAt }: DailyDraft): NewAuditEntry {
  const act = { action: generated ? 'daily/draft' : 'daily/add', subject: id, at: createdAt } as const;
  return byOperator(act, { by: withoutNumbers(createdBy), theme: withoutNumbers(theme), ...excerptOf(text) });
}

/** `edited`: it was put in other words first. */
export function decidedEntry(
  { id, text }: Pick<DailyDraft, 'id' | 'text'>,
  of: { state: 'approved' | 'rejected'; by: string; reason: string | null; edited: boolean; at: number },
): NewAuditEntry {
  const by = withoutNumbers(of.by);
  const act = { action: of.state === 'approved' ? 'daily/approve' : 'daily/reject', subject: id, at: of.at } as const;
  if (of.state === 'approved') return byOperator(act, { by, edited: of.edited, ...excerptOf(text) });
  return byOperator(act, { by, reason: withoutNumbers(of.reason ?? ''), ...excerptOf(text) });
}

function byOperator(act: Act, detail: AuditDetail): NewAuditEntry {
  return { ...act, who: operator, detail };
}
