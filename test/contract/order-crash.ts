import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import type { PreparePlace } from '../support/crash-place.ts';
import { killAll, startChild } from '../support/child.ts';
import { createRandom } from '../support/killed-process.ts';
import { childScript } from '../support/store-children.ts';
import { createOrdering, secretary } from '../support/ordering.ts';
import { group, user } from '../support/store-builders.ts';
import type { BackupPlace } from './store-backup.ts';

const groups = 30;
const hourMs = 3_600_000;

/** Broadcasts that are ordered in chat by a process which is killed with -9 around the moment of 确认. */
export function orderCrashContract(name: string, rounds: number, prepare: PreparePlace): void {
  describe(`Broadcasts ordered from a process that is killed: ${name}`, () => {
    let place: BackupPlace;
    beforeEach(() => {
      place = prepare();
    });
    afterEach(() => place.drop());

    it(
      `are planned once for every 确认 that was taken, whole, over ${rounds} kills`,
      async () => {
        await inviteAll(place.options);
        const random = createRandom(11);
        const confirmed: string[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const task = { store: place.options, name: `r${round}`, aheadMs: round * hourMs };
          const child = startChild(childScript('orderer'), task);
          await child.line('planned');
          await child.printed(child.lines.length + 1 + Math.floor(random() * 6));
          const until = performance.now() + random() * 12;
          while (performance.now() < until);
          await killAll([child]);
          confirmed.push(...child.lines.filter((line) => line.startsWith('confirmed ')).map((line) => line.slice(10)));
        }

        const store = await openStore(place.options);
        await store.messages.releaseAllConversations();
        const clock = { now: () => Date.now() + rounds * hourMs };
        await createOrdering({ store, clock, owner: 'last' }).settle();
        const problems = await examine(store, confirmed);
        await store.close();

        process.stdout.write(
          `${name}: ${rounds} kills, ${confirmed.length} confirmed, ${problems.length} lost, double or half\n`,
        );
        expect(problems).toEqual([]);
        expect(confirmed.length).toBeGreaterThanOrEqual(rounds);
      },
      60_000 + rounds * 5_000,
    );
  });
}

async function inviteAll(options: BackupPlace['options']): Promise<void> {
  const store = await openStore(options);
  for (let number = 0; number < groups; number += 1)
    await store.conversations.setEnrolled(await group(store, `g${number}`), 1);
  const { id } = await store.members.ensure(secretary);
  await store.users.add(user('周秘书'));
  await store.bindings.bind({ memberId: id, userId: 'u-周秘书', at: 1 });
  await store.close();
}

async function examine(store: Store, confirmed: readonly string[]): Promise<string[]> {
  const all = await store.broadcasts.list(10_000);
  const timesOf = (text: string): number => all.filter((one) => one.text === text).length;
  const rows = await store.deliveries.listByKey('broadcast/');
  const rowsOf = (id: string): number => rows.filter(({ broadcastId }) => broadcastId === id).length;
  const files = await Promise.all(all.map(async ({ file }) => (await store.files.read(file?.id ?? ''))?.name));
  const texts = new Set([...confirmed, ...all.map(({ text }) => text)]);
  return [
    ...[...texts].filter((text) => timesOf(text) !== 1).map((text) => `${text} was planned ${timesOf(text)} times`),
    ...all.filter(({ id }) => rowsOf(id) !== groups).map(({ id, text }) => `${text} has ${rowsOf(id)} groups`),
    ...all.filter(({ text }, place) => files[place] !== `${text}.txt`).map(({ text }) => `${text} has not its file`),
    ...all.filter(({ createdBy }) => createdBy !== '周秘书').map(({ text }) => `${text} has no name`),
  ];
}
