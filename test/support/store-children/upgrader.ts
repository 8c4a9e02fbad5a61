/** Opens an old store and dies of -9 within the upgrade, after so many of its migrations (`dieAt`). */
import { openDatabase } from '../../../src/adapters/store/database.ts';
import { migrations } from '../../../src/adapters/store/migrations/list.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, dieAt } = readTask();
let done = 0;
const dying = migrations.map(({ name, up }) => ({
  name,
  async up(...given: Parameters<typeof up>) {
    await up(...given);
    done += 1;
    if (done !== dieAt) return;
    print(`died after ${name}`);
    process.kill(process.pid, 'SIGKILL');
    // The signal comes in a moment, and nothing may happen before it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
}));
const database = await openDatabase(options, dying);
await database.close();
print(`done ${done}`);
