/**
 * Orders broadcasts to all groups in a private chat and confirms them, again and again, and prints each step. It is
 * killed at any moment, so it first handles what the one before it left.
 */
import { openStore } from '../../../src/adapters/store/store.ts';
import type { NewFile } from '../../../src/domain/file.ts';
import { createOrdering } from '../ordering.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const { store: options, name, aheadMs } = readTask();
/** People do not write so fast; the inbox would stop listening to them. */
const stepMs = 10_000;
let said = 0;
const clock = { now: () => Date.now() + aheadMs + said * stepMs };

const store = await openStore({ ...options, now: clock.now });
await store.messages.releaseAllConversations();
const { say, settle } = createOrdering({ store, clock, owner: name });
await settle();
print('ready');
for (let number = 0; ; number += 1) {
  const text = `通知${name}x${number}`;
  await say(`${name}-${(said += 1)}`, `/群发 全部 ${text}`, fileOf(text));
  await settle();
  print('shown');
  await say(`${name}-${(said += 1)}`, '确认');
  print(`confirmed ${text}`);
  await settle();
  print('planned');
}

/** Each has its own, named after what it goes with. */
function fileOf(text: string): NewFile {
  return { name: `${text}.txt`, mime: 'text/plain', bytes: new TextEncoder().encode(text) };
}
