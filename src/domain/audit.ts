import { createHash } from 'node:crypto';
import { replaceSpans, spansOf } from './hidden.ts';

/** What people did that the association must be able to answer for. */
export const auditActions = [
  'broadcast/plan',
  'broadcast/urgent',
  'broadcast/edit',
  'broadcast/cancel',
  'broadcast/resolve',
  'series/plan',
  'series/edit',
  'series/cancel',
  'daily/fix',
  'daily/unfix',
  'daily/skip',
  'daily/unskip',
  'daily/send',
  'daily/add',
  'daily/draft',
  'daily/approve',
  'daily/reject',
  'daily/export',
  'group/add',
  'group/enroll',
  'group/mute',
  'group/tag',
  'group/collections',
  'group/invite',
  'user/add',
  'user/disable',
  'user/code',
  'user/bind',
  'user/unbind',
  'person/code',
  'session/begin',
  'session/end',
  'user/password',
  'user/role',
  'user/authenticator',
  'user/recovery',
  'user/sessions',
  'audit/export',
  'store/backup',
  'job/file',
  'person/add',
  'person/change',
  'person/remove',
  'person/import',
  'person/view',
  'organization/add',
  'organization/change',
  'organization/remove',
  'group/organization',
  'day/plan',
  'day/announce',
  'day/open',
  'day/close',
  'day/change',
  'day/cancel',
  'day/minutes',
  'day/report',
  'day/case',
  'day/stop',
  'list/import',
  'list/remove',
  'list/contact',
  'receipts/view',
  'receipts/export',
  'case/view',
  'case/export',
  'case/import',
  'pack/export',
  'privacy/erase',
  'privacy/retention',
  'case/add',
  'case/update',
  'case/merge',
  'document/add',
  'document/change',
  'document/remove',
  'question/view',
  'question/answer',
  'question/dismiss',
  'synonym/add',
  'synonym/remove',
  'server/absence',
  'store/restore',
  'audit/broken',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Texts of people never stand in it whole, and numbers to call nowhere. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

/** Whoever has the machine has the command line. */
export const operator = '命令行';

/** `who` as people read it; `subject`: the id of what it was done to; `at`: epoch ms. */
export type NewAuditEntry = { at: number; who: string; action: AuditAction; subject: string; detail: AuditDetail };

/**
 * `seq` counts from 1 without gaps; `hash` covers this entry and the hash before it. A newer version may know more
 * actions.
 */
export type AuditEntry = Omit<NewAuditEntry, 'action'> & { action: string; seq: number; hash: string };

/** An entry as it is stored: its detail in JSON, as it was hashed. */
export type StoredAuditEntry = Omit<AuditEntry, 'detail'> & { detail: string };

/**
 * Where a chain is broken: the first entry that does not follow from the one before, and what is wrong with it. It is
 * also the detail of `audit/broken`.
 */
export type AuditFault = { seq: number; fault: 'changed' | 'missing' };

/** Where a chain begins. */
export const firstHash = '';

/** Hex SHA-256 of an entry behind the one whose hash is `previous`. */
export function auditHash({ seq, at, who, action, subject, detail }: Omit<StoredAuditEntry, 'hash'>, previous: string) {
  const words = JSON.stringify([previous, seq, at, who, action, subject, detail]);
  return createHash('sha256').update(words).digest('hex');
}

const shown = 40;
const numbers = /\+?\d(?:[\s.·-]?\d){6,}/gu;

/**
 * What of a text goes into the log: its hash tells any other text from it, its beginning tells people which it was.
 * `told`: the text as it may be kept for ever, where it names people.
 */
export function excerptOf(text: string, told = text): { textHash: string; textBegins: string } {
  const characters = Array.from(withoutNumbers(told).replace(/\s+/gu, ' '));
  const begins = characters.slice(0, shown).join('');
  return {
    textHash: createHash('sha256').update(text).digest('hex'),
    textBegins: characters.length > shown ? `${begins}…` : begins,
  };
}

/** Numbers of telephones and cards are not for a log that is kept for ever. */
export function withoutNumbers(text: string): string {
  return replaceSpans(text, spansOf(text, numbers), () => '***');
}
