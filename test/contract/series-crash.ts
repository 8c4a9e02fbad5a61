import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { occurrenceId } from '../../src/domain/series.ts';
import type { Store } from '../../src/ports/store.ts';
import type { PreparePlace } from '../support/crash-place.ts';
import { killAll, startChild } from '../support/child.ts';
import { createRandom } from '../support/killed-process.ts';
import { childScript } from '../support/store-children.ts';
import { group, series } from '../support/store-builders.ts';
import type { CrashPlan } from './broadcast-crash.ts';
import type { BackupPlace } from './store-backup.ts';

const groups = 30;
const hour = 3_600_000;
const start = Date.parse('2026-11-23T00:00:00+08:00');
/** As fast as the clock of the children goes. A busy machine may be a minute behind: a week of it is more. */
const hastened = 7_200;

/** A series that comes each hour, planned by processes that are killed with -9. `prepare` gives an empty place. */
export function seriesCrashContract(name: string, { rounds, workers }: CrashPlan, prepare: PreparePlace): void {
  describe(`A series by processes that are killed: ${name}`, () => {
    let place: BackupPlace;
    beforeEach(() => {
      place = prepare();
    });
    afterEach(() => place.drop());

    it.each([
      ['has each of its times once, with all groups', false],
      ['is edited meanwhile, and each of its times is in one text for all groups', true],
    ] as const)(
      `%s, over ${rounds} kills`,
      async (title, edits) => {
        await fill(place.options);
        const aheadMs = start / hastened - Date.now();
        const random = createRandom(7);
        for (let round = 0; round < rounds; round += 1) {
          const task = { store: place.options, aheadMs, alone: workers === 1, edits };
          const children = Array.from({ length: workers }, (_, index) =>
            startChild(childScript('series-planner'), { ...task, name: `w${round}x${index}` }),
          );
          const [first] = children;
          await first?.line('planned');
          if (edits) await first?.line('edited');
          await first?.printed(first.lines.length + Math.floor(random() * 20));
          const until = performance.now() + random() * 5;
          while (performance.now() < until);
          await killAll(children);
        }

        const store = await openStore(place.options);
        const { times, texts, edited, problems } = await examine(store);
        await store.close();
        process.stdout.write(
          `${name}: ${rounds} kills of ${workers}, ${times} times in ${texts} texts, ${problems.length} wrong: ${title}\n`,
        );
        expect(problems).toEqual([]);
        // Each round waits for one that is planned, and an edit may have given all that wait one text again.
        expect(times).toBeGreaterThanOrEqual(rounds);
        expect(edited).toBe(edits);
      },
      60_000 + rounds * 5_000,
    );
  });
}

async function fill(options: BackupPlace['options']): Promise<void> {
  const store = await openStore(options);
  for (let number = 0; number < groups; number += 1) {
    await store.conversations.setEnrolled(await group(store, `g${number}`), 1);
  }
  await store.series.add(series('1', { cron: '0 * * * *', windowMs: 12 * hour, nextAt: start }));
  await store.close();
}

type Findings = { times: number; texts: number; edited: boolean; problems: string[] };

/** Every hour from the first to the next is a broadcast with one delivery a group, and nothing else is there. */
async function examine(store: Store): Promise<Findings> {
  const { nextAt, text: last } = (await store.series.find('1')) ?? series('1');
  const hours = Array.from({ length: ((nextAt ?? start) - start) / hour }, (_, index) => start + index * hour);
  const broadcasts = await store.broadcasts.list(100_000);
  const known = new Map(broadcasts.map(({ id, text }) => [id, text]));
  const expected = new Set(hours.map((at) => occurrenceId('1', at)));
  const problems = [
    ...[...expected].filter((id) => !known.has(id)).map((id) => `${id} is missing`),
    ...[...known.keys()].filter((id) => !expected.has(id)).map((id) => `${id} came too early`),
  ];
  for (const [id, text] of known) {
    const rows = await store.deliveries.listOf(id);
    const places = new Set(rows.map(({ conversationId }) => conversationId)).size;
    if (rows.length !== groups || places !== groups) problems.push(`${id} has ${rows.length} for ${places} groups`);
    if (rows.some((row) => row.text !== text)) problems.push(`${id} is in several texts`);
  }
  return { times: hours.length, texts: new Set(known.values()).size, edited: last !== series('1').text, problems };
}
