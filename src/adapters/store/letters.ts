import { type RawBuilder, sql, type SqlBool } from 'kysely';

/** Whether a column holds these letters, large or small; `%` and `_` of what is looked for are only themselves. */
export function letters(column: string, part: string): RawBuilder<SqlBool> {
  const pattern = `%${part.toLowerCase().replace(/[\\%_]/gu, '\\$&')}%`;
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
}
