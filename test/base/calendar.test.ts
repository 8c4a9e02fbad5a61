import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, readInstant } from '../../src/base/calendar.ts';

describe('days between', () => {
  it.each([
    ['2026-11-26', '2026-11-26', 0],
    ['2026-11-26', '2026-11-27', 1],
    ['2026-12-31', '2027-01-01', 1],
    ['2028-02-28', '2028-03-01', 2],
    ['2026-01-01', '2027-01-01', 365],
    ['2026-11-27', '2026-11-26', -1],
  ])('%s and %s are %i, and lead back', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
    expect(addDays(from, days)).toBe(to);
  });
});

const read = (text: string): string | null => {
  const instant = readInstant(text, 'Asia/Shanghai');
  return instant === null ? null : new Date(instant).toISOString();
};

describe('a written time', () => {
  it.each([
    ['2026-11-27 09:30', '2026-11-27T01:30:00.000Z'],
    [' 2026-11-27  09:30 ', '2026-11-27T01:30:00.000Z'],
    ['2026-11-27T09:30:15', '2026-11-27T01:30:15.000Z'],
    ['2026-11-27T09:30:00Z', '2026-11-27T09:30:00.000Z'],
    ['2026-11-27T09:30+09:00', '2026-11-27T00:30:00.000Z'],
  ])('%s is an instant in the zone of the association', (text, iso) => {
    expect(read(text)).toBe(iso);
  });

  it.each([
    '',
    '2026-11-27',
    '09:30',
    '2026-02-30 09:30',
    '2026-11-27 25:00',
    '明天',
    '2026-11-27 9:30',
    '1764207000000',
  ])('is not what “%s” is', (text) => {
    expect(read(text)).toBeNull();
  });
});
