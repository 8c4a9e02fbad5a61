import { describe, expect, it } from 'vitest';
import { openPlan, type PlanBench } from '../../support/plan-bench.ts';

const day = '2026-11-24';
const at = (time: string): string => `${day}T${time}:00+08:00`;

describe('a day planned by hand', () => {
  it('goes to every enrolled group now, and to none of them twice', async () => {
    const bench = await openEnrolled('15:00');

    const first = await bench.plan.planNow(day);
    const again = await (await bench.restart()).plan.planNow(day);

    expect([first.added, again.added]).toEqual([1, 0]);
    expect(again.message).toEqual(first.message);
  });

  it('is not sent again at its time', async () => {
    const bench = await openEnrolled('07:40');
    await bench.plan.planNow(day);
    bench.clock.set(at('08:00'));

    await bench.plan.planDue();

    expect(await bench.deliveries(day)).toEqual([
      expect.objectContaining({ notBefore: Date.parse(at('07:40')), closesAt: Date.parse(at('12:00')) }),
    ]);
  });

  it('in the quiet hours before its window is open long enough to go out after them', async () => {
    const bench = await openEnrolled('05:00');

    await bench.plan.planNow(day);

    expect(await bench.deliveries(day)).toEqual([expect.objectContaining({ closesAt: Date.parse(at('12:00')) })]);
  });

  it('after its window has an hour', async () => {
    const bench = await openEnrolled('15:00');

    await bench.plan.planNow(day);

    expect(await bench.deliveries(day)).toEqual([expect.objectContaining({ closesAt: Date.parse(at('16:00')) })]);
  });

  it.each(['skipped', 'failed'] as const)('reaches the groups for which it had been %s', async (state) => {
    const bench = await openEnrolled('08:00');
    await bench.plan.planDue();
    await endAll(bench, state);

    bench.clock.set(at('15:00'));
    const [first, again] = [await bench.plan.planNow(day), await bench.plan.planNow(day)];

    expect([first.added, again.added]).toEqual([1, 0]);
    expect((await bench.deliveries(day)).map((one) => one.state)).toEqual([state, 'pending']);
  });

  it('leaves alone the groups for which the outcome is unknown', async () => {
    const bench = await openEnrolled('08:00');
    await bench.plan.planDue();
    await endAll(bench, 'unknown');

    expect((await bench.plan.planNow(day)).added).toBe(0);
  });

  it('by two at the same moment goes out once', async () => {
    const bench = await openEnrolled('08:00');
    await bench.plan.planDue();
    await endAll(bench, 'skipped');
    const other = await bench.second();

    const done = await Promise.all([bench.plan.planNow(day), other.plan.planNow(day)]);

    expect(done.map(({ added }) => added).sort()).toEqual([0, 1]);
  });

  it('without a library says what to do', async () => {
    const bench = await openEnrolled('15:00');
    bench.setLibrary([]);

    await expect(bench.plan.planNow(day)).rejects.toMatchObject({
      code: 'record/not-found',
      message: expect.stringContaining('knowledge/integrity'),
    });
  });
});

async function openEnrolled(time: string): Promise<PlanBench> {
  const bench = await openPlan(at('04:00'));
  await bench.enroll();
  bench.clock.set(at(time));
  return bench;
}

async function endAll(bench: PlanBench, state: 'skipped' | 'failed' | 'unknown'): Promise<void> {
  const { deliveries } = bench.store;
  const lease = { owner: 'sender', now: bench.clock.now(), leaseMs: 1_000 };
  for (const { id } of await deliveries.claim(lease, { limit: 10, channels: ['web'] })) {
    await deliveries.end(id, 'sender', { state, reason: '测试' });
  }
}
