import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import { receivedFileMs } from '../../src/domain/file.ts';
import type { Store } from '../../src/ports/store.ts';
import { killAll, startChild } from '../support/child.ts';
import { createRandom } from '../support/killed-process.ts';
import { childScript } from '../support/store-children.ts';
import { createRequester } from '../support/requester.ts';
import { group } from '../support/store-builders.ts';
import type { PreparePlace } from '../support/crash-place.ts';
import type { BackupPlace } from './store-backup.ts';

const groups = 30;

/** Requests with a key, sent twice at once to each of two processes that are killed with -9, and once more afterwards. */
export function sendOnceCrashContract(name: string, rounds: number, prepare: PreparePlace): void {
  describe(`Requests to processes that are killed: ${name}`, () => {
    let place: BackupPlace;
    beforeEach(() => {
      place = prepare();
    });
    afterEach(() => place.drop());

    it(
      `are carried out once for each key, whole, over ${rounds} kills`,
      async () => {
        await inviteAll(place.options);
        const random = createRandom(23);
        const lines: string[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const task = { store: place.options, name: `r${round}` };
          const children = [0, 1].map(() => startChild(childScript('requester'), task));
          const [first] = children;
          await first?.line('answered');
          await first?.printed(first.lines.length + 1 + Math.floor(random() * 6));
          const until = performance.now() + random() * 12;
          while (performance.now() < until);
          await killAll(children);
          lines.push(...children.flatMap((child) => child.lines));
        }

        const store = await openStore(place.options);
        const { sent, problems } = await examine(store, lines);
        await store.close();

        process.stdout.write(`${name}: ${rounds} kills of 2, ${sent} keys, ${problems.length} lost, double or half\n`);
        expect(problems).toEqual([]);
        expect(sent).toBeGreaterThanOrEqual(rounds);
      },
      60_000 + rounds * 5_000,
    );
  });
}

async function inviteAll(options: BackupPlace['options']): Promise<void> {
  const store = await openStore(options);
  for (let number = 0; number < groups; number += 1)
    await store.conversations.setEnrolled(await group(store, `g${number}`), 1);
  await store.close();
}

/** Sends every request again, as whoever got no answer does, and compares the ledger with what was answered before. */
async function examine(store: Store, lines: readonly string[]): Promise<{ sent: number; problems: string[] }> {
  const wordsOf = (verb: string): string[][] =>
    lines.filter((line) => line.startsWith(`${verb} `)).map((line) => line.split(' ').slice(1));
  const keys = [...new Set(wordsOf('sending').map(([key = '']) => key))];
  const send = createRequester(store);
  const idOf = new Map<string, string>();
  for (const key of keys) idOf.set(key, (await send(key)).id);

  const all = await store.broadcasts.list(10_000);
  // What was uploaded only is gone by then.
  await store.files.removeExpired(Date.now() + 2 * receivedFileMs);
  const files = await Promise.all(all.map(async ({ file }) => (await store.files.read(file?.id ?? ''))?.name));
  const rows = await store.deliveries.listByKey('broadcast/');
  const timesOf = (text: string): number => all.filter((one) => one.text === text).length;
  const rowsOf = (id: string): number => rows.filter(({ broadcastId }) => broadcastId === id).length;
  const problems = [
    ...keys.filter((key) => timesOf(key) !== 1).map((key) => `${key} was planned ${timesOf(key)} times`),
    ...wordsOf('twice').map(([key]) => `${key} was answered with two broadcasts`),
    ...wordsOf('answered')
      .filter(([key = '', id]) => idOf.get(key) !== id)
      .map(([key]) => `${key} is another broadcast after the kill`),
    ...all.filter(({ text }, place) => files[place] !== `${text}.txt`).map(({ text }) => `${text} has not its file`),
    ...all.filter(({ id }) => rowsOf(id) !== groups).map(({ id, text }) => `${text} has ${rowsOf(id)} groups`),
  ];
  return { sent: keys.length, problems };
}
