import { makeBubble, makeOutgoing, markOwn, quoteIn } from './bubble.ts';
import type { OutgoingActions, Quoted } from './bubble.ts';
import { make } from './elements.ts';
import type { Entry } from './entry.ts';
import type { Outgoing } from './outbox.ts';
import { dayKey, dayLabel } from './wording.ts';

export type Timeline = {
  /** Shows an entry at its place; false when it was shown before. */
  add(entry: Entry, own: boolean): boolean;
  /** False when the entry is not shown. */
  claim(id: number): boolean;
  showOutgoing(messages: readonly Outgoing[], actions: OutgoingActions): void;
  /** Lowest and highest id shown, 0 when none is. */
  oldest(): number;
  isEmpty(): boolean;
};

/** Entries in the order of their ids under the day they were written; what is on its way out stands below them all. */
/** `onAdded`: told of each entry that is shown. */
export function createTimeline(log: HTMLElement, onAdded: (entry: Entry, message: HTMLElement) => void): Timeline {
  const entries = new Map<number, Entry>();
  const days = new Map<string, HTMLElement>();
  const pending = make('div', 'pending');
  log.append(pending);

  function dayOf(at: number): HTMLElement {
    const key = dayKey(at);
    const known = days.get(key);
    if (known) return known;
    const day = make('div', 'day', make('div', 'day-label', make('span', '', dayLabel(at, Date.now()))));
    days.set(key, day);
    const later = [...days.keys()].filter((other) => other > key).sort()[0];
    log.insertBefore(day, later === undefined ? pending : (days.get(later) ?? pending));
    return day;
  }

  function quotedBy({ replyTo }: Entry): Quoted | null {
    const original = replyTo === null ? undefined : entries.get(replyTo);
    return original ? toQuoted(original) : null;
  }

  /** Replies may have come first: from a page of history that ended between a question and its answer. */
  function quoteInReplies(original: Entry): void {
    for (const reply of log.querySelectorAll<HTMLElement>(`[data-reply-to="${original.id}"]`))
      quoteIn(reply, toQuoted(original));
  }

  return {
    add(entry, own) {
      if (entries.has(entry.id)) return false;
      entries.set(entry.id, entry);
      const message = makeBubble(entry, own, quotedBy(entry));
      message.dataset['id'] = String(entry.id);
      if (entry.replyTo !== null) message.dataset['replyTo'] = String(entry.replyTo);
      placeById(dayOf(entry.at), message, entry.id);
      quoteInReplies(entry);
      onAdded(entry, message);
      return true;
    },
    claim(id) {
      const message = document.getElementById(`message-${id}`);
      if (message) markOwn(message, true);
      return message !== null;
    },
    showOutgoing(messages, actions) {
      pending.replaceChildren(...messages.map((message) => makeOutgoing(message, actions)));
    },
    oldest: () => Math.min(...entries.keys()),
    isEmpty: () => entries.size === 0 && pending.childElementCount === 0,
  };
}

/** Nearly always at the end, so it is looked for from there. */
function placeById(day: HTMLElement, message: HTMLElement, id: number): void {
  let before = day.lastElementChild;
  while (before instanceof HTMLElement && Number(before.dataset['id'] ?? 0) > id)
    before = before.previousElementSibling;
  day.insertBefore(message, before?.nextElementSibling ?? null);
}

function toQuoted({ id, name, text, file }: Entry): Quoted {
  return { name, text: text === '' ? (file?.name ?? '') : text, onOpen: () => reveal(id) };
}

function reveal(id: number): void {
  const message = document.getElementById(`message-${id}`);
  if (!message) return;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  message.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
  message.classList.remove('pointed');
  requestAnimationFrame(() => message.classList.add('pointed'));
}
