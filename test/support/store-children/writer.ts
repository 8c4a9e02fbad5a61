/** Stores message after message until it is stopped, and prints each key once it is stored. */
import { openStore } from '../../../src/adapters/store/store.ts';
import { message } from '../store-builders.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name } = readTask();
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const store = await openStore(options);
for (let number = 0; !stop.signal.aborted; number += 1) {
  const { messageId } = await store.messages.accept(message(`${name}-${number}`), number);
  print(`${number} ${messageId}`);
}
await store.close();
