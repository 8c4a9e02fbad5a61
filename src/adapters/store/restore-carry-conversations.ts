import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Both } from './restore-both.ts';
import { insertRows, type Row } from './table-rows.ts';

/** Returns, by the id of the present, the id of those that the backup knows under another one. */
export async function carryConversations(
  { present, staging }: Omit<Both, 'now'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const renamed = new Map<string, string>();
  for (const id of ids) {
    const known = await staging.selectFrom('conversations').select('id').where('id', '=', id).executeTakeFirst();
    if (known) continue;
    const { rows } = await sql<Row>`select * from conversations where id = ${id}`.execute(present);
    const twin = await twinOf(staging, rows[0]);
    if (twin === undefined) await insertRows(staging, { table: 'conversations', rows });
    else renamed.set(id, twin.id);
  }
  return renamed;
}

/** The conversation that is the same to the platform. */
async function twinOf(staging: Db, row: Row | undefined): Promise<{ id: string } | undefined> {
  if (row === undefined) return undefined;
  const { rows } = await sql<{ id: string }>`select id from conversations where channel = ${row['channel']}
    and kind = ${row['kind']} and platform_id = ${row['platform_id']}`.execute(staging);
  return rows[0];
}
