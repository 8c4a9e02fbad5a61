import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../../src/base/calendar.ts';
import { reminderTime } from '../../../src/features/broadcasts/reminder-time.ts';

const timeZone = 'Asia/Shanghai';
const quiet = { quietHours: { from: '21:30', until: '07:30' }, timeZone };

function timeOf(at: string, until: string, hours: typeof quiet | { quietHours: null; timeZone: string } = quiet) {
  const instants = { at: Date.parse(`2026-11-${at}+08:00`), until: Date.parse(`2026-11-${until}+08:00`) };
  const time = reminderTime(instants, hours);
  return time === null ? null : formatInstant(time, timeZone);
}

describe('the time of a reminder', () => {
  it('is a day before the deadline', () => {
    expect(timeOf('23T09:00', '26T18:00')).toBe('2026-11-25 18:00');
  });

  it('is in the middle where the whole time is shorter', () => {
    expect(timeOf('23T09:00', '24T09:00')).toBe('2026-11-23 21:00');
    expect(timeOf('23T09:00', '23T11:00')).toBe('2026-11-23 10:00');
  });

  it('is after the quiet hours it falls into', () => {
    expect(timeOf('23T09:00', '27T23:00')).toBe('2026-11-27 07:30');
    expect(timeOf('23T09:00', '27T03:00')).toBe('2026-11-26 07:30');
  });

  it('is before them where the deadline falls into them too', () => {
    expect(timeOf('23T20:00', '24T05:00')).toBe('2026-11-23 21:15');
  });

  it('is never where there is no time between', () => {
    expect(timeOf('23T21:20', '24T05:00')).toBeNull();
    expect(timeOf('23T22:00', '24T05:00')).toBeNull();
    expect(timeOf('23T22:00', '24T05:00', { quietHours: null, timeZone })).toBe('2026-11-24 01:30');
  });
});
