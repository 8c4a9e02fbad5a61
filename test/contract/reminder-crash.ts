import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import { killAll, startChild } from '../support/child.ts';
import { createRandom } from '../support/killed-process.ts';
import { childScript } from '../support/store-children.ts';
import { addAsking, createReminders, reachable } from '../support/reminders.ts';
import type { CrashPlan } from './broadcast-crash.ts';
import type { PreparePlace } from '../support/crash-place.ts';
import type { BackupPlace } from './store-backup.ts';

const perRound = 12;

/** Reminders that are planned by processes which are killed with -9. `prepare` gives an empty place. */
export function reminderCrashContract(name: string, { rounds, workers }: CrashPlan, prepare: PreparePlace): void {
  describe(`Reminders by processes that are killed: ${name}`, () => {
    let place: BackupPlace;
    beforeEach(() => {
      place = prepare();
    });
    afterEach(() => place.drop());

    it(
      `go once to everybody who can be written to, and once to the secretary, over ${rounds} kills`,
      async () => {
        const broadcasts = rounds * perRound;
        const filled = await openStore(place.options);
        await addAsking(filled, broadcasts);
        await filled.close();
        const random = createRandom(13);
        let seen = 0;
        for (let round = 0; round < rounds; round += 1) {
          const children = Array.from({ length: workers }, (_, index) =>
            startChild(childScript('reminder-planner'), { store: place.options, name: `w${round}x${index}` }),
          );
          await children[0]?.line('ready');
          await Promise.race(children.map((child) => child.line('reminded')));
          const until = performance.now() + random() * 15;
          while (performance.now() < until);
          await killAll(children);
          seen += children.flatMap((child) => child.lines).filter((line) => line === 'reminded').length;
        }

        const store = await openStore(place.options);
        await createReminders(store, 'last', () => {}).planDue();
        const problems = await examine(store, broadcasts);
        await store.close();
        process.stdout.write(
          `${name}: ${rounds} kills of ${workers}, ${seen} reminded before, ${problems.length} wrong\n`,
        );
        expect(problems).toEqual([]);
        expect(seen).toBeGreaterThanOrEqual(rounds);
      },
      60_000 + rounds * 10_000,
    );
  });
}

async function examine(store: Store, broadcasts: number): Promise<string[]> {
  const problems: string[] = [];
  for (let number = 0; number < broadcasts; number += 1) {
    const id = `b${number}`;
    const found = await store.broadcasts.find(id);
    const sent = await store.deliveries.listByKey(`reminder/${id}/`);
    const staff = sent.filter(({ reminds }) => reminds === null).length;
    const places = new Set(sent.map(({ conversationId }) => conversationId)).size;
    if (found?.reminder?.outcome !== 'planned') problems.push(`${id} was not reminded of`);
    if (staff !== 1 || sent.length !== reachable + 1 || places !== sent.length)
      problems.push(`${id} has ${sent.length} reminders for ${places} people, ${staff} of them for staff`);
  }
  return problems;
}
