import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Engine } from './migrations/migration.ts';

/** The rows are held first, so that none of them begins when one of them may not. */
export async function mergeDeliveries(
  { db, engine }: { db: Db; engine: Engine },
  { lead, ids }: { lead: string; ids: readonly string[] },
  { owner, now }: { owner: string; now: number },
): Promise<boolean> {
  const inHand = db
    .selectFrom('deliveries')
    .select('seq')
    .where('id', 'in', ids)
    .where('lease_owner', '=', owner)
    .where('state', '=', 'claimed')
    .where('lease_until', '>', now)
    .orderBy('seq');
  const rows = await (engine === 'postgres' ? inHand.forUpdate() : inHand).execute();
  if (rows.length !== new Set(ids).size || rows.length === 0) return false;
  await db
    .updateTable('deliveries')
    .set({
      state: 'sending',
      attempts: sql`attempts + 1`,
      tried_at: sql`coalesce(tried_at, ${now})`,
      merged_into: lead,
    })
    .where(
      'seq',
      'in',
      rows.map(({ seq }) => seq),
    )
    .execute();
  return true;
}
