import { sql, type ColumnBuilderCallback, type Kysely, type RawBuilder } from 'kysely';

export type Engine = 'sqlite' | 'postgres';

/** Column types that differ between the engines. */
export type ColumnTypes = {
  /** For what only one of them has. */
  engine: Engine;
  /** Ordered by code point on both engines, whatever the locale of the server. */
  text: 'text' | RawBuilder<unknown>;
  /** Any integer, epoch ms included. */
  integer: 'integer' | 'bigint';
  /** A key the database counts up; never used twice, not even after the newest row was deleted. */
  serial: ColumnBuilderCallback;
};

/** One forward step. `name` begins with its number and orders the steps. */
export type StoreMigration = { name: string; up(db: Kysely<unknown>, types: ColumnTypes): Promise<void> };

export function columnTypes(engine: Engine): ColumnTypes {
  if (engine === 'sqlite') {
    return { engine, text: 'text', integer: 'integer', serial: (column) => column.primaryKey().autoIncrement() };
  }
  return {
    engine,
    text: sql`text collate "C"`,
    integer: 'bigint',
    serial: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
  };
}
