import { isoOf } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { Case } from '../../domain/case.ts';
import { type FormSet, type KindNames, kindNamesOf } from '../../domain/form.ts';
import type { Records } from '../../ports/store.ts';
import { readCaseQuery, type CaseQuery } from './case-query.ts';
import { conversationName } from './labels.ts';

export type CaseDeskDeps = {
  records: Pick<Records, 'cases' | 'conversations'>;
  timeZone: string;
  /** Absent: the built-in kinds alone. */
  forms?: () => Promise<FormSet>;
};

/** A case as `cases list` shows it; times are ISO strings. */
export type ListedCase = Pick<
  Case,
  'no' | 'kind' | 'status' | 'organization' | 'contact' | 'phone' | 'category' | 'content'
> & { dueAt: string | null; createdAt: string };

/** With what only `cases show` tells. */
export type ShownCase = ListedCase & { expectation: string | null; group: string; member: string };

/** What staff do with the register. */
export type CaseDesk = {
  /** What each kind is called. */
  kindNames(): Promise<KindNames>;
  list(query: CaseQuery): Promise<{ cases: ListedCase[] }>;
  /** Throws `record/not-found`. */
  show(no: string): Promise<ShownCase>;
};

export function createCaseDesk({ records, timeZone, forms }: CaseDeskDeps): CaseDesk {
  const readForms = async (): Promise<FormSet['forms']> => (forms === undefined ? [] : (await forms()).forms);
  const kindNames = async (): Promise<KindNames> => kindNamesOf(await readForms());
  const find = async (query: CaseQuery): Promise<Case[]> =>
    records.cases.list(readCaseQuery(query, timeZone, await kindNames()));

  return {
    kindNames,

    async list(query) {
      return { cases: (await find(query)).map(toListed) };
    },

    async show(no) {
      const found = await records.cases.find(no);
      if (found === null) throw new AppError('record/not-found', `没有编号 ${no} 的诉求，请核对编号。`);
      const { conversationId } = found;
      const conversation = conversationId === null ? null : await records.conversations.find(conversationId);
      return toShown(found, conversation === null ? '' : conversationName(conversation));
    },
  };
}

function toShown(one: Case, group: string): ShownCase {
  return { ...toListed(one), expectation: one.expectation, group, member: one.memberName ?? '' };
}

export function toListed(one: Case): ListedCase {
  const { no, kind, status, organization, contact, phone, category, content } = one;
  const times = { dueAt: one.dueAt === null ? null : isoOf(one.dueAt), createdAt: isoOf(one.createdAt) };
  return { no, kind, status, organization, contact, phone, category, content, ...times };
}
