import { expect, it } from 'vitest';
import type { RateLimit } from '../../../src/domain/rate-limit.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createGate } from '../../support/gate.ts';
import type { HandClock } from '../../support/hand-clock.ts';
import { createScriptedChannel, type ScriptedChannel } from '../../support/scripted-channel.ts';
import { openSender, type SenderBench } from '../../support/sender-bench.ts';

const limit: RateLimit = { scope: 'account', max: 2, perMs: 1_000, burst: 1 };
const { signal } = new AbortController();

/** A platform that notes when it was called, by the clock of the bench. */
function createNotingChannel(clock: () => HandClock, count: number): { channel: ScriptedChannel; called: number[] } {
  const called: number[] = [];
  const note = async (): Promise<void> => void called.push(clock().now());
  const script = Array.from({ length: count }, () => note);
  return { channel: createScriptedChannel(script, false, { rates: [limit] }), called };
}

function fullestWindow(called: readonly number[]): number {
  return Math.max(...called.map((from) => called.filter((at) => at >= from && at < from + limit.perMs).length));
}

it('keeps to the limit when commits of several workers end all at once, long after their places', async () => {
  const commits = createGate();
  let waiting = 0;
  const { channel, called } = createNotingChannel(() => bench.clock, 3);
  const through = (store: Store): Store => ({ ...store, deliveries: { ...store.deliveries, markSending } });
  const markSending: Store['deliveries']['markSending'] = async (...of) => {
    waiting += 1;
    await commits.passed;
    return bench.store.deliveries.markSending(...of);
  };
  const bench: SenderBench = await openSender({ channel, through });
  // One after the other they take a place, and then their commits hang.
  const rounds: Promise<unknown>[] = [];
  for (const [index, name] of ['one', 'two', 'three'].entries()) {
    await bench.add({ id: name, group: name });
    const worker = await bench.second(name);
    rounds.push(worker.sender.round(channel.id, signal));
    await expect.poll(() => waiting).toBe(index + 1);
    bench.clock.advance(1_300);
  }
  commits.open();
  await Promise.all(rounds);
  await settleInTime(bench);

  expect(channel.shown.toSorted()).toEqual(['one', 'three', 'two']);
  expect(fullestWindow(called)).toBeLessThanOrEqual(limit.max);
});

it('gets through, within the limit, where each commit takes longer than a call may be late', async () => {
  const { channel, called } = createNotingChannel(() => bench.clock, 6);
  const slowMs = 700;
  const through = ({ deliveries, rateBuckets, ...store }: Store, clock: HandClock): Store => ({
    ...store,
    deliveries: {
      ...deliveries,
      async markSending(...of) {
        clock.advance(slowMs);
        return deliveries.markSending(...of);
      },
    },
    rateBuckets: {
      ...rateBuckets,
      async take(...of) {
        const taken = await rateBuckets.take(...of);
        clock.advance(slowMs);
        return taken;
      },
    },
  });
  const bench: SenderBench = await openSender({ channel, through });
  // One after the other: the clock of the bench goes on for all lines at once.
  for (let index = 1; index <= 6; index += 1) {
    await bench.add({ id: `d${index}`, group: `g${index}` });
    await settleInTime(bench);
  }

  expect(channel.shown).toHaveLength(6);
  expect(fullestWindow(called)).toBeLessThanOrEqual(limit.max);
});

it('begins no call, after the wait for a place, that could outlast the lease', async () => {
  const { channel, called } = createNotingChannel(() => bench.clock, 2);
  let slowMs = 9_000;
  const through = ({ deliveries, ...store }: Store, clock: HandClock): Store => ({
    ...store,
    deliveries: {
      ...deliveries,
      async markSending(...of) {
        clock.advance(slowMs);
        return deliveries.markSending(...of);
      },
    },
  });
  const bench: SenderBench = await openSender({ channel, through, sleep: async (ms) => bench.clock.advance(ms) });
  await bench.add({ id: 'd', group: 'g' });
  await bench.sender.round(channel.id, signal);

  expect(called).toEqual([]);
  expect(await bench.find('d')).toMatchObject({ state: 'pending' });
  slowMs = 0;
  await settleInTime(bench);
  expect(channel.shown).toEqual(['d']);
});

it('lets what is next wait in hand for its place, and what has to wait longer go back', async () => {
  const account = { scope: 'account', max: 30, perMs: 1_000, burst: 1 } as const;
  const channel = createScriptedChannel([], false, { rates: [account] });
  const bench = await openSender({ channel, sleep: async () => {} });
  for (let index = 1; index <= 16; index += 1) await bench.add({ id: `d${index}`, group: `g${index}` });

  await bench.sender.round(channel.id, signal);

  // From 0 to 495 ms.
  expect(channel.shown).toHaveLength(12);
  await settleInTime(bench);
  expect(channel.shown).toHaveLength(16);
});

it('puts back at one go what waits for a group that has had enough', async () => {
  const group = { scope: 'conversation', max: 2, perMs: 60_000, burst: 1 } as const;
  const channel = createScriptedChannel([], false, { rates: [group] });
  let takes = 0;
  const through = ({ rateBuckets, ...store }: Store): Store => ({
    ...store,
    rateBuckets: {
      ...rateBuckets,
      take(...of) {
        takes += 1;
        return rateBuckets.take(...of);
      },
    },
  });
  const bench = await openSender({ channel, through });
  await bench.add({ id: 'a', kind: 'daily' }, { id: 'b', kind: 'daily' }, { id: 'c', kind: 'daily' });

  await bench.sender.round(channel.id, signal);

  expect([channel.shown, takes]).toEqual([['a'], 2]);
  for (const id of ['b', 'c'])
    expect(await bench.find(id)).toMatchObject({ state: 'pending', reason: '按平台的限速排队', attempts: 0 });
});

/** Rounds until nothing waits; the clock goes on when nothing is due. */
async function settleInTime(bench: SenderBench): Promise<void> {
  for (;;) {
    await bench.settle();
    const { pending, claimed, sending } = await bench.store.deliveries.countStates();
    if (pending + claimed + sending === 0) return;
    bench.clock.advance(100);
  }
}
