import type { ExpressionBuilder } from 'kysely';
import type { CaseMark } from '../../ports/cases.ts';
import type { Tables } from './schema.ts';

/** Behind a case in the order of registration. Told twice, since an index is only used for the first. */
export function isBehindCase({ no, createdAt }: CaseMark) {
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
