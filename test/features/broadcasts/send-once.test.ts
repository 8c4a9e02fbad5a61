import { describe, expect, it } from 'vitest';
import type { SendOrder } from '../../../src/features/broadcasts/send-once.ts';
import { draft, openBroadcasts } from '../../support/broadcast-bench.ts';

const by = { userId: 'u-1', key: 'k-1' };
const alone = (changes: Parameters<typeof draft>[0] = {}): SendOrder => ({ kind: 'broadcast', draft: draft(changes) });
const weekly: SendOrder = {
  kind: 'series',
  draft: {
    text: '例会',
    to: 'all',
    cron: '0 9 * * 1',
    days: 'workdays',
    from: null,
    until: null,
    receiptReason: null,
    by: '周',
  },
};

describe('an order with a key', () => {
  it('is one broadcast however often it comes, with the same answer', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.enroll('b', { muted: true });

    const first = await bench.desk.sendOnce(alone(), by);
    bench.clock.advance(60 * 60_000);
    const again = await bench.desk.sendOnce(alone(), by);

    expect(first).toMatchObject({ series: false, deliveries: 2, skipped: 1, byHand: 0, groups: 2, repeated: false });
    expect(again).toEqual({ ...first, repeated: true });
    expect(await bench.desk.list()).toHaveLength(1);
    expect(bench.told()).toBe(1);
  });

  it('is one broadcast when it comes twice at once, to two workers', async () => {
    const bench = await openBroadcasts();
    await bench.enroll();
    const other = await bench.second();

    const sent = await Promise.all([bench.desk, other.desk, bench.desk].map((desk) => desk.sendOnce(alone(), by)));

    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(sent.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await bench.desk.list()).toHaveLength(1);
  });

  it('is answered again though its time is past by then', async () => {
    const bench = await openBroadcasts();
    await bench.enroll();
    const order = alone({ at: bench.clock.now() + 60_000 });
    await bench.desk.sendOnce(order, by);

    bench.clock.advance(24 * 60 * 60_000);

    expect(await bench.desk.sendOnce(order, by)).toMatchObject({ repeated: true });
  });

  it('is one series', async () => {
    const bench = await openBroadcasts();
    await bench.enroll();

    const first = await bench.desk.sendOnce(weekly, by);
    const again = await bench.desk.sendOnce(weekly, by);

    expect(first).toMatchObject({ series: true, deliveries: 0, groups: 1, note: expect.stringContaining('调休') });
    expect(first.nextAt).toBe('2026-11-30T01:00:00.000Z');
    expect(again).toEqual({ ...first, repeated: true });
    expect(await bench.desk.series()).toHaveLength(1);
  });

  it('is no other order, and the key of one account is not that of another', async () => {
    const bench = await openBroadcasts();
    await bench.enroll();
    await bench.desk.sendOnce(alone(), by);

    await expect(bench.desk.sendOnce(alone({ text: '别的' }), by)).rejects.toMatchObject({ code: 'record/conflict' });
    await expect(bench.desk.sendOnce(weekly, by)).rejects.toMatchObject({ code: 'record/conflict' });
    expect(await bench.desk.sendOnce(alone(), { ...by, userId: 'u-2' })).toMatchObject({ repeated: false });
    expect(await bench.desk.list()).toHaveLength(2);
  });

  it('spends no key when something is wrong with it', async () => {
    const bench = await openBroadcasts();
    await bench.enroll();

    await expect(bench.desk.sendOnce(alone({ text: ' ' }), by)).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(bench.desk.sendOnce(alone({ to: 'tag:无' }), by)).rejects.toMatchObject({ code: 'record/not-found' });

    expect(await bench.desk.sendOnce(alone(), by)).toMatchObject({ repeated: false });
  });

  it('is forgotten after a month', async () => {
    const bench = await openBroadcasts();
    await bench.enroll();
    await bench.desk.sendOnce(alone(), by);

    bench.clock.advance(31 * 24 * 60 * 60_000);
    await bench.desk.sendOnce(alone({ text: '别的' }), { ...by, key: 'k-2' });

    expect(await bench.desk.sendOnce(alone(), by)).toMatchObject({ repeated: false });
  });
});
