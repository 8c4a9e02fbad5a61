import { addDays, instantAt, readDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import { type CaseKind, caseStatuses, type CaseStatus } from '../../domain/case.ts';
import type { KindNames } from '../../domain/form.ts';
import type { CaseFilter } from '../../ports/cases.ts';
import { findKind, kindsInWords } from './kinds.ts';
import { statusNames } from './labels.ts';

/** What staff ask for: days `YYYY-MM-DD`, both included; kind and status by identifier or Chinese name. */
export type CaseQuery = { from: string | null; to: string | null; status: string | null; kind: string | null };

/** Throws `usage/invalid` with what would be right. `kinds`: those of the forms, beside the built-in ones. */
export function readCaseQuery(query: CaseQuery, timeZone: string, kinds: KindNames): CaseFilter {
  const from = query.from === null ? null : readDay(query.from, '开始日期');
  const to = query.to === null ? null : readDay(query.to, '结束日期');
  if (from !== null && to !== null && from > to) {
    throw new AppError('usage/invalid', `开始日期 ${from} 在结束日期 ${to} 之后，请对调。`);
  }
  return {
    from: from === null ? null : instantAt(from, '00:00', timeZone),
    to: to === null ? null : instantAt(addDays(to, 1), '00:00', timeZone),
    status: readOne<CaseStatus>(query.status, { what: '状态', all: caseStatuses, names: statusNames }),
    kind: readKind(query.kind, kinds),
  };
}

function readKind(text: string | null, kinds: KindNames): CaseKind | null {
  if (text === null) return null;
  const found = findKind(text, kinds);
  if (found !== null) return found;
  throw new AppError('usage/invalid', `没有“${text}”这个类别，可用：${kindsInWords(kinds)}。`);
}

function readOne<Word extends string>(
  text: string | null,
  of: { what: string; all: readonly Word[]; names: Record<Word, string> },
): Word | null {
  if (text === null) return null;
  const found = of.all.find((word) => word === text || of.names[word] === text);
  if (found !== undefined) return found;
  const known = of.all.map((word) => `${word}（${of.names[word]}）`).join('、');
  throw new AppError('usage/invalid', `没有“${text}”这个${of.what}，可用：${known}。`);
}
