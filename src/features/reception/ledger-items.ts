import { isoOf, isoOrNull } from '../../base/calendar.ts';
import type { Case, CaseStep } from '../../domain/case.ts';
import type { ToldCase } from './case-pages.ts';

/** A case as programs read it: absent is null, times are ISO strings. */
export type LedgerItem = Pick<
  Case,
  | 'no'
  | 'kind'
  | 'status'
  | 'source'
  | 'organization'
  | 'contact'
  | 'phone'
  | 'email'
  | 'category'
  | 'content'
  | 'expectation'
  | 'details'
  | 'satisfaction'
  | 'receptionDayId'
  | 'mergedInto'
> & {
  group: string;
  member: string;
  dueAt: string | null;
  createdAt: string;
  endedAt: string | null;
  steps: (Omit<CaseStep, 'at' | 'seq' | 'detail'> & { at: string })[];
};

export function itemOf({ one, steps }: ToldCase, titleOf: (conversationId: string) => string): LedgerItem {
  const { no, kind, status, source, organization, contact, phone, email, category, content, expectation } = one;
  const { details, satisfaction, receptionDayId, mergedInto } = one;
  const said = { no, kind, status, source, organization, contact, phone, email, category, content, expectation };
  return {
    ...said,
    details,
    satisfaction,
    receptionDayId,
    mergedInto,
    group: one.conversationId === null ? '' : titleOf(one.conversationId),
    member: one.memberName ?? '',
    dueAt: isoOrNull(one.dueAt),
    createdAt: isoOf(one.createdAt),
    endedAt: isoOrNull(one.endedAt),
    steps: steps.map(({ at, who, action, status: then, note }) => ({
      at: isoOf(at),
      who,
      action,
      status: then,
      note,
    })),
  };
}
