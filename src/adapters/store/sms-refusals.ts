import { sql } from 'kysely';
import type { SmsRefusal } from '../../domain/sms-refusal.ts';
import type { SmsRefusals } from '../../ports/sms-refusals.ts';
import { eachChunk, INSERT_ROWS } from './chunks.ts';
import { inTransaction, type Db, type Handles } from './database.ts';

export function createSmsRefusals({ read, write }: Handles): SmsRefusals {
  return {
    record: (refusals) =>
      inTransaction(write, async (db) => {
        // In one order, so that two who record the same numbers do not wait for each other.
        for (const one of refusals.toSorted((a, b) => (a.phone < b.phone ? -1 : 1))) await keepLater(db, one);
        await eachChunk(refusals, INSERT_ROWS, (chunk) =>
          endConsents(
            db,
            chunk.map(({ phone }) => phone),
          ),
        );
      }),

    async find(phone) {
      const row = await read.selectFrom('sms_refusals').select('at').where('phone', '=', phone).executeTakeFirst();
      return row?.at ?? null;
    },

    list: () => read.selectFrom('sms_refusals').selectAll().orderBy('phone').execute(),
  };
}

async function keepLater(db: Db, { phone, at }: SmsRefusal): Promise<void> {
  await db
    .insertInto('sms_refusals')
    .values({ phone, at })
    .onConflict((conflict) => conflict.column('phone').doUpdateSet({ at }).where('sms_refusals.at', '<', at))
    .execute();
}

/** Of those who have one of these numbers, or anybody (null). */
export async function endConsents(db: Db, phones: readonly string[] | null): Promise<void> {
  const of = phones === null ? sql`` : sql`and phone in (${sql.join(phones)})`;
  await sql`update people set sms_consent_at = null where sms_consent_at is not null and exists (
    select 1 from sms_refusals r where r.phone = people.phone and r.at >= people.sms_consent_at) ${of}`.execute(db);
}
