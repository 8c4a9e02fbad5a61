/** A calendar day `YYYY-MM-DD`, moved by days. */
export function addDays(day: string, days: number): string {
  return new Date(noonOf(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 0 = Monday … 6 = Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(noonOf(day)).getUTCDay() + 6) % 7;
}

export const weekdayNames = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** `12月3日`, with the year where it is another than `than`. */
export function showDay(day: string, than?: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const within = `${Number(month)}月${Number(date)}日`;
  return than === undefined || than.startsWith(year) ? within : `${year}年${within}`;
}

/** `12月3日 星期四`. */
export function showDayAndWeekday(day: string): string {
  return `${showDay(day)} 星期${weekdayNames[weekdayOf(day)] ?? ''}`;
}

/** In no time zone: only days are counted. */
function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}
