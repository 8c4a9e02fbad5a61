import { answeredAt, timeZone } from './meta.ts';

type Style = 'minute' | 'day' | 'clock' | 'weekday';

const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  minute: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { year: 'numeric', month: '2-digit', day: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  weekday: { month: 'long', day: 'numeric', weekday: 'long' },
};
const formats = new Map<Style, Intl.DateTimeFormat>();

/** An instant as the association's clocks show it; `—` where there is none. */
export function showTime(iso: string | null, style: Style = 'minute'): string {
  if (iso === null) return '—';
  return formatOf(style).format(new Date(iso)).replaceAll('/', '-');
}

/** As `showTime`; what a register on paper or nobody's name keeps to the day has no time of the day. */
export function showRecorded(iso: string | null): string {
  if (iso === null) return '—';
  const isKeptToTheDay = showTime(iso, 'clock') === '00:00' && Date.parse(iso) % 60_000 === 0;
  return showTime(iso, isKeptToTheDay ? 'day' : 'minute');
}

/** Epoch ms by the clock of the server: that of an office computer may be wrong. */
export function now(): number {
  const ahead = Date.parse(answeredAt()) - performance.timeOrigin;
  return Date.now() + (Number.isNaN(ahead) ? 0 : ahead);
}

/** YYYY-MM-DD in the association's zone. */
export function today(): string {
  return showTime(new Date(now()).toISOString(), 'day');
}

function formatOf(style: Style): Intl.DateTimeFormat {
  const known = formats.get(style);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('zh-CN', { ...styles[style], timeZone: timeZone() || 'Asia/Shanghai' });
  formats.set(style, made);
  return made;
}
