/** Plans the reminders that are due, again and again, and says each time that one is. It is killed at any moment. */
import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../../src/adapters/store/store.ts';
import { createReminders } from '../reminders.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name } = readTask();
const store = await openStore(options);
const { planDue } = createReminders(store, name, () => print('reminded'));
print('ready');
for (;;) {
  await planDue();
  print('round');
  await setTimeout(20);
}
