import type { Answer } from '../../api/call.ts';
import { showDayAndWeekday } from '../../shell/days.ts';
import { showTime } from '../../shell/time.ts';

export type ListedDay = Answer<'listDays'>['days'][number];
export type ShownDay = Answer<'showDay'>;
export type DayOutlook = Answer<'previewDayAct'>;
export type Status = ListedDay['status'];

export const statusColours: Record<Status, string> = {
  planned: 'default',
  announced: 'blue',
  open: 'green',
  closed: 'gold',
  reported: 'cyan',
  cancelled: 'default',
  missed: 'red',
};

/** `12月3日 星期四 09:30-11:30`. */
export function spanInWords({ date, startsAt, endsAt }: Pick<ListedDay, 'date' | 'startsAt' | 'endsAt'>): string {
  return `${showDayAndWeekday(date)} ${clockSpan({ startsAt, endsAt })}`;
}

export function clockSpan({ startsAt, endsAt }: Pick<ListedDay, 'startsAt' | 'endsAt'>): string {
  return `${showTime(startsAt, 'clock')}-${showTime(endsAt, 'clock')}`;
}

/** Routes that show something else once a day has changed. */
export const dayReads = ['listDays', 'listDaysBetween', 'showDay', 'listDayRules', 'previewDayReport'] as const;
