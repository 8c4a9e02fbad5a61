import type { RateBucket } from '../domain/rate-limit.ts';

/** `at`: from when on its call may begin, by the clock of the store (epoch ms); `inMs`: the same, from when it was taken. */
export type Place = { at: number; inMs: number };
/** None was taken; milliseconds until it may be tried again. */
export type Full = { at: null; waitMs: number };

/** `aheadMs`: so far in the future the place may be; `leadMs`: and at least so far. Both are 0 when not given. */
export type PlaceOptions = { aheadMs?: number; leadMs?: number };

/** Pacing that all workers of a store share; not for use inside of a transaction, which would hold up the others. */
export interface RateBuckets {
  /**
   * Takes one cell from each bucket, all for the same instant, or none at all. Only what the first has may lie in the
   * future: the others must have one then.
   */
  take(buckets: readonly [RateBucket, ...RateBucket[]], options?: PlaceOptions): Promise<Place | Full>;
  /** How long ago an instant was by the clock of the store, milliseconds; negative: it is yet to come. */
  since(at: number): Promise<number>;
  /** Milliseconds until the next place; 0 = there is one now. Takes none. */
  wait(bucket: RateBucket): Promise<number>;
  /** Lets nothing through for so many milliseconds, as a platform demands; never shortens a wait. */
  hold(bucket: RateBucket, ms: number): Promise<void>;
}
