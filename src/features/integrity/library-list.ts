import { type Day, addDays, dayOf, daysBetween } from '../../base/calendar.ts';
import { normalise } from '../../base/text.ts';
import { AppError } from '../../base/errors.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import { recallDays, restDays, type UsedMessage } from './choice.ts';
import { type ReadPreviewDeps, readPreview } from './preview.ts';

export const origins = ['shipped', 'own', 'generated'] as const;
/** Of the files, of staff, or of a model. */
export type Origin = (typeof origins)[number];

/** A message as staff choose it for a day. */
export type ListedMessage = Omit<DailyMessage, 'generated'> & {
  origin: Origin;
  /** The last day before it that has it, as far as is remembered; null = none. */
  lastOn: Day | null;
  /** The first day after it that has it or, as things stand, will. */
  nextOn: Day | null;
  /** On that day it would come again before it has rested. */
  repeats: boolean;
};

/** `search`: letters of the text, its source or its id; `day`: the day it is looked at for; null = all, or today. */
export type LibraryPage = {
  search: string | null;
  theme: string | null;
  occasion: string | null;
  origin: Origin | null;
  day: Day | null;
  after: string | null;
  limit: number;
};

export type LibraryList = {
  messages: ListedMessage[];
  /** How many fit. */
  total: number;
  next: string | null;
};

/** As far ahead as the calendar of staff goes, days. */
const lookAhead = 60;

/** The library in its order, page by page. Throws `input/invalid` when `after` is no place. */
export async function listLibrary(deps: ReadPreviewDeps, of: LibraryPage): Promise<LibraryList> {
  const day = of.day ?? dayOf(deps.clock.now(), deps.timeZone);
  const uses = await usesAround(deps, day);
  const fitting = (await deps.library.read()).filter((message) => fits(message, of));
  const begin = of.after === null ? 0 : placeAfter(fitting, of.after);
  const messages = fitting.slice(begin, begin + of.limit).map((message) => toListed(message, { day, uses }));
  const next = begin + of.limit < fitting.length ? (messages.at(-1)?.id ?? null) : null;
  return { messages, total: fitting.length, next };
}

/** Themes of the library with how many messages each has, in the order of their names. */
export function themesOf(library: readonly DailyMessage[]): { name: string; messages: number }[] {
  const counts = new Map<string, number>();
  for (const { theme } of library) counts.set(theme, (counts.get(theme) ?? 0) + 1);
  const names = [...counts.keys()].toSorted((a, b) => a.localeCompare(b, 'zh-CN'));
  return names.map((name) => ({ name, messages: counts.get(name) ?? 0 }));
}

/** Days that had their message, and those that would have it. */
async function usesAround(deps: ReadPreviewDeps, day: Day): Promise<UsedMessage[]> {
  const today = dayOf(deps.clock.now(), deps.timeZone);
  const past = await deps.store.dailyDays.list(addDays(day, -recallDays), addDays(day, restDays));
  const days = Math.max(lookAhead, daysBetween(today, day) + lookAhead);
  const expected = await readPreview(deps, { from: today, days });
  const known = past.filter(({ skipped }) => skipped === null).map(({ date, messageId }) => ({ date, messageId }));
  const chosen = expected.filter(({ state }) => state === 'chosen');
  return [...known, ...chosen.flatMap(({ date, messageId }) => (messageId === null ? [] : [{ date, messageId }]))];
}

function toListed(message: DailyMessage, { day, uses }: { day: Day; uses: readonly UsedMessage[] }): ListedMessage {
  const { id, theme, text, occasion, source } = message;
  const days = uses.filter(({ messageId }) => messageId === id).map(({ date }) => date);
  const lastOn =
    days
      .filter((date) => date < day)
      .toSorted()
      .at(-1) ?? null;
  const nextOn = days.filter((date) => date > day).toSorted()[0] ?? null;
  const near = [lastOn, nextOn].some((date) => date !== null && Math.abs(daysBetween(day, date)) <= restDays);
  return { id, theme, text, occasion, source, origin: originOf(message), lastOn, nextOn, repeats: near };
}

function originOf({ id, generated = false }: DailyMessage): Origin {
  if (generated) return 'generated';
  return /^own-\d+$/u.test(id) ? 'own' : 'shipped';
}

function fits(message: DailyMessage, { search, theme, occasion, origin }: LibraryPage): boolean {
  if (theme !== null && message.theme !== theme) return false;
  if (occasion !== null && message.occasion !== occasion) return false;
  if (origin !== null && originOf(message) !== origin) return false;
  if (search === null) return true;
  const words = normalise(search).split(/\s+/u);
  const text = normalise([message.text, message.source, message.theme, message.occasion, message.id].join('\n'));
  return words.every((word) => text.includes(word));
}

function placeAfter(messages: readonly DailyMessage[], after: string): number {
  const place = messages.findIndex(({ id }) => id === after);
  if (place >= 0) return place + 1;
  throw new AppError('input/invalid', 'after 应原样写上一页给的 next。');
}
