import type { RateBucket } from '../domain/rate-limit.ts';

/** Pacing that all workers of a store share; not for use inside of a transaction, which would hold up the others. */
export interface RateBuckets {
  /** Takes one cell from each bucket, or none at all; 0 when taken, else the milliseconds until it may be tried again. */
  take(buckets: readonly RateBucket[]): Promise<number>;
  /** Lets nothing through for so many milliseconds, as a platform demands; never shortens a wait. */
  hold(bucket: RateBucket, ms: number): Promise<void>;
}
