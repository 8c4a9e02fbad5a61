import type { ChannelHealth } from './channel.ts';

/** What the process that is connected said of a channel, and when. Epoch ms. */
export type ChannelStatus = ChannelHealth & {
  channel: string;
  /** Since when it is in this state. */
  since: number;
  seenAt: number;
  lastInboundAt: number | null;
};

/** How other processes, `doctor` among them, know what is connected. */
export interface ChannelStatuses {
  /** Replaces what was said of the channel. */
  put(status: ChannelStatus): Promise<void>;
  /** By channel. */
  list(): Promise<ChannelStatus[]>;
}
