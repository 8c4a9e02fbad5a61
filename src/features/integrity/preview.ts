import { type Day, addDays, dayOf, weekdayOf } from '../../base/calendar.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DailyDay } from '../../ports/daily-days.ts';
import type { DailyLibrary } from '../../ports/daily-library.ts';
import type { Records } from '../../ports/store.ts';
import type { OccasionsOf } from './almanac.ts';
import { type UsedMessage, chooseDailyMessage, recallDays, restDays } from './choice.ts';

/** One day of `daily preview`; message fields are null when the library has nothing for the day. */
export type PreviewDay = {
  date: Day;
  weekday: string;
  occasion: string | null;
  messageId: string | null;
  text: string | null;
  source: string | null;
  theme: string | null;
  /** A model drafted the message. */
  generated: boolean;
  /** `chosen`: as things stand; `fixed`: by staff; `planned`: on its way or sent; `skipped`: nothing is sent. */
  state: 'chosen' | 'fixed' | 'planned' | 'skipped';
  /** Why it is skipped. */
  reason: string | null;
};

/** A day whose message is fixed; `text` is what was or will be sent, which may have a heading around the message. */
export type FixedDay = UsedMessage & Pick<DailyDay, 'text' | 'open' | 'skipped'>;

export type PreviewOptions = {
  from: Day;
  days: number;
  library: readonly DailyMessage[];
  occasionsOf: OccasionsOf;
  /** Fixed days, at least those of `recallDays` before the preview begins and `restDays` after it ends. */
  fixed: readonly FixedDay[];
  /** Days before `from` but not before this one are chosen too, so that the preview continues what will be sent. */
  today: Day;
};

const weekdays = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'] as const;

export type ReadPreviewDeps = {
  store: Pick<Records, 'dailyDays'>;
  library: DailyLibrary;
  occasions: () => Promise<OccasionsOf>;
  clock: Clock;
  timeZone: string;
};

/** What each day from `from` on had or will have, as things stand now. */
export async function readPreview(deps: ReadPreviewDeps, of: { from: Day; days: number }): Promise<PreviewDay[]> {
  const today = dayOf(deps.clock.now(), deps.timeZone);
  const earliest = of.from < today ? of.from : today;
  return previewDays({
    ...of,
    today,
    library: await deps.library.read(),
    occasionsOf: await deps.occasions(),
    fixed: await deps.store.dailyDays.list(addDays(earliest, -recallDays), addDays(of.from, of.days + restDays)),
  });
}

/** The same of what is handed in, when every day until then gets its message. */
export function previewDays(options: PreviewOptions): PreviewDay[] {
  const start = options.today < options.from ? options.today : options.from;
  const end = addDays(options.from, options.days);
  const fixed = new Map(options.fixed.map((day) => [day.date, day]));
  const used: UsedMessage[] = options.fixed.filter(({ skipped }) => skipped === null);
  const preview: PreviewDay[] = [];
  for (let day = start; day < end; day = addDays(day, 1)) {
    const known = fixed.get(day);
    const message = messageOf(day, { ...options, used }, known);
    if (message && !known) used.push({ date: day, messageId: message.id });
    if (day >= options.from) preview.push(toPreviewDay(day, options.occasionsOf(day), { message, known }));
  }
  return preview;
}

type MessageOptions = PreviewOptions & { used: readonly UsedMessage[] };

function messageOf(day: Day, options: MessageOptions, fixed: FixedDay | undefined): DailyMessage | null {
  const { library, used } = options;
  if (fixed === undefined) {
    return chooseDailyMessage({ day, occasions: options.occasionsOf(day), library, recent: used, ahead: used });
  }
  if (fixed.skipped !== null) return null;
  const known = library.find(({ id }) => id === fixed.messageId);
  if (known && fixed.text.includes(known.text)) return known;
  return { id: fixed.messageId, theme: known?.theme ?? '', occasion: null, source: null, text: fixed.text };
}

type Found = { message: DailyMessage | null; known: FixedDay | undefined };

function toPreviewDay(date: Day, occasions: readonly string[], { message, known }: Found): PreviewDay {
  return {
    date,
    weekday: weekdays[weekdayOf(date) - 1] ?? '',
    occasion: occasions[0] ?? null,
    messageId: message?.id ?? null,
    text: message?.text ?? null,
    source: message?.source ?? null,
    theme: message?.theme ?? null,
    generated: message?.generated ?? false,
    state: stateOf(known),
    reason: known?.skipped ?? null,
  };
}

function stateOf(known: FixedDay | undefined): PreviewDay['state'] {
  if (known === undefined) return 'chosen';
  if (known.skipped !== null) return 'skipped';
  return known.open ? 'fixed' : 'planned';
}
