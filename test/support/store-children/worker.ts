/**
 * Does the whole way of a message again and again, and prints each step once it is done: store it, make a case and a
 * reply of it in one transaction, send the reply. It is killed at any moment, so it goes on where the store stands.
 */
import { appendFileSync } from 'node:fs';
import { hasCode } from '../../../src/base/errors.ts';
import { openStore } from '../../../src/adapters/store/store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { delivery, message, newCase } from '../store-builders.ts';
import { readTask } from './options.ts';
import { print } from './print.ts';

const GROUPS = 3;
const { store: options, name: owner, platform, alone } = readTask();
const leaseMs = 300;

const store = await openStore(options);
if (alone) await store.messages.releaseAllConversations();
await store.deliveries.recover({ now: Date.now(), all: alone, idempotentChannels: [] });
print('ready');
for (let number = 0; ; number += 1) {
  const key = `${owner}-${number}`;
  await store.messages.accept(message(key, { group: `g${number % GROUPS}` }), 1);
  print(`stored ${key}`);
  await handle(store);
  await send(store);
}

async function handle(store: Store): Promise<void> {
  const id = await store.messages.claimConversation({ owner, now: Date.now(), leaseMs });
  if (id === null) return;
  for (const waiting of await store.messages.listWaiting(id, 10)) {
    if (!(await store.messages.extendConversation(id, { owner, now: Date.now(), leaseMs }))) return;
    const recorded = await record(store, { conversationId: id, messageId: waiting.id });
    if (recorded !== null) print(`case ${recorded.no} ${waiting.id}`);
  }
  await store.messages.releaseConversation(id, owner);
}

/** Null when its lease ran out over it, as on a slow disk, and another worker was faster: then nothing of it is stored. */
async function record(store: Store, of: { conversationId: string; messageId: number }): Promise<{ no: string } | null> {
  try {
    return await store.transaction(async (records) => {
      const made = await records.cases.record(newCase(of.messageId));
      await records.messages.finish(of.messageId, 'answered');
      await records.deliveries.add([delivery(`d${of.messageId}`, of.conversationId)], Date.now());
      return made;
    });
  } catch (error) {
    if (hasCode(error, 'record/conflict')) return null;
    throw error;
  }
}

/** The line in the file stands for the message on the platform: it cannot be taken back. */
async function send(store: Store): Promise<void> {
  const lease = { owner, now: Date.now(), leaseMs };
  await store.deliveries.recover({ now: lease.now, all: false, idempotentChannels: [] });
  for (const { id } of await store.deliveries.claim(lease, { limit: 5, channels: ['web'] })) {
    if (!(await store.deliveries.markSending(id, owner, Date.now()))) continue;
    appendFileSync(platform, `${id}\n`);
    if (await store.deliveries.markSent(id, owner, { at: Date.now(), platformMessageId: id })) print(`sent ${id}`);
  }
}
