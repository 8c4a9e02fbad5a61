import type { ChannelHealth, ChannelState } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';

/** The state of the channel as this process sees it. */
export type HealthNote = {
  read(): ChannelHealth;
  note(state: ChannelState, detail: string): void;
  /** As whom it is connected. */
  noteAccount(account: string): void;
  /** A call was refused for the app itself, whatever the connection does. */
  refused(detail: string): void;
  /** The platform has taken a call of the app. */
  taken(): void;
  isRefused(): boolean;
  /** False for a while after the app was refused; then one more is tried, for somebody may have acted. */
  canSend(): boolean;
};

export const againMs = 5 * 60_000;

export function createHealthNote(clock: Clock): HealthNote {
  let health: ChannelHealth = { state: 'idle', detail: '本进程没有连接飞书。', account: null };
  let refusal: { detail: string; at: number } | null = null;
  const isDown = (): boolean => refusal !== null || health.state === 'down';
  return {
    read: () => (refusal === null ? health : { ...health, state: 'down', detail: refusal.detail }),
    note(state, detail) {
      health = { ...health, state, detail };
      // A connection comes about only where the app is known.
      if (state === 'up') refusal = null;
    },
    noteAccount(account) {
      health = { ...health, account };
    },
    refused(detail) {
      refusal = { detail, at: clock.now() };
    },
    taken() {
      refusal = null;
    },
    isRefused: () => refusal !== null,
    canSend: () => !isDown() || (refusal !== null && clock.now() >= refusal.at + againMs),
  };
}
