/**
 * Plans the occurrences of all series as their times come, again and again, and says after each round how far it is. With
 * `edits` it gives the series another text meanwhile, every second time for what waits too. An hour of its
 * clock is half a second. It is killed at any moment.
 */
import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../../src/adapters/store/store.ts';
import { loadHolidays } from '../../../src/features/broadcasts/holidays.ts';
import { editSeries } from '../../../src/features/broadcasts/series-edit.ts';
import { createSeriesPlan } from '../../../src/features/broadcasts/series-plan.ts';
import { createNotingLog } from '../noting-log.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name, aheadMs, edits } = readTask();
const hastened = 7_200;
/** Where the clock begins is told as what is to be added to it. */
const clock = { now: () => (Date.now() + aheadMs) * hastened };
let ids = 0;

const store = await openStore({ ...options, now: clock.now });
const shared = { store, clock, timeZone: 'Asia/Shanghai', quietHours: null, holidays: loadHolidays };
const plan = createSeriesPlan({
  ...shared,
  log: createNotingLog(),
  newId: () => `${name}-${(ids += 1)}`,
  channels: new Map(),
  onPlanned: () => print('planned'),
});

async function editOnAndOn(): Promise<void> {
  for (let round = 0; ; round += 1) {
    const text = `${name} 第 ${round} 稿`;
    await editSeries(shared, '1', { changes: { text }, by: name, withWaiting: round % 2 === 1 });
    print('edited');
    await setTimeout(10);
  }
}

async function planOnAndOn(): Promise<void> {
  for (;;) {
    await plan.planDue();
    print('round');
    await setTimeout(2);
  }
}

await Promise.all([planOnAndOn(), ...(edits ? [editOnAndOn()] : [])]);
