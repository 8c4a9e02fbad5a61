import { expect, it } from 'vitest';
import { addDays } from '../../../src/base/calendar.ts';
import { readCalendar } from '../../../src/features/integrity/calendar.ts';
import { createDailyPlan } from '../../../src/features/integrity/plan.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { openTempStore } from '../../support/temp-store.ts';

const timeZone = 'Asia/Shanghai';
const library = {
  read: async () =>
    ['甲', '乙', '丙', '丁', '戊', '己'].map((text) => ({
      id: text,
      theme: '自律',
      text,
      occasion: null,
      source: null,
    })),
};

it('tells nothing of days that nobody got, and of today what will be sent', async () => {
  const clock = createHandClock('2026-11-27T06:00:00+08:00');
  const { store } = await openTempStore(clock);
  const occasions = async () => (): string[] => [];
  const deps = { store, library, occasions, clock, timeZone };
  const plan = createDailyPlan({
    ...deps,
    log: createNotingLog(),
    window: { from: '08:00', until: '12:00' },
    newId: () => 'id',
    onPlanned() {},
  });

  const days = await readCalendar(
    { ...deps, isWorkday: async () => () => true },
    { from: addDays('2026-11-27', -3), days: 6 },
  );

  expect(days.map(({ date }) => date.slice(-2))).toEqual(['24', '25', '26', '27', '28', '29']);
  expect(days.slice(0, 3).map(({ text }) => text)).toEqual([null, null, null]);
  expect((await plan.messageOf('2026-11-27'))?.text).toContain(days[3]?.text ?? 'nothing');
  expect(new Set(days.slice(3).map(({ text }) => text)).size).toBe(3);
});
