/** Opens the store, stores one message of its own and ends. */
import { openStore } from '../../../src/adapters/store/store.ts';
import { message } from '../store-builders.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name } = readTask();
const store = await openStore(options);
const { fresh } = await store.messages.accept(message(name), 1);
await store.close();
print(`stored ${fresh}`);
