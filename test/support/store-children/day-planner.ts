/**
 * Lets reception days live, again and again, and says after each round how far it is. A day of its clock is two
 * seconds. It is killed at any moment.
 */
import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../../src/adapters/store/store.ts';
import { createDayNotices } from '../../../src/app/day-notices.ts';
import { createDayPlan } from '../../../src/features/reception/days-plan.ts';
import { createNotingLog } from '../noting-log.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name, aheadMs } = readTask();
/** Where the clock begins is told as what is to be added to it. */
const hastened = 36_000;
const clock = { now: () => (Date.now() + aheadMs) * hastened };
let ids = 0;

const store = await openStore({ ...options, now: clock.now });
const shared = { store, clock, timeZone: 'Asia/Shanghai', quietHours: null, channels: new Map() };
const plan = createDayPlan({
  ...shared,
  log: createNotingLog(),
  isWorkday: async () => () => true,
  notices: createDayNotices({ ...shared, newId: () => `${name}-${(ids += 1)}` }),
  onPlanned: () => print('acted'),
});

for (;;) {
  await plan.planDue();
  print('round');
  await setTimeout(2);
}
