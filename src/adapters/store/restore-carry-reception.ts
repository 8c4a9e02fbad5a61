import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Both } from './restore-both.ts';
import { carryConversations } from './restore-carry-conversations.ts';
import { insertRows, readTable, type Row } from './table-rows.ts';

/**
 * What members were told of a day stays true: one that was moved or called off since is neither announced nor held as it
 * was before, and a rule goes on where it is now.
 */
export async function carryReceptionDays({ present, staging }: Omit<Both, 'now'>): Promise<void> {
  for await (const rows of readTable(present, 'reception_rules')) {
    await insertRows(staging, { table: 'reception_rules', rows, replaceBy: 'id' });
  }
  for await (const rows of readTable(present, 'reception_days')) {
    await insertRows(staging, { table: 'reception_days', rows, replaceBy: 'id' });
    // The version of a day counts its steps: those of another state of it would be in the way of the next one.
    const ids = sql.join(rows.map((row) => row['id']));
    await sql`delete from reception_day_steps where day_id in (${ids})`.execute(staging);
  }
  for await (const rows of readTable(present, 'reception_day_steps')) {
    await insertRows(staging, { table: 'reception_day_steps', rows });
  }
  for await (const rows of readTable(present, 'reception_day_rooms')) {
    const rooms = await roomsOf({ present, staging }, rows);
    await insertRows(staging, { table: 'reception_day_rooms', rows: rooms, replaceBy: ['day_id', 'conversation_id'] });
  }
}

async function roomsOf(both: Omit<Both, 'now'>, rows: readonly Row[]): Promise<Row[]> {
  const renamed = await carryConversations(both, [...new Set(rows.map((row) => String(row['conversation_id'])))]);
  return rows.map((row) => {
    const id = String(row['conversation_id']);
    return { ...row, conversation_id: renamed.get(id) ?? id };
  });
}

/**
 * Who was told since that they must act is not told the same again; what waited to be told and is gone is planned anew.
 * After the ledger.
 */
export async function carryReminders({ present, staging }: Omit<Both, 'now'>): Promise<void> {
  for await (const rows of readTable(present, 'assignment_reminders')) {
    const assignments = await known(staging, { table: 'assignments', ids: rows.map((row) => row['assignment_id']) });
    const deliveries = await known(staging, { table: 'deliveries', ids: rows.map((row) => row['delivery_id']) });
    const told = rows.filter(
      ({ assignment_id: id, delivery_id: delivery }) =>
        assignments.has(id ?? null) && (delivery === null || deliveries.has(delivery ?? null)),
    );
    await insertRows(staging, { table: 'assignment_reminders', rows: told, replaceBy: ['assignment_id', 'stage'] });
  }
  await sql`update assignments set next_at = max(next_at, coalesce((select max(r.at) + 1
    from assignment_reminders r where r.assignment_id = assignments.id), 0)) where next_at is not null`.execute(
    staging,
  );
}

async function known(
  db: Db,
  { table, ids }: { table: 'assignments' | 'deliveries'; ids: readonly (Row[string] | undefined)[] },
): Promise<Set<Row[string]>> {
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} where id in (${sql.join(
    ids.map((id) => id ?? null),
  )})`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** What is still to be cleared of the replies to anonymous words. */
export async function carryScrubs({ present, staging }: Omit<Both, 'now'>): Promise<void> {
  for await (const rows of readTable(present, 'scrubs')) {
    await insertRows(staging, { table: 'scrubs', rows, replaceBy: 'message_id' });
  }
}
