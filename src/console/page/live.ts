import type { Api } from './api.ts';
import { parseJson, readEntry } from './entry.ts';
import type { Entry } from './entry.ts';

export type LiveState = 'connecting' | 'online' | 'waiting' | 'offline';

export type LiveDeps = {
  api: Api;
  /** The highest id that is already here: the place to go on from. */
  newest(): number;
  onEntry(entry: Entry): void;
  onState(state: LiveState): void;
};

const firstWaitMs = 1_000;
const longestWaitMs = 15_000;
/** A sleeping phone or a vanished network may leave a connection that looks open and is dead. */
const checkMs = 25_000;

/** Keeps an event stream open from where this page is; whatever breaks, it comes back at the same place. */
export function startLive({ api, newest, onEntry, onState }: LiveDeps): void {
  let source: EventSource | null = null;
  let timer = 0;
  let wait = firstWaitMs;

  function open(): void {
    close();
    onState(navigator.onLine ? 'connecting' : 'offline');
    const opened = new EventSource(api.eventsUrl(newest()));
    opened.addEventListener('open', () => {
      wait = firstWaitMs;
      onState('online');
    });
    opened.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const entry = typeof data === 'string' ? readEntry(parseJson(data)) : null;
      if (entry) onEntry(entry);
    });
    opened.addEventListener('error', openLater);
    source = opened;
  }

  function openLater(): void {
    close();
    onState(navigator.onLine ? 'waiting' : 'offline');
    timer = window.setTimeout(() => void reopen(), wait);
    wait = Math.min(wait * 2, longestWaitMs);
  }

  /** A stream that is refused does not say why; a plain request does. */
  async function reopen(): Promise<void> {
    await api.after(newest(), 1).catch(() => null);
    open();
  }

  function close(): void {
    window.clearTimeout(timer);
    source?.close();
    source = null;
  }

  async function check(): Promise<void> {
    if (document.hidden || source === null) return;
    const checked = source;
    const missed = await api.after(newest(), 1).catch(() => null);
    if (source !== checked) return;
    if (missed === null) openLater();
    else if (missed.some(({ id }) => id > newest())) open();
  }

  window.addEventListener('online', open);
  window.addEventListener('offline', openLater);
  window.addEventListener('pageshow', ({ persisted }) => persisted && open());
  document.addEventListener('visibilitychange', () => void check());
  window.setInterval(() => void check(), checkMs);
  open();
}
