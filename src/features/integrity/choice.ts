import { type Day, addDays, daysBetween } from '../../base/calendar.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import { termFestivals } from '../../domain/occasion.ts';

/** A message rests this many days before it may come again, as far as the library reaches. */
export const restDays = 300;

/** How far back uses are remembered, so that a message that never came goes before one that has merely rested. */
export const recallDays = 3 * 366;

/** What a day had. */
export type UsedMessage = { date: Day; messageId: string };

export type ChoiceOptions = {
  day: Day;
  /** Of that day, the weightiest first. */
  occasions: readonly string[];
  library: readonly DailyMessage[];
  /** Days before, in any order; those of `day` and later or beyond the recall are ignored. */
  recent: readonly UsedMessage[];
  /** Days after it that have their message already; it is not taken from them. */
  ahead?: readonly UsedMessage[];
};

/**
 * The message of a day: one written for its occasion, else the theme that is furthest behind, and in it the one that
 * rested longest.
 *
 * A function of its arguments alone, whatever their order, so that every worker and the preview come to the same message.
 * Null when the library has nothing for the day.
 */
export function chooseDailyMessage(options: ChoiceOptions): DailyMessage | null {
  const seen = lastUses(options);
  const resting = restingOn(options, seen);
  return forOccasion(options, { seen, resting }) ?? forAnyDay(options, { seen, resting });
}

/** Day of the last use, by message id. */
type LastUses = ReadonlyMap<string, Day>;

function lastUses({ day, recent }: ChoiceOptions): LastUses {
  const from = addDays(day, -recallDays);
  const within = recent.filter(({ date }) => date >= from && date < day).sort((a, b) => (a.date < b.date ? -1 : 1));
  return new Map(within.map(({ date, messageId }) => [messageId, date]));
}

/** Ids of those that may not come again yet, or come soon. */
function restingOn({ day, ahead = [] }: ChoiceOptions, seen: LastUses): ReadonlySet<string> {
  const [from, until] = [addDays(day, -restDays), addDays(day, restDays)];
  const soon = ahead.filter(({ date }) => date > day && date <= until).map(({ messageId }) => messageId);
  return new Set([...soon, ...[...seen].filter(([, date]) => date >= from).map(([id]) => id)]);
}

type Uses = { seen: LastUses; resting: ReadonlySet<string> };

/** Several messages of one occasion take their years in turn: what came longest ago, of equals one by the year. */
function forOccasion({ day, occasions, library }: ChoiceOptions, { seen, resting }: Uses): DailyMessage | null {
  const rested = library.filter(({ id }) => !resting.has(id));
  for (const occasion of occasions) {
    const written = rested.filter((message) => isFor(message, occasion)).sort(byId);
    const earliest = written.map(({ id }) => seen.get(id) ?? '').sort()[0];
    const pool = written.filter(({ id }) => (seen.get(id) ?? '') === earliest);
    const chosen = pool[Number(day.slice(0, 4)) % pool.length];
    if (chosen) return chosen;
  }
  return null;
}

/** 清明节 is the solar term 清明 too, and shares its messages. */
function isFor({ occasion }: DailyMessage, wanted: string): boolean {
  return occasion !== null && (occasion === wanted || termFestivals.get(occasion) === wanted);
}

function forAnyDay(options: ChoiceOptions, { seen, resting }: Uses): DailyMessage | null {
  const ordinary = options.library.filter(({ occasion }) => occasion === null);
  const rested = ordinary.filter(({ id }) => !resting.has(id));
  const waits = waitsOf(options, seen);
  if (rested.length === 0) return longestAgo(otherThemes(ordinary, waits), seen);
  const candidates = otherThemes(rested, waits);
  const theme = themeFurthestBehind(candidates, ordinary, waits);
  return longestAgo(
    candidates.filter((message) => message.theme === theme),
    seen,
  );
}

/** Days since each theme last came, by theme. */
type Waits = ReadonlyMap<string, number>;

function waitsOf({ day, library }: ChoiceOptions, seen: LastUses): Waits {
  const never = addDays(day, -recallDays - 1);
  const last = new Map<string, Day>();
  for (const { id, theme } of library) {
    const [date, before] = [seen.get(id) ?? never, last.get(theme) ?? never];
    last.set(theme, date > before ? date : before);
  }
  return new Map([...last].map(([theme, date]) => [theme, daysBetween(date, day)]));
}

/** Not the theme of the day before, unless there is no other. */
function otherThemes(messages: readonly DailyMessage[], waits: Waits): DailyMessage[] {
  const others = messages.filter(({ theme }) => waits.get(theme) !== 1);
  return others.length > 0 ? others : [...messages];
}

/** The theme that waited longest for its size, so that large ones come more often and all run out together. */
function themeFurthestBehind(candidates: readonly DailyMessage[], all: readonly DailyMessage[], waits: Waits): string {
  const themes = [...new Set(candidates.map(({ theme }) => theme))].sort();
  const standings = themes.map((theme) => {
    const own = all.filter((message) => message.theme === theme).length;
    return { theme, due: own * (waits.get(theme) ?? 0) };
  });
  return standings.sort((a, b) => b.due - a.due || compare(a.theme, b.theme))[0]?.theme ?? '';
}

/** One that never came first. */
function longestAgo(messages: readonly DailyMessage[], used: LastUses): DailyMessage | null {
  const last = ({ id }: DailyMessage): Day => used.get(id) ?? '';
  return [...messages].sort((a, b) => compare(last(a), last(b)) || byScatter(a, b))[0] ?? null;
}

function byId(a: DailyMessage, b: DailyMessage): number {
  return compare(a.id, b.id);
}

/** An order unlike that of the file, where quotations stand together. */
function byScatter(a: DailyMessage, b: DailyMessage): number {
  return scatter(a.id) - scatter(b.id) || byId(a, b);
}

/** FNV-1a, 32 bits, and a last stir: without it ids that differ in the last digit stay neighbours. */
function scatter(text: string): number {
  const hash = [...text].reduce((sum, char) => Math.imul(sum ^ (char.codePointAt(0) ?? 0), 16777619), 2166136261);
  return Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
