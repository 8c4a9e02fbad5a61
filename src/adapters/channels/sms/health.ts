import type { ChannelHealth } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';

/** The platform's word on the account, as this process heard it last. */
export type AccountHealth = {
  read(): ChannelHealth;
  /** False for a while after the account was refused; then one more is tried, for a balance may have been topped up. */
  canSend(): boolean;
  noteTaken(): void;
  noteRefused(sentence: string): void;
};

const againMs = 5 * 60_000;

export function createAccountHealth({ clock, signName }: { clock: Clock; signName: string }): AccountHealth {
  let refused: { sentence: string; at: number } | null = null;
  return {
    read() {
      if (refused !== null) return { state: 'down', detail: refused.sentence, account: null };
      return { state: 'up', detail: `以签名【${signName}】发短信`, account: null };
    },
    canSend: () => refused === null || clock.now() >= refused.at + againMs,
    noteTaken() {
      refused = null;
    },
    noteRefused(sentence) {
      refused = { sentence, at: clock.now() };
    },
  };
}
