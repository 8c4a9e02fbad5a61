/**
 * Uploads a file and another version of it, and is killed at one step of the second; `platform` is the folder they go to,
 * `aheadMs` the step. It prints how many steps there were when it lives through them.
 */
import { openStore } from '../../../src/adapters/store/store.ts';
import { createUploader } from '../uploader.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name, platform, aheadMs: last } = readTask();
const store = await openStore({ ...options, now: Date.now });
await createUploader(store, platform)('again.md', `${name}a`);
print('first');
let steps = 0;
const bring = createUploader(store, platform, () => {
  if (steps === last) process.kill(process.pid, 'SIGKILL');
  steps += 1;
});
await bring('again.md', `${name}b`);
print(`steps ${steps}`);
await store.close();
