import { Refusal } from './api.ts';
import type { Api } from './api.ts';
import type { Entry } from './entry.ts';
import type { Memory, Unsent } from './memory.ts';

/** A message of ours that has not come back in the history yet. `id` is set once the server has stored it. */
export type Outgoing = {
  clientId: string;
  name: string;
  text: string;
  state: 'sending' | 'stored' | 'failed';
  id: number | null;
  /** Why it failed, for the person. */
  reason: string;
  /** True when the server refused it: trying again unchanged is useless. */
  refused: boolean;
};

export type OutboxDeps = {
  api: Api;
  memory: Memory;
  /** The list has changed. */
  onChange(outgoing: readonly Outgoing[]): void;
  /** An entry whose owner is known now; it may have been shown before. */
  onEntry(entry: Entry): void;
  /** An entry turned out to be ours; true when it was shown already, as somebody else's. */
  onOwn(id: number): boolean;
};

export type Outbox = {
  /** Shows what a reload of the page has left over. */
  showRestored(): void;
  send(text: string): void;
  retry(clientId: string): void;
  /** Takes a message out and gives its text back. */
  remove(clientId: string): string;
  /** Every entry passes here, so that one of ours is not shown twice. */
  receive(entry: Entry): void;
};

/** Messages leave one after the other; each keeps its clientId however often it is tried, so none is doubled. */
export function createOutbox({ api, memory, onChange, onEntry, onOwn }: OutboxDeps): Outbox {
  let outgoing: Outgoing[] = memory.unsent().map((unsent) => restore(unsent, memory.name()));
  /** Entries that may be the one we are just sending: whose they are shows when the server has answered. */
  let held: Entry[] = [];
  let last = Promise.resolve();

  function changed(): void {
    const unsent = outgoing.filter(({ state }) => state !== 'stored');
    memory.setUnsent(unsent.map(({ clientId, text }) => ({ clientId, text })));
    onChange(outgoing);
  }

  function post(message: Outgoing): void {
    Object.assign(message, { state: 'sending', name: memory.name(), reason: '', refused: false });
    changed();
    last = last.then(() => postNow(message));
  }

  async function postNow(message: Outgoing): Promise<void> {
    try {
      const { clientId, name, text } = message;
      const id = await api.post({ name, text, clientId });
      memory.addOwn(id);
      Object.assign(message, { state: 'stored', id });
      if (onOwn(id)) take(clientId);
    } catch (error) {
      const refused = error instanceof Refusal;
      Object.assign(message, { state: 'failed', refused, reason: refused ? error.message : '没有发送成功' });
    }
    changed();
    release();
  }

  function release(): void {
    const waiting = held;
    held = [];
    for (const entry of waiting) receive(entry);
  }

  function receive(entry: Entry): void {
    const own = outgoing.find(({ id }) => id === entry.id);
    if (own) {
      outgoing = outgoing.filter((message) => message !== own);
      changed();
    } else if (held.length > 0 || mayBeOurs(entry)) {
      // What comes behind it waits too: a reply would otherwise stand before its question.
      held.push(entry);
      return;
    }
    onEntry(entry);
  }

  function mayBeOurs(entry: Entry): boolean {
    if (entry.bot || memory.isOwn(entry.id)) return false;
    return outgoing.some(({ state, text }) => state === 'sending' && text === entry.text);
  }

  function take(clientId: string): Outgoing | undefined {
    const taken = outgoing.find((message) => message.clientId === clientId);
    outgoing = outgoing.filter((message) => message !== taken);
    return taken;
  }

  return {
    receive,
    showRestored: changed,
    send(text) {
      const message = restore({ clientId: newClientId(), text }, memory.name());
      outgoing.push(message);
      post(message);
    },
    retry(clientId) {
      const message = outgoing.find((one) => one.clientId === clientId);
      if (message && message.state === 'failed') post(message);
    },
    remove(clientId) {
      const text = take(clientId)?.text ?? '';
      changed();
      return text;
    },
  };
}

function restore({ clientId, text }: Unsent, name: string): Outgoing {
  return { clientId, name, text, state: 'failed', id: null, reason: '刷新前没有确认送达', refused: false };
}

/** `crypto.randomUUID` is missing on plain http, which is how a page in an office network is often reached. */
function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
