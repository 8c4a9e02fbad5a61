import { DateTime } from 'luxon';
import { AppError } from './errors.ts';

/** A calendar day `YYYY-MM-DD` in the association's time zone. */
export type Day = string;

/** The day an instant (epoch ms) falls on in `timeZone`. */
export function dayOf(instant: number, timeZone: string): Day {
  return DateTime.fromMillis(instant, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

/** Epoch ms of a wall-clock time `HH:MM` on a day; a time that a DST gap skips moves forward. */
export function instantAt(day: Day, time: string, timeZone: string): number {
  return DateTime.fromISO(`${day}T${time}`, { zone: timeZone }).toMillis();
}

export function addDays(day: Day, days: number): Day {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
}

/** Days from one to the other, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days;
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: Day): number {
  return DateTime.fromISO(day, { zone: 'utc' }).weekday;
}

/** True for a real calendar day; `2026-02-30` is none. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** An instant as it is told to programs, in UTC. */
export function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}

export function isoOrNull(instant: number | null): string | null {
  return instant === null ? null : isoOf(instant);
}

/** A day as people write it; `what` they call it. Throws `usage/invalid` for anything else. */
export function readDay(text: string, what = '日期'): Day {
  if (isDay(text)) return text;
  throw new AppError('usage/invalid', `${what}应写成 YYYY-MM-DD，收到 “${text}”。`);
}

/** Epoch ms of an ISO time, or of `YYYY-MM-DD HH:MM` in `timeZone`; null when it is none of these, or a day alone. */
export function readInstant(text: string, timeZone: string): number | null {
  const written = text.trim().replace(/^(\d{4}-\d{2}-\d{2}) +(?=\d)/, '$1T');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(written)) return null;
  const read = DateTime.fromISO(written, { zone: timeZone });
  return read.isValid ? read.toMillis() : null;
}

/** `2026-11-23 08:00` in `timeZone`, for people to read. */
export function formatInstant(instant: number, timeZone: string): string {
  return DateTime.fromMillis(instant, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
}

/**
 * `2026-11-23 08:00` as `formatInstant`, or the day alone for midnight to the millisecond: what came from a register on
 * paper or without a name is kept to the day, and no clock is made up for it.
 */
export function formatRecorded(instant: number, timeZone: string): string {
  const isKeptToTheDay = instant === instantAt(dayOf(instant, timeZone), '00:00', timeZone);
  return isKeptToTheDay ? dayOf(instant, timeZone) : formatInstant(instant, timeZone);
}

/** Wall-clock times `HH:MM`; `until` before `from` means over midnight. */
export type DayWindow = { from: string; until: string };

/** `from` belongs to the window, `until` does not. */
export function isWithin(time: string, window: DayWindow): boolean {
  if (window.from <= window.until) return window.from <= time && time < window.until;
  return time >= window.from || time < window.until;
}

/** Wall-clock time `HH:MM` of an instant. */
export function timeOf(instant: number, timeZone: string): string {
  return DateTime.fromMillis(instant, { zone: timeZone }).toFormat('HH:mm');
}
