import { sql } from 'kysely';
import { lockCounter, readCounter, setCounter } from './counters.ts';
import type { Db } from './database.ts';
import { free } from './delivery-rows.ts';
import { countRows, insertRows, readTable, type Row } from './table-rows.ts';

/** Ids looked up by one statement. */
const IDS = 500;

type Both = {
  /** What is there now, locked. */
  present: Db;
  /** What is to take its place. */
  staging: Db;
  now: number;
};

/**
 * A restore goes back in time, the world outside does not: what was sent stays sent, what was answered stays answered,
 * numbers that were given out are not given out again, and followers of the documents see a change.
 */
export async function carryOver(both: Both): Promise<void> {
  await carryDocuments(both);
  await carryCounters(both);
  await settleOpenDeliveries(both);
  await carryLedger(both);
  await carryOutcomes(both);
  await carryLeases(both);
}

/** All restored documents become newer than anything a running server has seen; those that are gone leave a tombstone. */
async function carryDocuments({ present, staging }: Both): Promise<void> {
  let revision = await readCounter(present, 'documents');
  revision += await renumber(staging, 'documents', revision);
  revision += await renumber(staging, 'removed_documents', revision);

  for (const table of ['documents', 'removed_documents'] as const) {
    for await (const rows of readTable(present, table)) {
      const ids = rows.map((row) => String(row['id']));
      const tombstones = (await missing(staging, ids)).map((id) => ({ id, revision: (revision += 1) }));
      await insertRows(staging, { table: 'removed_documents', rows: tombstones });
    }
  }
  await lockCounter({ db: staging, engine: 'sqlite' }, 'documents');
  await setCounter(staging, 'documents', revision);
}

/** Gives the rows the revisions after `base`, in their order; returns how many. */
async function renumber(staging: Db, table: 'documents' | 'removed_documents', base: number): Promise<number> {
  const ranks = sql`select id as ranked, row_number() over (order by revision) as rank from ${sql.table(table)}`;
  await sql`update ${sql.table(table)} set revision = ${base} + rank from (${ranks}) where id = ranked`.execute(
    staging,
  );
  return countRows(staging, table);
}

/** Of these ids, those that the staging knows neither as documents nor as removed ones. */
async function missing(staging: Db, ids: readonly string[]): Promise<string[]> {
  const known = new Set<string>();
  for (const table of ['documents', 'removed_documents'] as const) {
    for (let start = 0; start < ids.length; start += IDS) {
      const part = ids.slice(start, start + IDS);
      const rows = await staging.selectFrom(table).select('id').where('id', 'in', part).execute();
      for (const { id } of rows) known.add(id);
    }
  }
  return ids.filter((id) => !known.has(id));
}

async function carryCounters({ present, staging }: Both): Promise<void> {
  for (const { name, value } of await present.selectFrom('counters').selectAll().execute()) {
    await sql`insert into counters (name, value) values (${name}, ${value})
      on conflict (name) do update set value = max(value, excluded.value)`.execute(staging);
  }
}

/**
 * What waited to be sent when the backup was made may have been sent since. Where the present ledger does not tell,
 * a person decides; what was not due yet simply waits.
 */
async function settleOpenDeliveries({ present, staging, now }: Both): Promise<void> {
  const open = await staging
    .selectFrom('deliveries')
    .select(['key', 'not_before'])
    .where('state', 'in', ['pending', 'claimed', 'sending'])
    .execute();
  for (const { key, not_before: notBefore } of open) {
    const known = await present.selectFrom('deliveries').select('key').where('key', '=', key).executeTakeFirst();
    const certain = known !== undefined || notBefore > now;
    await staging
      .updateTable('deliveries')
      .set(
        certain
          ? { ...free, state: 'pending' }
          : { ...free, state: 'unknown', reason: '从备份恢复，不知道备份之后是否已经发出' },
      )
      .where('key', '=', key)
      .execute();
  }
}

/** Everything that has left `pending` in the present ledger stays as it is, with its conversation. */
async function carryLedger({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'deliveries')) {
    const moved = rows.filter((row) => row['state'] !== 'pending');
    await carryConversations({ present, staging }, [...new Set(moved.map((row) => String(row['conversation_id'])))]);
    const ledger = moved.map(({ seq: _seq, ...row }) => row);
    await insertRows(staging, { table: 'deliveries', rows: ledger, replaceBy: 'key' });
  }
}

async function carryConversations({ present, staging }: Omit<Both, 'now'>, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const known = await staging.selectFrom('conversations').select('id').where('id', '=', id).executeTakeFirst();
    if (known) continue;
    const { rows } = await sql<Row>`select * from conversations where id = ${id}`.execute(present);
    await insertRows(staging, { table: 'conversations', rows });
  }
}

/** A message that waited in the backup and was handled since is not handled again. */
async function carryOutcomes({ present, staging }: Both): Promise<void> {
  const waiting = await staging.selectFrom('messages').select('key').where('outcome', 'is', null).execute();
  for (const { key } of waiting) {
    const handled = await present
      .selectFrom('messages')
      .select('outcome')
      .where('key', '=', key)
      .where('bot', '=', 0)
      .where('outcome', 'is not', null)
      .executeTakeFirst();
    if (!handled) continue;
    await staging
      .updateTable('messages')
      .set({ outcome: handled.outcome })
      .where('key', '=', key)
      .where('bot', '=', 0)
      .execute();
  }
}

/** Leases of the backup are long over; those of a running server go on. */
async function carryLeases({ present, staging }: Both): Promise<void> {
  await sql`delete from conversation_leases`.execute(staging);
  for (const purpose of ['inbox', 'outbox'] as const) {
    await sql`insert into conversation_leases (conversation_id, purpose, owner, lease_until)
      select id, ${purpose}, null, 0 from conversations`.execute(staging);
  }
  const held = await present.selectFrom('conversation_leases').selectAll().where('owner', 'is not', null).execute();
  for (const { conversation_id: id, purpose, owner, lease_until: until } of held) {
    await staging
      .updateTable('conversation_leases')
      .set({ owner, lease_until: until })
      .where('conversation_id', '=', id)
      .where('purpose', '=', purpose)
      .execute();
  }
}
