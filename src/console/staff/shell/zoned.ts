import dayjs, { type Dayjs } from 'dayjs';
import { timeZone } from './meta.ts';

/**
 * What a picker shows is the clock of the association, wherever the browser is: its digits are taken, and the zone of the
 * association gives the instant. ISO in UTC.
 */
export function instantOf(picked: Dayjs): string {
  const digits = Date.parse(`${picked.format('YYYY-MM-DDTHH:mm')}:00Z`);
  // The offset at the instant itself; twice, for the hours beside a change of the clock.
  const guess = digits - offsetAt(digits);
  return new Date(digits - offsetAt(guess)).toISOString();
}

/** An instant as a picker of the association's clock holds it. */
export function pickedOf(iso: string): Dayjs {
  const at = Date.parse(iso);
  return dayjs(new Date(at + offsetAt(at)).toISOString().slice(0, 16));
}

/** Milliseconds the association's clock is ahead of UTC. */
function offsetAt(at: number): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timeZone() || 'Asia/Shanghai',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '00';
  const clock = `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`;
  return Date.parse(clock) - Math.floor(at / 1_000) * 1_000;
}
