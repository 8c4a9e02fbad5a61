import { describe, expect, it } from 'vitest';
import { createCaseStatistics } from '../../../src/features/reception/case-statistics.ts';
import { shareCounts } from '../../../src/features/reception/shared-counts.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { newCase } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

const all = { from: null, to: null, status: null, kind: null };

describe('figures that many look at', () => {
  it('are counted once a minute for each question, however many ask', async () => {
    const { count, record, asked, clock } = await open();
    await record();

    const first = await Promise.all([count(all), count({ ...all }), count({ ...all, kind: '投诉' })]);
    await record();
    const again = await count(all);

    expect(first.map((one) => one.all.total)).toEqual([1, 1, 0]);
    expect(again.all.total).toBe(1);
    expect(asked()).toBe(2);
    clock.advance(120_000);
    expect((await count(all)).all.total).toBe(2);
  });

  it('are shown for another minute while they are counted anew, once', async () => {
    const { count, record, asked, clock } = await open();
    await count(all);
    await record();

    clock.advance(60_000);
    const shown = await Promise.all([count(all), count(all)]);

    expect(shown.map((one) => one.all.total)).toEqual([0, 0]);
    await expect.poll(async () => (await count(all)).all.total).toBe(1);
    expect(asked()).toBe(2);
  });

  it('are counted one after the other', async () => {
    const { count, mostAtOnce } = await open();

    await Promise.all(['建议', '投诉', '诉求求助'].map((kind) => count({ ...all, kind })));

    expect(mostAtOnce()).toBe(1);
  });

  it('are asked for anew when they could not be counted, and hold nobody up', async () => {
    const { count, asked } = await open();

    await expect(count({ ...all, from: 'x' })).rejects.toMatchObject({ code: 'usage/invalid' });
    await expect(count({ ...all, from: 'x' })).rejects.toMatchObject({ code: 'usage/invalid' });

    expect(asked()).toBe(2);
    expect((await count(all)).all.total).toBe(0);
  });
});

async function open() {
  const clock = createHandClock('2026-11-24T08:00:00+08:00');
  const { store } = await openTempStore(clock);
  const kindNames = async () => new Map<string, string>();
  const counting = createCaseStatistics({ records: store, kindNames, clock, timeZone: 'Asia/Shanghai' });
  const [times, running] = [{ asked: 0 }, { now: 0, most: 0 }];
  const count = shareCounts(async (query) => {
    times.asked += 1;
    running.now += 1;
    running.most = Math.max(running.most, running.now);
    return counting(query).finally(() => (running.now -= 1));
  }, clock);
  return {
    clock,
    count,
    record: () =>
      store.cases.record(newCase(Math.floor(clock.now() / 1_000) + times.asked, { createdAt: clock.now() })),
    asked: () => times.asked,
    mostAtOnce: () => running.most,
  };
}
