/** Holds the lock of a data folder until it is killed; `name` is the folder. */
import { setInterval } from 'node:timers';
import { holdServerLock } from '../../../src/adapters/store/server-lock.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

holdServerLock(readTask().name);
print('held');
setInterval(() => {}, 60_000);
