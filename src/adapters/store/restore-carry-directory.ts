import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Both } from './restore-both.ts';
import { endConsents } from './sms-refusals.ts';
import { insertRows, readTable } from './table-rows.ts';

/** Who was disabled, unbound, made less than an administrator or has used a code since does not get any of it back. */
export async function carryAccounts({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'users')) {
    for (const { id, role, disabled_at: at } of rows) {
      await sql`update users set role = ${role} where id = ${id}`.execute(staging);
      if (at !== null) await sql`update users set disabled_at = ${at} where id = ${id}`.execute(staging);
    }
    const ids = rows.map(({ id }) => String(id));
    await keepOnly({ present, staging }, { table: 'bindings', key: 'member_id', holder: 'user_id', ids });
    await keepOnly({ present, staging }, { table: 'binding_codes', key: 'hash', holder: 'holder_id', ids });
    await keepOnly({ present, staging }, { table: 'sessions', key: 'hash', holder: 'user_id', ids });
  }
  for await (const rows of readTable(present, 'binding_tries')) {
    await insertRows(staging, { table: 'binding_tries', rows, replaceBy: 'message_id' });
  }
  for await (const rows of readTable(present, 'sign_in_tries')) {
    await insertRows(staging, { table: 'sign_in_tries', rows, replaceBy: 'key' });
  }
}

/** A password that was changed since stays changed: the one before may be known to others. */
export async function carryPasswords({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'passwords')) {
    const ids = rows.map((row) => String(row['user_id']));
    const known = await staging.selectFrom('users').select('id').where('id', 'in', ids).execute();
    const kept = new Set(known.map(({ id }) => id));
    const passwords = rows.filter((row) => kept.has(String(row['user_id'])));
    await insertRows(staging, { table: 'passwords', rows: passwords, replaceBy: 'user_id' });
  }
}

/** What was set up, reset or used since stays so: a code opens nothing twice, also after a restore. */
export async function carryAuthenticators({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'users')) {
    const ids = rows.map(({ id }) => String(id));
    for (const table of ['authenticators', 'recovery_codes'] as const)
      await staging.deleteFrom(table).where('user_id', 'in', ids).execute();
  }
  const known = new Set((await staging.selectFrom('users').select('id').execute()).map(({ id }) => id));
  for (const table of ['authenticators', 'recovery_codes'] as const) {
    for await (const rows of readTable(present, table))
      await insertRows(staging, { table, rows: rows.filter((row) => known.has(String(row['user_id']))) });
  }
}

/** What was ordered since is not ordered again by whoever repeats the request. */
export async function carryRequestKeys({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'request_keys')) {
    await insertRows(staging, { table: 'request_keys', rows, replaceBy: ['user_id', 'key'] });
  }
}

/** A code that was renewed since stays so: whoever was not to come in any more has the one before. */
export async function carryWebInvites({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'web_invites')) {
    await insertRows(staging, { table: 'web_invites', rows, replaceBy: 'slug' });
  }
}

/**
 * Who was unbound, has used a code or took back the consent to text messages since stays so; whose number is another now
 * has not agreed for the one before.
 */
export async function carryPeople({ present, staging }: Both): Promise<void> {
  for await (const rows of readTable(present, 'people')) {
    for (const { id, phone, sms_consent_at: at } of rows)
      await sql`update people set sms_consent_at = null
        where id = ${id} and (${at} is null or phone is distinct from ${phone})`.execute(staging);
    const ids = rows.map(({ id }) => String(id));
    await keepOnly({ present, staging }, { table: 'person_bindings', key: 'member_id', holder: 'person_id', ids });
    await keepOnly({ present, staging }, { table: 'binding_codes', key: 'hash', holder: 'holder_id', ids });
  }
  await carryRefusals({ present, staging });
  await sql`update conversations set organization_id = null
    where organization_id not in (select id from organizations)`.execute(staging);
}

/** A number that was refused on either side stays so, also where who had it is there no more. */
async function carryRefusals({ present, staging }: Omit<Both, 'now'>): Promise<void> {
  for await (const rows of readTable(present, 'sms_refusals')) {
    for (const { phone, at } of rows)
      await sql`insert into sms_refusals (phone, at) values (${phone}, ${at})
        on conflict (phone) do update set at = max(at, excluded.at)`.execute(staging);
  }
  await endConsents(staging, null);
}

type Held = {
  table: 'bindings' | 'binding_codes' | 'person_bindings' | 'sessions';
  key: string;
  holder: string;
  ids: readonly string[];
};

/** Of the rows of these accounts or people, those that are still there now. */
async function keepOnly({ present, staging }: Omit<Both, 'now'>, held: Held): Promise<void> {
  const kept = new Set((await heldIn(present, held)).map(({ key, holder }) => `${holder} ${key}`));
  for (const { key, holder } of await heldIn(staging, held)) {
    if (kept.has(`${holder} ${key}`)) continue;
    await sql`delete from ${sql.table(held.table)}
      where ${sql.ref(held.key)} = ${key} and ${sql.ref(held.holder)} = ${holder}`.execute(staging);
  }
}

async function heldIn(db: Db, { table, key, holder, ids }: Held): Promise<{ key: string; holder: string }[]> {
  const { rows } = await sql<{ key: string; holder: string }>`
    select ${sql.ref(key)} as key, ${sql.ref(holder)} as holder from ${sql.table(table)}
    where ${sql.ref(holder)} in (${sql.join(ids)})`.execute(db);
  return rows;
}
