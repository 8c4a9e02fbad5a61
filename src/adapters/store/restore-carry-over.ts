import { sql } from 'kysely';
import { lockCounter, readCounter, setCounter } from './counters.ts';
import type { Db } from './database.ts';
import { free } from './delivery-rows.ts';
import { carryAudit, examineAudit } from './restore-audit.ts';
import type { Both } from './restore-both.ts';
import { carryConversations } from './restore-carry-conversations.ts';
import {
  carryAccounts,
  carryAuthenticators,
  carryPasswords,
  carryPeople,
  carryRequestKeys,
  carryWebInvites,
} from './restore-carry-directory.ts';
import { carryReceptionDays, carryReminders, carryScrubs } from './restore-carry-reception.ts';
import { countRows, insertRows, readTable } from './table-rows.ts';

/** Ids looked up by one statement. */
const IDS = 500;

/**
 * A restore goes back in time, the world outside does not: what was sent stays sent, what was answered stays answered,
 * numbers that were given out are not given out again, and followers of the documents see a change.
 */
export async function carryOver(both: Both): Promise<void> {
  const audit = await examineAudit(both);
  await carryDocuments(both);
  await carryCounters(both);
  await settleOpenDeliveries(both);
  await carryLedger(both);
  await carryFiles(both);
  await carryBroadcasts(both);
  await carryDaily(both);
  await carryReceptionDays(both);
  await carryReminders(both);
  await carryScrubs(both);
  await carryOutcomes(both);
  await carryGenerations(both);
  await carryLeases(both);
  await carryPresent(both);
  await carryAccounts(both);
  await carryPeople(both);
  await carryAudit(both, audit);
  await carryPasswords(both);
  await carryAuthenticators(both);
  await carryRequestKeys(both);
  await carryWebInvites(both);
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

/**
 * Everything that has left `pending`, or is begun, in the present ledger stays as it is, with its conversation; so does what waits of
 * a broadcast, for nobody would plan it again.
 */
async function carryLedger({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'deliveries')) {
    const moved = rows.filter(
      (row) => row['state'] !== 'pending' || row['broadcast_id'] !== null || Number(row['parts_sent']) > 0,
    );
    const ids = [...new Set(moved.map((row) => String(row['conversation_id'])))];
    const renamed = await carryConversations({ present, staging }, ids);
    const ledger = moved.map(({ seq: _seq, ...row }) => {
      const id = String(row['conversation_id']);
      return { ...row, conversation_id: renamed.get(id) ?? id };
    });
    await insertRows(staging, { table: 'deliveries', rows: ledger, replaceBy: 'key' });
  }
}

/** What waits to be sent now carries its file. */
async function carryFiles({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'files')) {
    await insertRows(staging, { table: 'files', rows, replaceBy: 'id' });
  }
}

/** What staff ordered or called off since, which occurrence comes next, what platforms are asked about, and who said 收到, stays so. */
async function carryBroadcasts({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'series')) {
    await insertRows(staging, { table: 'series', rows, replaceBy: 'id' });
  }
  for await (const rows of readTable(present, 'broadcasts')) {
    await insertRows(staging, { table: 'broadcasts', rows, replaceBy: 'id' });
  }
  for await (const rows of readTable(present, 'look_ups')) {
    await insertRows(staging, { table: 'look_ups', rows, replaceBy: 'delivery_id' });
  }
  const key = ['delivery_id', 'kind', 'person'];
  for await (const rows of readTable(present, 'receipts')) {
    await insertRows(staging, { table: 'receipts', rows, replaceBy: key });
  }
}

/** What was sent counts for the days after it; what staff ordered for a day, and what they wrote and decided, stays so. */
async function carryDaily({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'daily_days')) {
    await insertRows(staging, { table: 'daily_days', rows, replaceBy: 'date' });
  }
  for await (const rows of readTable(present, 'daily_drafts')) {
    await insertRows(staging, { table: 'daily_drafts', rows, replaceBy: 'number' });
  }
}

/** A message that waited in the backup and was handled since is not handled again; of its words is left what is left now. */
async function carryOutcomes({ present, staging }: Both): Promise<void> {
  const waiting = await staging.selectFrom('messages').select('key').where('outcome', 'is', null).execute();
  for (const { key } of waiting) {
    const handled = await present
      .selectFrom('messages')
      .select(['outcome', 'text', 'raw_text', 'quoted_id', 'quoted_text', 'attachments'])
      .where('key', '=', key)
      .where('bot', '=', 0)
      .where('outcome', 'is not', null)
      .executeTakeFirst();
    if (!handled) continue;
    await staging.updateTable('messages').set(handled).where('key', '=', key).where('bot', '=', 0).execute();
  }
}

/** What was paid since stays paid, and counts against the budgets of the day. */
async function carryGenerations({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'generations')) {
    await insertRows(staging, { table: 'generations', rows, replaceBy: 'id' });
  }
}

/** Leases of the backup are long over; those of a running server go on. */
async function carryLeases({ present, staging }: Both): Promise<void> {
  await staging.updateTable('leases').set({ owner: null, lease_until: 0 }).execute();
  for await (const rows of readTable(present, 'leases')) {
    await insertRows(staging, { table: 'leases', rows, replaceBy: 'name' });
  }
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

/** What platforms were asked last, and who is connected, is as it is now. */
async function carryPresent({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'rate_buckets')) {
    await insertRows(staging, { table: 'rate_buckets', rows, replaceBy: 'key' });
  }
  for await (const rows of readTable(present, 'channel_statuses')) {
    await insertRows(staging, { table: 'channel_statuses', rows, replaceBy: 'channel' });
  }
}
