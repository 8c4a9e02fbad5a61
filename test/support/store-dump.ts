import type { Database } from '../../src/adapters/store/database.ts';
import { tableNames } from '../../src/adapters/store/schema.ts';
import { readTable, type Row, type TableName } from '../../src/adapters/store/table-rows.ts';

export type Dump = Record<string, Row[]>;

/** Every row of every table. */
export async function dump(database: Database): Promise<Dump> {
  const tables: Dump = {};
  for (const table of tableNames) tables[table] = await rowsOf(database, table);
  return tables;
}

async function rowsOf(database: Database, table: TableName): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of readTable(database.read, table)) rows.push(...page);
  return rows;
}

/** Without what a restore changes on purpose: revisions grow, and leases are over. */
export function essence({ counters = [], leases: _leases, ...tables }: Dump): Dump {
  const kept = Object.entries(tables).map(([table, rows]) => [table, rows.map(withoutRevision)] as const);
  return { ...Object.fromEntries(kept), counters: counters.filter((row) => row['name'] !== 'documents') };
}

function withoutRevision({ revision: _revision, ...row }: Row): Row {
  return row;
}
