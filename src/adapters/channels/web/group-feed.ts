import type { HistoryEntry } from '../../../domain/message.ts';
import type { Log } from '../../../ports/log.ts';
import type { Messages } from '../../../ports/messages.ts';

const pollMs = 1_000;
const pageSize = 200;
/** What is kept in memory for listeners that are a little behind; beyond it they read the store. */
const recentSize = 400;

/** Hands the entries of one conversation to any number of listeners. */
export type GroupFeed = {
  /** Every entry with id > `after` (null: from now on), once and in order, until `signal` aborts. */
  follow(after: number | null, signal: AbortSignal): AsyncGenerator<readonly HistoryEntry[]>;
  /** Something was written in this process: look now instead of at the next poll. */
  wake(): void;
};

export type GroupFeedDeps = {
  messages: Pick<Messages, 'listHistory' | 'listLatest'>;
  log: Log;
  conversationId(): Promise<string>;
};

/** What was seen since somebody listens: `recent` holds every entry with base < id <= newest. */
type View = { recent: HistoryEntry[]; base: number; newest: number };

/**
 * One poll of the store a second serves all listeners of a group, and none runs while nobody listens.
 *
 * Listeners keep a cursor and read what lies behind it, so that a slow one costs no memory and nobody misses or
 * doubles an entry: ids grow in commit order within a conversation.
 */
export function createGroupFeed({ messages, log, conversationId }: GroupFeedDeps): GroupFeed {
  let view = emptyView();
  let listeners = 0;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  const waiting = new Set<() => void>();

  async function* follow(after: number | null, signal: AbortSignal): AsyncGenerator<readonly HistoryEntry[]> {
    listeners += 1;
    timer ??= setInterval(wake, pollMs);
    try {
      await refresh();
      let cursor = after ?? view.newest;
      while (!signal.aborted) {
        const entries = await read(cursor);
        cursor = entries.at(-1)?.id ?? cursor;
        if (entries.length > 0) yield entries;
        else await changed(cursor, signal);
      }
    } finally {
      leave();
    }
  }

  function leave(): void {
    listeners -= 1;
    if (listeners > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
    view = emptyView();
  }

  function wake(): void {
    if (listeners === 0) return;
    refresh().catch((error: unknown) => log.warn({ err: error }, 'web group could not read new messages'));
  }

  /** One look at a time; asked during a look, one more follows, because the first may have read too early. */
  function refresh(): Promise<void> {
    if (looking === null) looking = look();
    else lookAgain = true;
    return looking;
  }

  async function look(): Promise<void> {
    try {
      do {
        lookAgain = false;
        await lookOnce(await conversationId());
      } while (lookAgain);
    } finally {
      looking = null;
    }
  }

  async function lookOnce(id: string): Promise<void> {
    const seen = view;
    const first = seen.newest === 0;
    const entries = first ? await messages.listLatest(id, 1) : await messages.listHistory(id, seen.newest, pageSize);
    if (entries.length === 0) return;
    if (first) seen.base = (entries[0]?.id ?? 1) - 1;
    if (entries.length === pageSize) lookAgain = true;
    keep(seen, entries);
    for (const tell of waiting) tell();
  }

  async function read(cursor: number): Promise<readonly HistoryEntry[]> {
    if (cursor >= view.newest) return [];
    if (cursor >= view.base) return view.recent.filter((entry) => entry.id > cursor);
    return messages.listHistory(await conversationId(), cursor, pageSize);
  }

  function changed(cursor: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || view.newest > cursor) return Promise.resolve();
    return new Promise((resolve) => {
      const tell = (): void => {
        waiting.delete(tell);
        signal.removeEventListener('abort', tell);
        resolve();
      };
      waiting.add(tell);
      signal.addEventListener('abort', tell);
    });
  }

  return { follow, wake };
}

function emptyView(): View {
  return { recent: [], base: 0, newest: 0 };
}

function keep(view: View, entries: readonly HistoryEntry[]): void {
  view.recent.push(...entries);
  view.newest = view.recent.at(-1)?.id ?? view.newest;
  const dropped = view.recent.splice(0, Math.max(0, view.recent.length - recentSize));
  view.base = dropped.at(-1)?.id ?? view.base;
}
