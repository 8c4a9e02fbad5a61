import type { ChannelHealth, ChannelState } from '../../../ports/channel.ts';

/** The state of the channel as this process sees it. */
export type HealthNote = {
  read(): ChannelHealth;
  note(state: ChannelState, detail: string): void;
  /** As whom it is connected. */
  noteAccount(account: string): void;
};

export function createHealthNote(): HealthNote {
  let health: ChannelHealth = { state: 'idle', detail: '本进程没有连接飞书。', account: null };
  return {
    read: () => health,
    note(state, detail) {
      health = { ...health, state, detail };
    },
    noteAccount(account) {
      health = { ...health, account };
    },
  };
}
