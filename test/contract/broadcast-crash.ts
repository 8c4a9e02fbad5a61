import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import type { PreparePlace } from '../support/crash-place.ts';
import { killAll, startChild } from '../support/child.ts';
import { createFileBroadcasts, lineOf } from '../support/file-broadcasts.ts';
import { createRandom } from '../support/killed-process.ts';
import { childScript } from '../support/store-children.ts';
import { group } from '../support/store-builders.ts';
import type { BackupPlace } from './store-backup.ts';

const groups = 50;
/** Messages that one sender has in flight at most; one may carry several broadcasts. */
const inFlight = 20;
/** Longer than a lease: who comes next finds those of the dead over. */
const roundMs = 60_000;

export type CrashPlan = { rounds: number; workers: number };

/** Broadcasts whose processes are killed with -9 while they plan and while they send. `prepare` gives an empty place. */
export function broadcastCrashContract(name: string, { rounds, workers }: CrashPlan, prepare: PreparePlace): void {
  describe(`Broadcasts by processes that are killed: ${name}`, () => {
    let folder: string;
    let place: BackupPlace;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'qingyu-broadcast-'));
      place = prepare();
    });
    afterEach(async () => {
      await place.drop();
      rmSync(folder, { recursive: true });
    });

    it(
      `reach no group twice, leave none out, and leave open at most what was in flight, over ${rounds} kills`,
      async () => {
        const [store, platform] = [place.options, join(folder, 'platform.txt')];
        await enrollGroups(store);
        const planned: string[] = [];
        const random = createRandom(5);
        for (let round = 0; round < rounds; round += 1) {
          const lines = await killOnce({ store, platform, round, workers, script: childScript('broadcaster') }, random);
          planned.push(...lines.filter((line) => line.startsWith('planned ')).map((line) => line.slice(8)));
        }

        const opened = await openStore(store);
        const clock = { now: () => Date.now() + rounds * roundMs };
        const last = createFileBroadcasts({ store: opened, clock, platform, owner: 'last', onCall() {} });
        await last.sender.recover(true);
        await last.settle();
        const { broadcasts, unknown, sent, merged, problems } = await examine(opened, planned, platform);
        await opened.close();

        process.stdout.write(
          `${name}: ${rounds} kills of ${workers}, ${broadcasts} broadcasts to ${groups} groups, ${sent} texts, ${merged} of them in merged messages, ${problems.length} twice or lost, ${unknown} messages unknown\n`,
        );
        expect(problems).toEqual([]);
        expect(broadcasts).toBeGreaterThan(2);
        expect(merged).toBeGreaterThan(0);
        expect(unknown).toBeLessThanOrEqual(rounds * workers * inFlight);
      },
      60_000 + rounds * 5_000,
    );
  });
}

async function enrollGroups(options: BackupPlace['options']): Promise<void> {
  const store = await openStore(options);
  for (let number = 0; number < groups; number += 1) {
    await store.conversations.setEnrolled(await group(store, `g${number}`), 1);
  }
  await store.close();
}

type Round = { store: object; platform: string; round: number; workers: number; script: string };

/** Every other round dies while it plans, the others while they send. */
async function killOnce({ script, round, workers, ...task }: Round, random: () => number): Promise<string[]> {
  const children = Array.from({ length: workers }, (_, index) => {
    const name = `${index === 0 ? 'p' : 's'}${round}x${index}`;
    return startChild(script, { ...task, name, alone: workers === 1, aheadMs: round * roundMs });
  });
  const [planner] = children;
  await (round % 2 === 0 ? planner?.line('planning') : planner?.line('planned'));
  if (round % 2 === 1) await planner?.printed(planner.lines.length + 1 + Math.floor(random() * groups));
  const until = performance.now() + random() * (round % 2 === 0 ? 12 : 2);
  while (performance.now() < until);
  await killAll(children);
  return children.flatMap((child) => child.lines);
}

type Findings = { broadcasts: number; sent: number; merged: number; unknown: number; problems: string[] };

async function examine(store: Store, planned: readonly string[], platform: string): Promise<Findings> {
  const all = await store.broadcasts.list(10_000);
  const ledger = await store.deliveries.listByKey('broadcast/');
  const shown = readFileSync(platform, 'utf8').trim().split('\n');
  const places = new Map((await store.conversations.list()).map(({ id, platformId }) => [id, platformId]));
  const ids = new Map(
    ledger.map(({ id, conversationId, text }) => [lineOf(places.get(conversationId) ?? '', text), id]),
  );
  const times = new Map<string, number>();
  for (const line of shown) times.set(ids.get(line) ?? line, (times.get(ids.get(line) ?? line) ?? 0) + 1);
  const known = new Set(all.map(({ id }) => id));
  const rowsOf = (id: string): number =>
    new Set(ledger.filter((one) => one.broadcastId === id).map((one) => one.conversationId)).size;
  return {
    broadcasts: all.length,
    sent: shown.length,
    merged: ledger.filter(({ mergedInto, state }) => mergedInto !== null && state === 'sent').length,
    unknown: new Set(ledger.flatMap(({ id, mergedInto, state }) => (state === 'unknown' ? [mergedInto ?? id] : [])))
      .size,
    problems: [
      ...planned.filter((id) => !known.has(id)).map((id) => `broadcast ${id} was planned and is lost`),
      ...all.filter(({ id }) => rowsOf(id) !== groups).map(({ id }) => `broadcast ${id} has ${rowsOf(id)} groups`),
      ...ledger
        .filter(({ broadcastId }) => !known.has(broadcastId ?? ''))
        .map(({ id }) => `delivery ${id} has no broadcast`),
      ...[...times].filter(([, count]) => count > 1).map(([id, count]) => `delivery ${id} was sent ${count} times`),
      ...ledger
        .filter(({ id, state }) => (state === 'sent' ? times.get(id) !== 1 : state !== 'unknown'))
        .map(({ id, state }) => `delivery ${id} is ${state}, and was sent ${times.get(id) ?? 0} times`),
      ...ledger
        .filter(({ id, mergedInto, state }) => {
          const lead = ledger.find((one) => one.id === mergedInto);
          return lead !== undefined && (lead.state !== state || (times.get(lead.id) ?? 0) !== (times.get(id) ?? 0));
        })
        .map(({ id, mergedInto }) => `delivery ${id} did not end as ${mergedInto}, which it went with`),
      ...[...times.keys()]
        .filter((id) => !ledger.some((one) => one.id === id))
        .map((id) => `message ${id} is on no record`),
    ],
  };
}
