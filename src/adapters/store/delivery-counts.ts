import { sql } from 'kysely';
import { noDeliveries, type StateCounts } from '../../domain/delivery.ts';
import type { Deliveries, SentCount } from '../../ports/deliveries.ts';
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

/** By conversation first: what went out as one message counts once, and only there can it be one. */
export async function countSent(
  db: Db,
  since: readonly number[],
): Promise<Readonly<Record<string, readonly SentCount[]>>> {
  const message = sql`coalesce(merged_into, id)`;
  const counts = since.map((at, place) =>
    sql<number>`count(distinct case when sent_at >= ${sql.lit(at)} then ${message} end)`.as(`n${place}`),
  );
  const sent = db
    .selectFrom('deliveries')
    .select(['conversation_id', ...counts])
    .where('sent_at', '>=', Math.min(...since))
    .where('state', '=', 'sent')
    .groupBy('conversation_id');
  const rows = await db
    .selectFrom(sent.as('s'))
    .innerJoin('conversations as c', 'c.id', 's.conversation_id')
    .select([
      'c.channel',
      ...since.flatMap((_at, place) => {
        const count = sql.ref(`s.n${place}`);
        return [sql<number>`sum(${count})`.as(`all${place}`), sql<number>`max(${count})`.as(`most${place}`)];
      }),
    ])
    .groupBy('c.channel')
    .execute();
  return Object.fromEntries(
    rows.map(({ channel, ...row }) => {
      const of: Readonly<Record<string, unknown>> = row;
      return [
        channel,
        since.map((_at, place) => ({ all: Number(of[`all${place}`]), most: Number(of[`most${place}`]) })),
      ];
    }),
  );
}
