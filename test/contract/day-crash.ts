import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import type { ReceptionDay } from '../../src/domain/reception-day.ts';
import type { Store } from '../../src/ports/store.ts';
import { killAll, startChild } from '../support/child.ts';
import type { PreparePlace } from '../support/crash-place.ts';
import { createRandom } from '../support/killed-process.ts';
import { childScript } from '../support/store-children.ts';
import { group, receptionRule } from '../support/store-builders.ts';
import type { CrashPlan } from './broadcast-crash.ts';
import type { BackupPlace } from './store-backup.ts';

const groups = 10;
const start = Date.parse('2026-11-23T00:00:00+08:00');
/** As fast as the clock of the children goes. */
const hastened = 36_000;

/** Reception days that come every day, led by processes that are killed with -9. `prepare` gives an empty place. */
export function dayCrashContract(name: string, { rounds, workers }: CrashPlan, prepare: PreparePlace): void {
  describe(`Reception days by processes that are killed: ${name}`, () => {
    let place: BackupPlace;
    beforeEach(() => {
      place = prepare();
    });
    afterEach(() => place.drop());

    it(
      `do each of their acts once, with every group told once, over ${rounds} kills`,
      async () => {
        await fill(place.options);
        const aheadMs = start / hastened - Date.now();
        const random = createRandom(11);
        let seen = 0;
        for (let round = 0; round < rounds; round += 1) {
          const children = Array.from({ length: workers }, (_, index) =>
            startChild(childScript('day-planner'), { store: place.options, aheadMs, name: `w${round}x${index}` }),
          );
          await Promise.race(children.map((child) => child.line('acted')));
          const [first] = children;
          await first?.printed(first.lines.length + Math.floor(random() * 10));
          const until = performance.now() + random() * 10;
          while (performance.now() < until);
          await killAll(children);
          seen += children.flatMap((child) => child.lines).filter((line) => line === 'acted').length;
        }

        const store = await openStore(place.options);
        const { days, acts, problems } = await examine(store);
        await store.close();
        process.stdout.write(
          `${name}: ${rounds} kills of ${workers}, ${days} days with ${acts} acts, ${problems.length} wrong\n`,
        );
        expect(problems).toEqual([]);
        expect(acts).toBeGreaterThanOrEqual(seen);
        expect(seen).toBeGreaterThanOrEqual(rounds);
      },
      60_000 + rounds * 5_000,
    );
  });
}

async function fill(options: BackupPlace['options']): Promise<void> {
  const store = await openStore(options);
  for (let number = 0; number < groups; number += 1)
    await store.conversations.setEnrolled(await group(store, `g${number}`), 1);
  await store.receptionRules.add(receptionRule('r1', { every: '* * *', nextDay: '2026-11-24', createdAt: start }));
  await store.close();
}

type Findings = { days: number; acts: number; problems: string[] };

/** A day follows from the rule once; each act is one step; what a step says was told is there once for each group. */
async function examine(store: Store): Promise<Findings> {
  const days = await store.receptionDays.page({ status: null, after: null, limit: 100_000 });
  const problems: string[] = [];
  let acts = 0;
  const dates = days.map(({ date }) => date).toSorted();
  if (new Set(dates).size !== dates.length) problems.push('a date is there twice');
  for (const day of days) {
    const steps = await store.receptionDays.steps(day.id);
    acts += steps.length - 1;
    const actions = steps.map(({ action }) => action);
    if (new Set(actions).size !== actions.length) problems.push(`${day.id} did something twice: ${actions.join()}`);
    if (steps.length !== day.version) problems.push(`${day.id} has ${steps.length} steps at version ${day.version}`);
    const told = steps.filter(({ note }) => note?.includes('通知 ') ?? false).length;
    problems.push(...(await wrongRows(store, day, told)));
  }
  return { days: days.length, acts, problems };
}

async function wrongRows(store: Store, { id }: ReceptionDay, told: number): Promise<string[]> {
  const rows = await store.deliveries.listByKey(`broadcast/day/${id}/`);
  const keys = new Set(rows.map(({ broadcastId, conversationId }) => `${broadcastId} ${conversationId}`));
  if (rows.length === told * groups && keys.size === rows.length) return [];
  return [`${id} has ${rows.length} deliveries for ${told} messages to ${groups} groups`];
}
