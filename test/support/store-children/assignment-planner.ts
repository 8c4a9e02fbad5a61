/** Plans what assignees are told, again and again, and says each time that one is. It is killed at any moment. */
import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../../src/adapters/store/store.ts';
import { createAssigned } from '../assignment-reminders.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name } = readTask();
const store = await openStore(options);
const { planDue } = createAssigned(store, name, () => print('reminded'));
print('ready');
for (;;) {
  await planDue();
  print('round');
  await setTimeout(20);
}
