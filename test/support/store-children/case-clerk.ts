/** Takes down what members said, or accepts the case it is told of, and dies where it is told to. */
import { openStore } from '../../../src/adapters/store/store.ts';
import { createCaseClerk } from '../case-clerk.ts';
import { createDyingStore } from '../dying-store.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name, accepts, dieAt } = readTask();
const store = await openStore(options);
const clerk = createCaseClerk(createDyingStore(store, dieAt), name);
if (accepts === '') await clerk.settle();
else await clerk.accept(accepts);
print('through');
await store.close();
