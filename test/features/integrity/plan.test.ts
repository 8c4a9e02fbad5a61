import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/base/calendar.ts';
import { dailyMessages, openPlan, type PlanBench } from '../../support/plan-bench.ts';

const day = '2026-11-24';
const at = (time: string, date = day): string => `${date}T${time}:00+08:00`;

/** A plan that ran the day before, with one enrolled group. */
async function openRunning(now: string): Promise<PlanBench> {
  const bench = await openPlan(at('07:00', '2026-11-23'));
  await bench.enroll();
  bench.clock.set(at('08:00', '2026-11-23'));
  await bench.plan.planDue();
  bench.clock.set(now);
  return bench;
}

describe('the message of the day', () => {
  it('is planned at its time and not before, for its window', async () => {
    const bench = await openRunning('2026-11-24T07:59:59.999+08:00');

    await bench.plan.planDue();
    expect(await bench.deliveries(day)).toEqual([]);
    bench.clock.set(at('08:00'));
    await bench.plan.planDue();

    const [delivery] = await bench.deliveries(day);
    expect(delivery).toMatchObject({
      kind: 'daily',
      state: 'pending',
      notBefore: Date.parse(at('08:00')),
      closesAt: Date.parse(at('12:00')),
      replyTo: null,
    });
    expect(delivery?.text).toMatch(/^【清廉文化每日寄语】\n寄语 \d+(\n——《大学》)?$/);
    expect(bench.told()).toBe(2);
  });

  it('is planned once a group and day, however often it is looked at, also after a restart', async () => {
    const bench = await openRunning(at('08:00'));
    await bench.enroll('other');
    await bench.plan.planDue();
    await bench.plan.planDue();

    const again = await bench.restart();
    bench.clock.set(at('11:59'));
    await again.plan.planDue();
    bench.clock.set(at('23:59'));
    await again.plan.planDue();

    expect((await again.deliveries(day)).map(({ key }) => key).sort()).toEqual(
      (await again.store.conversations.list()).map(({ id }) => `daily/${day}/${id}`).sort(),
    );
  });

  it('is the same and comes once when two planners look at the same moment', async () => {
    const bench = await openRunning(at('08:00'));
    for (const name of ['a', 'b', 'c']) await bench.enroll(name);
    const other = await bench.second();

    await Promise.all([bench.plan.planDue(), other.plan.planDue(), bench.plan.planDue(), other.plan.planDue()]);

    const deliveries = await bench.deliveries(day);
    expect(deliveries).toHaveLength(4);
    expect(new Set(deliveries.map(({ text }) => text)).size).toBe(1);
  });

  it('is the same for all groups of a day and another one the next day', async () => {
    const bench = await openRunning(at('08:00'));
    await bench.plan.planDue();
    bench.clock.set(at('08:00', '2026-11-25'));
    await bench.plan.planDue();

    const texts = (await bench.deliveries()).map(({ text }) => text);
    expect(new Set(texts).size).toBe(3);
  });

  it('stays what it was fixed as when the library changes', async () => {
    const bench = await openRunning(at('08:00'));
    await bench.plan.planDue();
    const [before] = await bench.deliveries(day);
    const asked = await bench.plan.messageOf(day);

    bench.setLibrary(dailyMessages(5, '换了'));
    await bench.enroll('late');
    await bench.plan.planDue();

    expect((await bench.deliveries(day)).map(({ text }) => text)).toEqual([before?.text, before?.text]);
    expect(await bench.plan.messageOf(day)).toEqual(asked);
  });

  it('is what the preview of the day said, before it is fixed', async () => {
    const bench = await openRunning(at('07:00'));
    const before = await bench.plan.messageOf(day);

    bench.clock.set(at('08:00'));
    await bench.plan.planDue();

    expect((await bench.deliveries(day))[0]?.text).toBe(before?.text);
  });
});

describe('a message that is late', () => {
  it('is caught up until the end of the window', async () => {
    const bench = await openRunning('2026-11-24T11:59:59.999+08:00');

    await bench.plan.planDue();

    expect(await bench.deliveries(day)).toEqual([expect.objectContaining({ state: 'pending' })]);
  });

  it('is skipped from the end of the window on, with the reason', async () => {
    const bench = await openRunning(at('12:00'));

    await bench.plan.planDue();
    await bench.plan.planDue();

    expect(await bench.deliveries(day)).toEqual([
      expect.objectContaining({ state: 'skipped', reason: '服务当时没有运行，已过补发时间 12:00' }),
    ]);
  });

  it('by days is on record for up to a month, each day with its own message, and today is sent', async () => {
    const bench = await openRunning(at('09:00', '2027-01-10'));

    await bench.plan.planDue();

    const missed = (await bench.deliveries()).filter(({ state }) => state === 'skipped');
    const days = Array.from({ length: 30 }, (_, place) => addDays('2026-12-11', place));
    expect(missed.map(({ key }) => key.split('/')[1])).toEqual(days);
    expect(new Set(missed.map(({ text }) => text)).size).toBe(30);
    expect(await bench.deliveries('2027-01-10')).toEqual([expect.objectContaining({ state: 'pending' })]);
  });

  it('by the days of a long holiday leaves none of them without a trace', async () => {
    const bench = await openRunning(at('09:00', '2026-12-04'));

    await bench.plan.planDue();

    const days = (await bench.deliveries()).map(({ key }) => key.split('/')[1]);
    expect(days).toEqual(Array.from({ length: 12 }, (_, place) => addDays('2026-11-23', place)));
  });

  it('by days is on record also before the time of today', async () => {
    const bench = await openRunning(at('03:00', '2026-11-26'));

    await bench.plan.planDue();

    expect((await bench.deliveries()).map(({ key, state }) => [key.split('/')[1], state])).toEqual([
      ['2026-11-23', 'pending'],
      ['2026-11-24', 'skipped'],
      ['2026-11-25', 'skipped'],
    ]);
  });

  it('by days is on record also when a later day was fixed by hand', async () => {
    const bench = await openRunning(at('09:00'));
    await bench.plan.planNow('2026-12-24');
    bench.clock.set(at('09:00', '2026-11-26'));

    await bench.plan.planDue();

    expect((await bench.deliveries('2026-11-25')).map(({ state }) => state)).toEqual(['skipped']);
  });
});

describe('a process that ends while it plans', () => {
  it('leaves no day fixed without its ledger, so that the next one says that it was missed', async () => {
    const bench = await openRunning(at('08:00'));
    const { store } = bench;
    const ending = bench.over({
      ...store,
      transaction: (work) =>
        store.transaction((records) =>
          work({ ...records, deliveries: { ...records.deliveries, add: () => Promise.reject(new Error('ended')) } }),
        ),
    });
    await expect(ending.plan.planDue()).rejects.toThrow('ended');

    bench.clock.set(at('13:00'));
    await bench.plan.planDue();

    expect(await bench.deliveries(day)).toEqual([expect.objectContaining({ state: 'skipped' })]);
  });
});

describe('the groups', () => {
  it('that are enrolled within the window still get it', async () => {
    const bench = await openRunning(at('08:00'));
    await bench.plan.planDue();
    bench.clock.set('2026-11-24T11:59:59.999+08:00');
    const late = await bench.enroll('late');

    await bench.plan.planDue();

    const found = (await bench.deliveries(day)).filter(({ conversationId }) => conversationId === late);
    expect(found).toEqual([expect.objectContaining({ state: 'pending' })]);
  });

  it('that are enrolled after it get nothing, not even a skip', async () => {
    const bench = await openRunning(at('12:00'));
    const late = await bench.enroll('late');

    await bench.plan.planDue();

    const found = (await bench.deliveries()).filter(({ conversationId }) => conversationId === late);
    expect(found).toEqual([]);
  });

  it('that are not enrolled, or not any more, get nothing', async () => {
    const bench = await openRunning(at('07:00'));
    await bench.store.conversations.ensure({ channel: 'web', kind: 'group', platformId: 'stranger' }, null);
    const gone = await bench.enroll('gone');
    await bench.store.conversations.setEnrolled(gone, null);
    bench.clock.set(at('08:00'));

    await bench.plan.planDue();

    expect(await bench.deliveries(day)).toHaveLength(1);
  });

  it('of a first start after the window get nothing that day, and the next day all of it', async () => {
    const bench = await openPlan(at('12:00'));
    await bench.enroll();
    await bench.plan.planDue();
    expect(await bench.deliveries()).toEqual([]);

    bench.clock.set(at('08:00', '2026-11-25'));
    await bench.plan.planDue();

    expect((await bench.deliveries()).map(({ key, state }) => [key.split('/')[1], state])).toEqual([
      ['2026-11-25', 'pending'],
    ]);
  });

  it('of a first start within the window get it at once', async () => {
    const bench = await openPlan(at('10:30'));
    await bench.enroll();

    await bench.plan.planDue();

    expect(await bench.deliveries(day)).toEqual([expect.objectContaining({ state: 'pending' })]);
  });
});

describe('an empty library', () => {
  it('is told once a day and planned as soon as there is a message', async () => {
    const bench = await openRunning(at('08:00'));
    bench.setLibrary([]);
    for (let look = 0; look < 5; look += 1) await bench.plan.planDue();

    expect(bench.log.notes.filter(({ level }) => level === 'warn')).toEqual([
      expect.objectContaining({ data: { day } }),
    ]);
    bench.setLibrary(dailyMessages(3));
    await bench.plan.planDue();

    expect(await bench.deliveries(day)).toHaveLength(1);
  });
});
