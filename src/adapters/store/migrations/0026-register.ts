import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { StoreMigration } from './migration.ts';

/** The register of 100,000 cases without reading all of them: each order it is shown in, and what stands in it. */
export const register: StoreMigration = {
  name: '0026-register',
  async up(db, { engine }) {
    await replaceIndexes(db);
    await sql`create index deliveries_unarrived on deliveries (created_at)
      where state in ('failed', 'unknown', 'skipped')`.execute(db);
    await (engine === 'sqlite' ? createWords(db) : createGrams(db));
  },
};

/** Each holds what the register is filtered by, so that a case that is left out is not read. */
async function replaceIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (name: string, columns: string[]) => db.schema.createIndex(name).on('cases').columns(columns);
  const marks = ['year', 'number', 'kind', 'status', 'source', 'ended_at'];
  await index('cases_by_created', ['created_at', ...marks, 'due_at']).execute();
  await index('cases_by_updated', ['updated_at', ...marks, 'due_at', 'created_at']).execute();
  await index('cases_by_due', ['due_at', ...marks, 'created_at']).execute();
  await index('cases_phone', ['phone']).execute();
  const open = sql<boolean>`ended_at is null`;
  await index('cases_open_due', ['due_at', ...marks, 'created_at'])
    .where(open)
    .execute();
  await index('cases_open_status', ['status', 'created_at', 'ended_at']).where(open).execute();
  // In the words of `waiting-cases.ts`: only then is it used.
  await sql`create index cases_open_wait on cases ((coalesce(due_at, 9007199254740991)), no) where ended_at is null`.execute(
    db,
  );
  // Taken for an order they are not in, these made every page a sort of all cases.
  for (const old of ['cases_followed_created', 'cases_followed_status', 'cases_waiting'])
    await db.schema.dropIndex(old).execute();
}

/**
 * SQLite: every letter and every two of a case as tokens of a full-text index, written in hexadecimal; `case-words.ts`
 * asks it. It holds no text and no places. Triggers keep it, whoever writes. Cases are only removed by a restore, which
 * empties it.
 */
async function createWords(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table case_words using
    fts5(marks, said, content='', detail=column, columnsize=0, tokenize='ascii')`.execute(db);
  // What is erased from a case is erased here, too.
  await sql`insert into case_words(case_words, rank) values ('secure-delete', 1)`.execute(db);
  const of = (row: string): RawBuilder<unknown> => {
    const column = (name: string) => sql.raw(`${row}${name}`);
    const [marks, said] = [
      sql`${column('no')} || char(10) || coalesce(${column('organization')}, '') || char(10) || coalesce(${column('category')}, '')`,
      sql`${column('content')} || char(10) || coalesce(${column('expectation')}, '')`,
    ];
    return sql`${column('year')} * 100000000 + ${column('number')}, ${tokensOf(marks)}, ${tokensOf(said)}`;
  };
  await sql`insert into case_words(rowid, marks, said) select ${of('')} from cases`.execute(db);
  await sql`create trigger case_words_add after insert on cases begin
    insert into case_words(rowid, marks, said) select ${of('new.')}; end`.execute(db);
  const changed = ['organization', 'category', 'content', 'expectation'].map((one) =>
    sql.raw(`old.${one} is not new.${one}`),
  );
  await sql`create trigger case_words_change after update of organization, category, content, expectation on cases
    when ${sql.join(changed, sql` or `)} begin
    insert into case_words(case_words, rowid, marks, said) select 'delete', ${of('old.')};
    insert into case_words(rowid, marks, said) select ${of('new.')}; end`.execute(db);
}

/** The places come from an array of as many zeros as the text has letters: a trigger may not recurse. */
function tokensOf(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select group_concat(hex(substr(t, key + 1, 1)) || ' ' || hex(substr(t, key + 1, 2)), ' ')
    from (select lower(${text}) as t),
      json_each('[0' || replace(printf('%.*c', length(t) - 1, 'x'), 'x', ',0') || ']'))`;
}

/** PostgreSQL: the same as arrays in an index of its own kind, which needs no extension. */
async function createGrams(db: Kysely<unknown>): Promise<void> {
  // The price keeps the planner from asking it of every row.
  await sql`create function case_grams(said text) returns text[] language sql immutable parallel safe cost 100000 as $$
    select array_agg(distinct substr(t, place, letters))
    from (select lower(said collate "C") as t) as folded, generate_series(1, length(t)) as place,
      generate_series(1, 2) as letters
  $$`.execute(db);
  await sql`create index cases_grams on cases using gin (
    case_grams(no || E'\n' || coalesce(organization, '') || E'\n' || coalesce(category, '')),
    case_grams(content || E'\n' || coalesce(expectation, '')))`.execute(db);
}
