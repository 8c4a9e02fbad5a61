import { sql } from 'kysely';
import { noDeliveries, type StateCounts } from '../../domain/delivery.ts';
import type { Deliveries } from '../../ports/deliveries.ts';
import type { Db } from './database.ts';
import { LAST_CHARACTER } from './delivery-rows.ts';

/** `daily/YYYY-MM-DD`, as the keys of a day begin. */
const dayLength = 16;

export async function countOccurrences(
  db: Db,
  { broadcastIds, days }: Parameters<Deliveries['countOccurrences']>[0],
): Promise<ReadonlyMap<string, StateCounts>> {
  const ofBroadcasts = db
    .selectFrom('deliveries')
    .select((eb) => [eb.ref('broadcast_id').as('occurrence'), 'state', eb.fn.countAll<number>().as('count')])
    .where('broadcast_id', 'in', broadcastIds.length === 0 ? [''] : broadcastIds)
    .where('kind', '=', 'broadcast')
    .groupBy(['broadcast_id', 'state']);
  const day = sql<string>`substr(key, 1, ${sql.lit(dayLength)})`;
  const ofDays = db
    .selectFrom('deliveries')
    .select((eb) => [day.as('occurrence'), 'state', eb.fn.countAll<number>().as('count')])
    .where('key', '>=', `daily/${days?.from ?? LAST_CHARACTER}`)
    .where('key', '<', `daily/${days?.to ?? ''}/${LAST_CHARACTER}`)
    .groupBy([day, 'state']);
  const rows = await (days === null ? ofBroadcasts : ofBroadcasts.unionAll(ofDays)).execute();

  const counts = new Map<string, StateCounts>();
  for (const { occurrence, state, count } of rows) {
    const known = counts.get(occurrence ?? '') ?? noDeliveries;
    counts.set(occurrence ?? '', { ...known, [state]: count });
  }
  return counts;
}
