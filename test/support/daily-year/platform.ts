import type { Channel, Outbound } from '../../../src/ports/channel.ts';
import { type Act, createScriptedChannel } from '../scripted-channel.ts';

/** What members have seen of one delivery. */
export type Shown = { chat: string; text: string; times: number };

export type Platform = {
  channel: Channel;
  /** By the id of the delivery. */
  shown: ReadonlyMap<string, Shown>;
  /** The next message to this group meets this. */
  script(chat: string, act: Act): void;
  /** What was scripted and not met is forgotten. */
  behave(): void;
  /** The process dies after so many more messages have arrived; null = it lives. */
  setDeathAfter(messages: number | null): void;
  isDead(): boolean;
};

/** A platform that shows the same message twice when it is sent twice; it outlives the bots that send to it. */
export function createPlatform(): Platform {
  const shown = new Map<string, Shown>();
  const scripts = new Map<string, Act>();
  const texts = new Map<string, string>();
  let left: number | null = null;

  function show({ idempotencyKey, to, body }: Outbound): void {
    const words = body.kind === 'text' ? body.text : '';
    // The same text goes to every group; it is kept once.
    const text = texts.get(words) ?? words;
    texts.set(text, text);
    const before = shown.get(idempotencyKey);
    shown.set(idempotencyKey, { chat: to.platformId, text, times: (before?.times ?? 0) + 1 });
  }

  const isDead = (): boolean => left !== null && left <= 0;
  return {
    shown,
    script: (chat, act) => void scripts.set(chat, act),
    behave: () => scripts.clear(),
    setDeathAfter(messages) {
      left = messages;
    },
    isDead,
    channel: {
      ...createScriptedChannel(),
      async send(message, signal) {
        if (isDead()) throw new Error('the process is dead');
        const act = scripts.get(message.to.platformId) ?? 'sent';
        scripts.delete(message.to.platformId);
        if (left !== null) left -= 1;
        if (act === 'sent' || act === 'lost') show(message);
        return createScriptedChannel([act]).send(message, signal);
      },
    },
  };
}
