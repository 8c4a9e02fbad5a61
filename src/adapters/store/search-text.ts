import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';

/** Whether a text holds these letters, A to Z in either case, on both engines. */
export function holds(text: Expression<string | null>, letters: string): RawBuilder<SqlBool> {
  const wanted = fold(letters.trim()).replace(/[\\%_]/gu, (sign) => `\\${sign}`);
  return sql<SqlBool>`lower(${text}) like ${`%${wanted}%`} escape '\\'`;
}

/** Both engines fold no more than these. */
export function fold(text: string): string {
  return text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}

/** Whether a JSON array of strings has this one. */
export function hasString(json: Expression<string>, one: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`replace(${json}, ${JSON.stringify(one)}, '') <> ${json}`;
}

/** The ids of an organization and of all below it. */
export function idsBelow(id: string): RawBuilder<string> {
  return sql<string>`(with recursive below(id) as (
    select id from organizations where id = ${id}
    union select o.id from organizations as o join below on o.parent_id = below.id
  ) select id from below)`;
}
