import { type Day, addDays } from '../../base/calendar.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import { termFestivals } from '../../domain/occasion.ts';

/** A message rests this many days before it may come again, as far as the library reaches. */
export const restDays = 300;

/** What a day had. */
export type UsedMessage = { date: Day; messageId: string };

export type ChoiceOptions = {
  day: Day;
  /** Of that day, the weightiest first. */
  occasions: readonly string[];
  library: readonly DailyMessage[];
  /** Days before, in any order; those of `day` and later or older than the rest are ignored. */
  recent: readonly UsedMessage[];
};

/**
 * The message of a day: one written for its occasion, else the theme that is furthest behind, and in it one that rested.
 *
 * A function of its arguments alone, whatever their order, so that every worker and the preview come to the same message.
 * Null when the library has nothing for the day.
 */
export function chooseDailyMessage(options: ChoiceOptions): DailyMessage | null {
  const used = lastUses(options);
  return forOccasion(options, used) ?? forAnyDay(options, used);
}

/** Day of the last use, by message id. */
type Uses = ReadonlyMap<string, Day>;

function lastUses({ day, recent }: ChoiceOptions): Uses {
  const from = addDays(day, -restDays);
  const within = recent.filter(({ date }) => date >= from && date < day).sort((a, b) => (a.date < b.date ? -1 : 1));
  return new Map(within.map(({ date, messageId }) => [messageId, date]));
}

/** Several messages of one occasion take their years in turn. */
function forOccasion({ day, occasions, library }: ChoiceOptions, used: Uses): DailyMessage | null {
  for (const occasion of occasions) {
    const written = library.filter((message) => isFor(message, occasion)).sort(byId);
    const rested = written.filter(({ id }) => !used.has(id));
    const pool = rested.length > 0 ? rested : written;
    const chosen = pool[Number(day.slice(0, 4)) % pool.length];
    if (chosen) return chosen;
  }
  return null;
}

/** 清明节 is the solar term 清明 too, and shares its messages. */
function isFor({ occasion }: DailyMessage, wanted: string): boolean {
  return occasion !== null && (occasion === wanted || termFestivals.get(occasion) === wanted);
}

function forAnyDay({ day, library }: ChoiceOptions, used: Uses): DailyMessage | null {
  const ordinary = library.filter(({ occasion }) => occasion === null);
  const dayBefore = addDays(day, -1);
  const themeBefore = library.find(({ id }) => used.get(id) === dayBefore)?.theme;
  const rested = ordinary.filter(({ id }) => !used.has(id));
  if (rested.length === 0) return longestAgo(otherThemes(ordinary, themeBefore), used);
  const candidates = otherThemes(rested, themeBefore);
  const theme = themeFurthestBehind(candidates, ordinary, used);
  return candidates.filter((message) => message.theme === theme).sort(byScatter)[0] ?? null;
}

/** Not the theme of the day before, unless there is no other. */
function otherThemes(messages: readonly DailyMessage[], theme: string | undefined): DailyMessage[] {
  const others = messages.filter((message) => message.theme !== theme);
  return others.length > 0 ? others : [...messages];
}

/** The theme with the largest unused share, so that all run out together; of equals the one that waited longest. */
function themeFurthestBehind(candidates: readonly DailyMessage[], all: readonly DailyMessage[], used: Uses): string {
  const themes = [...new Set(candidates.map(({ theme }) => theme))].sort();
  const standings = themes.map((theme) => standingOf(theme, all, used));
  return (
    standings.sort((a, b) => b.left - a.left || compare(a.last, b.last) || compare(a.theme, b.theme))[0]?.theme ?? ''
  );
}

function standingOf(
  theme: string,
  all: readonly DailyMessage[],
  used: Uses,
): { theme: string; left: number; last: Day } {
  const own = all.filter((message) => message.theme === theme);
  const days = own.map(({ id }) => used.get(id) ?? '').sort();
  return { theme, left: days.filter((date) => date === '').length / own.length, last: days.at(-1) ?? '' };
}

function longestAgo(messages: readonly DailyMessage[], used: Uses): DailyMessage | null {
  return [...messages].sort((a, b) => compare(used.get(a.id) ?? '', used.get(b.id) ?? '') || byId(a, b))[0] ?? null;
}

function byId(a: DailyMessage, b: DailyMessage): number {
  return compare(a.id, b.id);
}

/** An order unlike that of the file, where quotations stand together. */
function byScatter(a: DailyMessage, b: DailyMessage): number {
  return scatter(a.id) - scatter(b.id) || byId(a, b);
}

/** FNV-1a, 32 bits. */
function scatter(text: string): number {
  return [...text].reduce((hash, char) => Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0, 2166136261);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
