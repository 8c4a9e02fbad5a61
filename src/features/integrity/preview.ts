import { type Day, addDays, weekdayOf } from '../../base/calendar.ts';
import type { DailyMessage } from '../../domain/daily-message.ts';
import type { OccasionsOf } from './almanac.ts';
import { type UsedMessage, chooseDailyMessage } from './choice.ts';

/** One day of `daily preview`; message fields are null when the library has nothing for the day. */
export type PreviewDay = {
  date: Day;
  weekday: string;
  occasion: string | null;
  messageId: string | null;
  text: string | null;
  source: string | null;
  theme: string | null;
};

/** A day whose message is fixed; `text` is what was or will be sent, which may have a heading around the message. */
export type FixedDay = UsedMessage & { text: string };

export type PreviewOptions = {
  from: Day;
  days: number;
  library: readonly DailyMessage[];
  occasionsOf: OccasionsOf;
  /** Fixed days, at least those of the 300 days before the preview begins. */
  fixed: readonly FixedDay[];
  /** Days before `from` but not before this one are chosen too, so that the preview continues what will be sent. */
  today: Day;
};

const weekdays = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'] as const;

/** What each day from `from` on had or will have, when every day until then gets its message. */
export function previewDays(options: PreviewOptions): PreviewDay[] {
  const start = options.today < options.from ? options.today : options.from;
  const end = addDays(options.from, options.days);
  const fixed = new Map(options.fixed.map((day) => [day.date, day]));
  const used: UsedMessage[] = [...options.fixed];
  const preview: PreviewDay[] = [];
  for (let day = start; day < end; day = addDays(day, 1)) {
    const message = messageOf(day, { ...options, recent: used }, fixed.get(day));
    if (message && !fixed.has(day)) used.push({ date: day, messageId: message.id });
    if (day >= options.from) preview.push(toPreviewDay(day, options.occasionsOf(day), message));
  }
  return preview;
}

type MessageOptions = PreviewOptions & { recent: readonly UsedMessage[] };

function messageOf(day: Day, options: MessageOptions, fixed: FixedDay | undefined): DailyMessage | null {
  const { library, recent } = options;
  if (fixed === undefined) return chooseDailyMessage({ day, occasions: options.occasionsOf(day), library, recent });
  const known = library.find(({ id }) => id === fixed.messageId);
  if (known && fixed.text.includes(known.text)) return known;
  return { id: fixed.messageId, theme: known?.theme ?? '', occasion: null, source: null, text: fixed.text };
}

function toPreviewDay(date: Day, occasions: readonly string[], message: DailyMessage | null): PreviewDay {
  return {
    date,
    weekday: weekdays[weekdayOf(date) - 1] ?? '',
    occasion: occasions[0] ?? null,
    messageId: message?.id ?? null,
    text: message?.text ?? null,
    source: message?.source ?? null,
    theme: message?.theme ?? null,
  };
}
