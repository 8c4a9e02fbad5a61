import type { ChannelState } from '../../../ports/channel.ts';

/** Work that one process at a time may do. */
export type LeaseRow = { name: string; owner: string | null; lease_until: number };

/** `free_at`: when the bucket holds nothing any more, epoch ms. */
export type RateBucketRow = { key: string; free_at: number };

/** What the process that is connected said last. */
export type ChannelStatusRow = {
  channel: string;
  state: ChannelState;
  detail: string;
  account: string | null;
  since: number;
  seen_at: number;
  last_inbound_at: number | null;
};

/**
 * Numbers that only grow: `documents` (revision), `daily_drafts` and `audit` (last number), `cases/2026` (last number of
 * the year); and `alive`, when a server last ran (epoch ms).
 */
export type CounterRow = { name: string; value: number };
