import type { ChannelHealth, ChannelState } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';

/** The state of the channel as this process sees it. */
export type HealthNote = {
  read(): ChannelHealth;
  note(state: ChannelState, detail: string): void;
  /** False for a while after the account was refused; then one more is tried, for somebody may have acted. */
  canSend(): boolean;
};

const againMs = 5 * 60_000;

export function createHealthNote({ account, clock }: { account: string; clock: Clock }): HealthNote {
  let health: ChannelHealth = { state: 'idle', detail: '本进程没有连接钉钉。', account };
  let downAt = 0;
  return {
    read: () => health,
    note(state, detail) {
      if (state === 'down') downAt = clock.now();
      health = { state, detail, account };
    },
    canSend: () => health.state !== 'down' || clock.now() >= downAt + againMs,
  };
}
