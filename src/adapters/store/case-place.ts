import type { ExpressionBuilder } from 'kysely';
import type { CaseFilter, CaseMark } from '../../ports/cases.ts';
import { type FilteredCases, filterCases } from './case-filter.ts';
import type { Db } from './database.ts';
import type { Tables } from './schema.ts';

/** The cases that a filter leaves behind one of them, in the order of registration; null = from the first. */
export function casesBehind(db: Db, filter: CaseFilter, after: CaseMark | null): FilteredCases {
  if (after === null) return filterCases(db, filter);
  // What is behind it is behind the beginning too: of two of them SQLite takes one, and not the nearer.
  return filterCases(db, { ...filter, from: null }).where(isBehindCase(after));
}

/** Behind a case in the order of registration. Told twice, since an index is only used for the first. */
function isBehindCase({ no, createdAt }: CaseMark) {
  const [year = 0, number = 0] = no.split('-').map(Number);
  return ({ and, or, eb }: ExpressionBuilder<Tables, 'cases'>) =>
    and([
      eb('created_at', '>=', createdAt),
      or([
        eb('created_at', '>', createdAt),
        eb('year', '>', year),
        and([eb('year', '=', year), eb('number', '>', number)]),
      ]),
    ]);
}
