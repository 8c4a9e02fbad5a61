import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CaseFilter } from '../../ports/cases.ts';
import type { Handles } from './database.ts';
import { fold } from './search-text.ts';
import { cleanText } from './values.ts';

export type Asked = Pick<Handles, 'engine'> & { db: Handles['read'] };

/** Of a long word so many twos are looked for: what has them all, and not the word, is few. */
const mostGrams = 8;
/** Digits of the number in the key of a case: its year before them. */
const yearFrom = 100_000_000;

/** Whether a filter asks for letters, which no index in the order of the register tells. */
export function asksWords({ words = [], marks = [], organization }: CaseFilter): boolean {
  return words.length + marks.length > 0 || organization !== undefined;
}

/** The same filter without the letters. */
export function withoutWords(filter: CaseFilter): CaseFilter {
  const { words: _words, marks: _marks, organization: _organization, ...rest } = filter;
  return rest;
}

/**
 * Keys of the cases that may hold the letters a filter asks for, in order, those after `after`, `limit` at most. All
 * that do hold them are among these; whether they do is still to be asked. Null when there is nothing to look for.
 */
export async function findKeys(
  { db, engine }: Asked,
  filter: CaseFilter,
  { after, limit }: { after: number; limit: number },
): Promise<number[] | null> {
  const wanted = wantedOf(filter);
  if (wanted.length === 0) return null;
  const query = engine === 'sqlite' ? inWords(wanted, after) : inGrams(wanted, after);
  const { rows } = await sql<{ id: number }>`${query} order by 1 limit ${limit}`.execute(db);
  return rows.map(({ id }) => Number(id));
}

/** Whether a case is one of these: one parameter, so that it is one statement however many they are. */
export function isOneOf({ engine }: Pick<Asked, 'engine'>, keys: readonly number[]): RawBuilder<SqlBool> {
  const numbers = JSON.stringify(keys.map(numberOf));
  return engine === 'sqlite'
    ? sql<SqlBool>`cases.no in (select value from json_each(${numbers}))`
    : sql<SqlBool>`cases.no = any(array(select json_array_elements_text(${numbers}::json)))`;
}

/** `2026-0001`. */
export function caseNumber({ year, number }: { year: number; number: number }): string {
  return `${year}-${String(number).padStart(4, '0')}`;
}

function numberOf(key: number): string {
  return caseNumber({ year: Math.floor(key / yearFrom), number: key % yearFrom });
}

type Wanted = { grams: string[]; where: 'marks' | 'anywhere' };

function wantedOf({ words = [], marks = [], organization = '' }: CaseFilter): Wanted[] {
  return [
    ...words.map((word): Wanted => ({ grams: gramsOf(word), where: 'anywhere' })),
    ...[...marks, organization].map((word): Wanted => ({ grams: gramsOf(word), where: 'marks' })),
  ].filter(({ grams }) => grams.length > 0);
}

/** Every two letters, spread over the word; of a single letter itself. */
function gramsOf(word: string): string[] {
  const letters = Array.from(fold(cleanText(word).trim()));
  if (letters.length < 2) return letters;
  const all = [...new Set(letters.slice(1).map((letter, place) => `${letters[place]}${letter}`))];
  const step = Math.max(1, all.length / mostGrams);
  return Array.from({ length: Math.min(all.length, mostGrams) }, (_, one) => all[Math.floor(one * step)] ?? '');
}

function inWords(wanted: readonly Wanted[], after: number): RawBuilder<unknown> {
  const match = wanted
    .map(({ grams, where }) => {
      const all = grams.map((gram) => `"${Buffer.from(gram).toString('hex')}"`).join(' AND ');
      return where === 'marks' ? `(marks : (${all}))` : `(${all})`;
    })
    .join(' AND ');
  return sql`select rowid as id from case_words where case_words match ${match} and rowid > ${after}`;
}

/** In the words of the index `cases_grams`: only then is it used. */
function inGrams(wanted: readonly Wanted[], after: number): RawBuilder<unknown> {
  const marks = sql`case_grams(no || E'\n' || coalesce(organization, '') || E'\n' || coalesce(category, ''))`;
  const said = sql`case_grams(content || E'\n' || coalesce(expectation, ''))`;
  const each = wanted.map(({ grams, where }) => {
    const all = sql`array[${sql.join(grams)}]::text[]`;
    return where === 'marks' ? sql`${marks} @> ${all}` : sql`(${marks} @> ${all} or ${said} @> ${all})`;
  });
  const key = sql`year * 100000000 + number`;
  return sql`select ${key} as id from cases where ${sql.join(each, sql` and `)} and ${key} > ${after}`;
}
