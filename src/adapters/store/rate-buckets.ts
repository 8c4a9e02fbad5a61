import { sql, type RawBuilder } from 'kysely';
import type { RateBucket } from '../../domain/rate-limit.ts';
import type { Place, RateBuckets } from '../../ports/rate-buckets.ts';
import { inTransaction, type Handles } from './database.ts';
import { FAR_AHEAD_MS } from './far-ahead.ts';

/** Undoes what was taken from the buckets before the one that is full. */
class FullError extends Error {
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('a bucket is full');
    this.waitMs = Math.max(1, Math.ceil(waitMs));
  }
}

/**
 * The generic cell rate algorithm in one statement a bucket: `free_at` moves on by an interval, and only while it is
 * no further ahead than the tolerance.
 */
export function createRateBuckets(handles: Handles): RateBuckets {
  const { write } = handles;

  return {
    async take([first, ...others], { aheadMs = 0, leadMs = 0 } = {}) {
      try {
        return await inTransaction(write, async (db) => {
          const on = { ...handles, write: db };
          await beQuick(on);
          const place = await takeOne(on, first, { from: null, aheadMs, leadMs });
          for (const bucket of others) await takeOne(on, bucket, { from: place.at, aheadMs: 0, leadMs: 0 });
          return place;
        });
      } catch (error) {
        if (error instanceof FullError) return { at: null, waitMs: error.waitMs };
        throw error;
      }
    },

    async since(at) {
      if (handles.engine === 'sqlite') return handles.now() - at;
      const { rows } = await sql<{ late: number }>`select ${nowOf(handles)} - ${asInteger(at)} as late`.execute(write);
      return rows[0]?.late ?? 0;
    },

    wait: async (bucket) => Math.max(0, Math.ceil(await waitOf(handles, bucket))),

    async hold({ key, toleranceMs }, ms) {
      const until = sql<number>`${nowOf(handles)} + ${asInteger(Math.ceil(ms + toleranceMs))}`;
      await sql`insert into rate_buckets (key, free_at) values (${key}, ${until})
        on conflict (key) do update set free_at = case when rate_buckets.free_at > excluded.free_at
        then rate_buckets.free_at else excluded.free_at end`.execute(write);
    },
  };
}

/** All workers wait for one row. Places that are lost in a crash of the server were used long before it is back. */
async function beQuick({ engine, write }: Handles): Promise<void> {
  if (engine === 'postgres') await sql`set local synchronous_commit to off`.execute(write);
}

/** `from`: the instant by the clock of the store; null = now, and the lead. */
type Wanted = { from: number | null; aheadMs: number; leadMs: number };

async function takeOne(handles: Handles, bucket: RateBucket, { from, aheadMs, leadMs }: Wanted): Promise<Place> {
  const { key, intervalMs, toleranceMs } = bucket;
  const now = nowOf(handles);
  const start = from === null ? sql<number>`${now} + ${asInteger(leadMs)}` : asInteger(from);
  const interval = asInteger(intervalMs);
  const wrong = sql`rate_buckets.free_at > ${now} + ${asInteger(toleranceMs + FAR_AHEAD_MS)}`;
  const { rows } = await sql<{ free_at: number; now: number }>`insert into rate_buckets (key, free_at)
    values (${key}, ${start} + ${interval})
    on conflict (key) do update
    set free_at = case when rate_buckets.free_at > ${start} and not ${wrong} then rate_buckets.free_at
      else ${start} end + ${interval}
    where rate_buckets.free_at <= ${start} + ${asInteger(toleranceMs + aheadMs)} or ${wrong}
    returning free_at, ${now} as now`.execute(handles.write);
  const [row] = rows;
  if (row === undefined) throw new FullError((await waitOf(handles, bucket)) - aheadMs);
  // The clock went on within the statement; what was free counted from the earlier reading.
  const counted = row.free_at - intervalMs;
  const at = Math.max(Math.min(from ?? row.now + leadMs, counted), counted - toleranceMs);
  return { at, inMs: Math.max(0, at - row.now) };
}

async function waitOf(handles: Handles, { key, toleranceMs }: RateBucket): Promise<number> {
  const { rows } = await sql<{ wait: number }>`select free_at - ${nowOf(handles)} - ${asInteger(toleranceMs)} as wait
    from rate_buckets where key = ${key}`.execute(handles.write);
  return rows[0]?.wait ?? 0;
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
