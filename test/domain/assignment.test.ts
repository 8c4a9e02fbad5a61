import { describe, expect, it } from 'vitest';
import { dayOf, instantAt, weekdayOf } from '../../src/base/calendar.ts';
import { nextStageAt, type ReminderStage, stageDue, stageTimes } from '../../src/domain/assignment.ts';

const timeZone = 'Asia/Shanghai';
const hours = {
  isWorkday: (day: string) => weekdayOf(day) <= 5,
  startOf: (day: string) => instantAt(day, '09:00', timeZone),
  dayOf: (instant: number) => dayOf(instant, timeZone),
};
const at = (day: string, time = '09:00'): number => instantAt(day, time, timeZone);
const given = at('2026-11-23', '10:00');

/** What is told at each of some instants, when each of them is looked at in turn. */
function toldAt(dueDay: string | null, assignedAt: number, instants: readonly number[]): (ReminderStage | null)[] {
  const stages = stageTimes({ dueDay, assignedAt }, hours);
  let next: number | null = assignedAt;
  return instants.map((now) => {
    if (next === null || next > now) return null;
    const stage = stageDue(stages, next, now);
    next = nextStageAt(stages, now);
    return stage;
  });
}

describe('what an assignee is told', () => {
  it('is that it is theirs, then the working day before, on the day, and the working day after to the lead', () => {
    const stages = stageTimes({ dueDay: '2026-11-30', assignedAt: given }, hours);

    expect(stages.map((one) => [one.stage, one.at])).toEqual([
      ['assigned', given],
      ['before', at('2026-11-27')],
      ['on', at('2026-11-30')],
      ['overdue', at('2026-12-01')],
    ]);
    expect(toldAt('2026-11-30', given, [given, at('2026-11-26'), at('2026-11-27'), at('2026-11-30')])).toEqual([
      'assigned',
      null,
      'before',
      'on',
    ]);
  });

  it('is only the news where no day is set, or it is due at once', () => {
    expect(toldAt(null, given, [given, at('2027-01-01')])).toEqual(['assigned', null]);
    const evening = [given, at('2026-11-23', '18:00'), at('2026-11-24'), at('2026-11-25')];
    expect(toldAt('2026-11-23', given, evening)).toEqual(['assigned', null, 'overdue', null]);
    expect(toldAt('2026-11-24', given, evening)).toEqual(['assigned', null, 'on', 'overdue']);
  });

  it('is the last that is still worth telling after the bot was away', () => {
    expect(toldAt('2026-11-30', given, [at('2026-11-28')])).toEqual(['before']);
    expect(toldAt('2026-11-30', given, [at('2026-11-30', '20:00')])).toEqual(['on']);
    expect(toldAt('2026-11-30', given, [given, at('2026-12-20'), at('2026-12-21')])).toEqual([
      'assigned',
      'overdue',
      null,
    ]);
  });

  it('is overdue at once when the day had passed before it was given', () => {
    const late = stageTimes({ dueDay: '2026-11-20', assignedAt: given }, hours);
    expect(stageDue(late, given, given)).toBe('overdue');
  });
});
