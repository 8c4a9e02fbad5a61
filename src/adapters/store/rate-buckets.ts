import { sql, type RawBuilder } from 'kysely';
import type { RateBucket } from '../../domain/rate-limit.ts';
import type { RateBuckets } from '../../ports/rate-buckets.ts';
import { inTransaction, type Handles } from './database.ts';
import { FAR_AHEAD_MS } from './far-ahead.ts';

/** Undoes what was taken from the buckets before the one that is full. */
class Full extends Error {
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('a bucket is full');
    this.waitMs = waitMs;
  }
}

/**
 * The generic cell rate algorithm in one statement a bucket: `free_at` moves on by an interval, and only while it is
 * no further ahead than the tolerance.
 */
export function createRateBuckets(handles: Handles): RateBuckets {
  const { write } = handles;

  return {
    async take(buckets) {
      if (buckets.length === 0) return 0;
      try {
        await inTransaction(write, async (db) => {
          for (const bucket of buckets) await takeOne({ ...handles, write: db }, bucket);
        });
        return 0;
      } catch (error) {
        if (error instanceof Full) return error.waitMs;
        throw error;
      }
    },

    async hold({ key, toleranceMs }, ms) {
      const until = sql<number>`${nowOf(handles)} + ${asInteger(Math.ceil(ms + toleranceMs))}`;
      await sql`insert into rate_buckets (key, free_at) values (${key}, ${until})
        on conflict (key) do update set free_at = case when rate_buckets.free_at > excluded.free_at
        then rate_buckets.free_at else excluded.free_at end`.execute(write);
    },
  };
}

async function takeOne(handles: Handles, { key, intervalMs, toleranceMs }: RateBucket): Promise<void> {
  const now = nowOf(handles);
  const interval = asInteger(intervalMs);
  const wrong = sql`rate_buckets.free_at > ${now} + ${asInteger(toleranceMs + FAR_AHEAD_MS)}`;
  const { rows } = await sql`insert into rate_buckets (key, free_at) values (${key}, ${now} + ${interval})
    on conflict (key) do update
    set free_at = case when rate_buckets.free_at > ${now} and not ${wrong} then rate_buckets.free_at
      else ${now} end + ${interval}
    where rate_buckets.free_at <= ${now} + ${asInteger(toleranceMs)} or ${wrong}
    returning key`.execute(handles.write);
  if (rows.length === 0) throw new Full(await waitOf(handles, { key, toleranceMs }));
}

async function waitOf(handles: Handles, { key, toleranceMs }: Omit<RateBucket, 'intervalMs'>): Promise<number> {
  const { rows } = await sql<{ wait: number }>`select free_at - ${nowOf(handles)} - ${asInteger(toleranceMs)} as wait
    from rate_buckets where key = ${key}`.execute(handles.write);
  return Math.max(1, rows[0]?.wait ?? 1);
}

/** The clock of the server where there is one: those of its workers differ. */
function nowOf({ engine, now }: { engine: Handles['engine']; now: Handles['now'] }): RawBuilder<number> {
  return engine === 'postgres'
    ? sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
    : sql<number>`${now()}`;
}

function asInteger(value: number): RawBuilder<number> {
  return sql<number>`cast(${value} as bigint)`;
}
