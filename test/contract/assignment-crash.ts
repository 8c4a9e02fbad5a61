import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import { addAssigned, createAssigned } from '../support/assignment-reminders.ts';
import { killAll, startChild } from '../support/child.ts';
import { createRandom } from '../support/killed-process.ts';
import { childScript } from '../support/store-children.ts';
import type { CrashPlan } from './broadcast-crash.ts';
import type { PreparePlace } from '../support/crash-place.ts';
import type { BackupPlace } from './store-backup.ts';

const perRound = 12;

/** Reminders of assignments that are planned by processes which are killed with -9. `prepare` gives an empty place. */
export function assignmentCrashContract(name: string, { rounds, workers }: CrashPlan, prepare: PreparePlace): void {
  describe(`What assignees are told by processes that are killed: ${name}`, () => {
    let place: BackupPlace;
    beforeEach(() => {
      place = prepare();
    });
    afterEach(() => place.drop());

    it(
      `reaches each once, over ${rounds} kills`,
      async () => {
        const count = rounds * perRound;
        const filled = await openStore(place.options);
        await addAssigned(filled, count);
        await filled.close();
        const random = createRandom(29);
        for (let round = 0; round < rounds; round += 1) {
          const children = Array.from({ length: workers }, (_, index) =>
            startChild(childScript('assignment-planner'), { store: place.options, name: `w${round}x${index}` }),
          );
          await children[0]?.line('ready');
          // All may be told already, where the machine let a child before go far.
          await Promise.race(children.flatMap((child) => [child.line('reminded'), child.line('round')]));
          const until = performance.now() + random() * 15;
          while (performance.now() < until);
          await killAll(children);
        }

        const store = await openStore(place.options);
        await createAssigned(store, 'last', () => {}).planDue();
        const problems = await examine(store, count);
        await store.close();
        process.stdout.write(`${name}: ${rounds} kills of ${workers}, ${count} told, ${problems.length} wrong\n`);
        expect(problems).toEqual([]);
      },
      60_000 + rounds * 10_000,
    );
  });
}

async function examine(store: Store, count: number): Promise<string[]> {
  const told = await store.assignments.listReminders(0, count * 2);
  const sent = await store.deliveries.listByKey('assignment/');
  const planned = new Set(sent.map(({ id }) => id));
  const problems = told.flatMap(({ assignmentId, deliveryId }) =>
    deliveryId !== null && planned.has(deliveryId) ? [] : [`${assignmentId} is on record and was not told`],
  );
  const places = new Set(sent.map(({ conversationId }) => conversationId)).size;
  if (told.length !== count || sent.length !== count || places !== count)
    problems.push(`${told.length} on record, ${sent.length} messages to ${places} chats, of ${count}`);
  return problems;
}
