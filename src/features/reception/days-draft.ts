import { addDays, type Day, instantAt, isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { DayTerms, ReceptionDay } from '../../domain/reception-day.ts';

/** What staff write of a day; `date` `YYYY-MM-DD`, times `HH:MM`. `place` null = online. */
export type DayDraft = Omit<DayTerms, 'segment'> & {
  date: string;
  from: string;
  until: string;
  /** A segment as written. */
  to: string;
  /** Who plans it, for people to read. */
  by: string;
};

/** When its groups hear of it beforehand, in the time zone of the association. */
const tellAt = '09:00';
const [longestName, longestPlace, longestTopic, mostTopics, mostDays] = [60, 120, 40, 10, 60];

/** What a day is besides its times: checked, and in the form in which it is kept. Throws `input/invalid`. */
export function readTerms(draft: Pick<DayDraft, 'host' | 'place' | 'topics' | 'announceDays' | 'remindDays'>) {
  const host = readLine(draft.host, '接待人', longestName);
  const place = draft.place === null ? null : readLine(draft.place, '地点', longestPlace);
  const topics = draft.topics.map((topic) => readLine(topic, '主题', longestTopic));
  if (topics.length > mostTopics) throw invalid(`主题最多 ${mostTopics} 个，现在有 ${topics.length} 个。`);
  const { announceDays, remindDays } = draft;
  checkLead(announceDays, '预告');
  checkLead(remindDays, '提醒');
  if (announceDays !== null && remindDays !== null && remindDays >= announceDays)
    throw invalid(`提醒应晚于预告：提前 ${announceDays} 天预告，就只能提前 0 到 ${announceDays - 1} 天提醒。`);
  return { host, place, topics, announceDays, remindDays };
}

type Times = Pick<ReceptionDay, 'date' | 'startsAt' | 'endsAt' | 'announceAt' | 'remindAt'>;

/** Throws `input/invalid`. */
export function readTimes(
  draft: Pick<DayDraft, 'date' | 'from' | 'until' | 'announceDays' | 'remindDays'>,
  timeZone: string,
): Times {
  const { date, from, until, announceDays, remindDays } = draft;
  if (!isDay(date)) throw invalid(`日期应写成 YYYY-MM-DD，收到“${date}”。`);
  checkClock(from, until);
  const told = (days: number | null): number | null =>
    days === null ? null : instantAt(addDays(date, -days), tellAt, timeZone);
  const startsAt = instantAt(date, from, timeZone);
  const remindAt = told(remindDays);
  return {
    date,
    startsAt,
    endsAt: instantAt(date, until, timeZone),
    announceAt: told(announceDays),
    // Reminded at nine of the day itself, a day that begins at nine would be reminded of when it opens.
    remindAt: remindAt !== null && remindAt < startsAt ? remindAt : null,
  };
}

/** Throws `input/invalid`. */
export function checkClock(from: string, until: string): void {
  for (const time of [from, until])
    if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/u.test(time)) throw invalid(`时间应写成 09:00 这样，收到“${time}”。`);
  if (from >= until) throw invalid(`结束时间 ${until} 应晚于开始时间 ${from}。`);
}

export function isOver(times: Pick<Times, 'endsAt'>, now: number): boolean {
  return times.endsAt <= now;
}

export function invalid(message: string): AppError {
  return new AppError('input/invalid', message);
}

/** One line of words; throws `input/invalid`. */
export function readLine(written: string, what: string, longest: number): string {
  const line = written.replace(/\s+/gu, ' ').trim();
  const length = Array.from(line).length;
  if (length === 0) throw invalid(`请写明${what}。`);
  if (length > longest) throw invalid(`${what}最多 ${longest} 个字，现在有 ${length} 个字。`);
  return line;
}

function checkLead(days: number | null, what: string): void {
  if (days === null || (Number.isInteger(days) && days >= 0 && days <= mostDays)) return;
  throw invalid(`提前${what}的天数应为 0 到 ${mostDays} 的整数，收到“${days}”。`);
}

export function timesOn(day: Day, draft: Omit<Parameters<typeof readTimes>[0], 'date'>, timeZone: string): Times {
  return readTimes({ ...draft, date: day }, timeZone);
}
