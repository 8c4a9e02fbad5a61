/**
 * Sends broadcasts to all groups as a browser does that is clicked twice: each request twice at once, with one key, and
 * prints each step. Another process sends the same. It is killed at any moment.
 */
import { openStore } from '../../../src/adapters/store/store.ts';
import { createRequester } from '../requester.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name } = readTask();
const send = createRequester(await openStore({ ...options, now: Date.now }));
print('ready');
for (let number = 0; ; number += 1) {
  const key = `${name}x${number}`;
  print(`sending ${key}`);
  const [one, two] = await Promise.all([send(key), send(key)]);
  print(`answered ${key} ${one.id}`);
  if (one.id !== two.id) print(`twice ${key}`);
}
