import { describe, expect, it } from 'vitest';
import { openPlan, type PlanBench } from '../../support/plan-bench.ts';

const day = '2026-11-24';
const at = (time: string, date = day): string => `${date}T${time}:00+08:00`;

async function openEnrolled(now = at('07:00')): Promise<PlanBench> {
  const bench = await openPlan(now);
  await bench.enroll();
  return bench;
}

describe('a message given to a day', () => {
  it('is what the day sends, and the ability shows it before', async () => {
    const bench = await openEnrolled();

    expect(await bench.orders.fix(day, 'm-7')).toMatchObject({ id: 'm-7' });
    expect(await bench.plan.messageOf(day)).toMatchObject({ messageId: 'm-7' });
    bench.clock.set(at('08:00'));
    await bench.plan.planDue();

    expect((await bench.deliveries(day)).map(({ text }) => text)).toEqual(['【清廉文化每日寄语】\n寄语 7\n——《大学》']);
  });

  it('is not taken by the days before it, nor soon after', async () => {
    const bench = await openEnrolled();
    const chosen = (await bench.plan.messageOf(day))?.messageId ?? '';
    await bench.orders.fix('2026-11-26', chosen);

    for (const date of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']) {
      bench.clock.set(at('08:00', date));
      await bench.plan.planDue();
    }

    const days = await bench.store.dailyDays.list('2026-11-24', '2026-11-27');
    expect(days[2]?.messageId).toBe(chosen);
    expect(new Set(days.map(({ messageId }) => messageId)).size).toBe(4);
  });

  it('may be another one until it is planned, and taken back', async () => {
    const bench = await openEnrolled();
    const chosen = await bench.plan.messageOf(day);
    await bench.orders.fix(day, 'm-7');
    await bench.orders.fix(day, 'm-8');
    expect(await bench.plan.messageOf(day)).toMatchObject({ messageId: 'm-8' });

    await bench.orders.unfix(day);

    expect(await bench.plan.messageOf(day)).toEqual(chosen);
    await expect(bench.orders.unfix(day)).rejects.toThrow('2026-11-24 没有指定寄语，不用取消。');
  });

  it('is refused for a day that is planned or over, or when there is no such message', async () => {
    const bench = await openEnrolled(at('08:00'));
    await bench.plan.planDue();
    const before = await bench.plan.messageOf(day);

    for (const change of [
      () => bench.orders.fix(day, 'm-7'),
      () => bench.orders.unfix(day),
      () => bench.orders.skip(day, ''),
    ])
      await expect(change()).rejects.toThrow('2026-11-24 的寄语已经安排发出，不能再改');
    await expect(bench.orders.fix('2026-11-23', 'm-7')).rejects.toThrow('2026-11-23 已经过去');
    await expect(bench.orders.fix('2026-11-25', 'm-999')).rejects.toThrow('寄语库里没有 m-999');
    expect(await bench.plan.messageOf(day)).toEqual(before);
  });

  it('for a later day hides no missed day before it', async () => {
    const bench = await openEnrolled(at('08:00'));
    await bench.plan.planDue();
    bench.clock.set(at('07:00', '2026-11-27'));
    await bench.orders.fix('2026-11-27', 'm-7');

    bench.clock.set(at('08:00', '2026-11-27'));
    await bench.plan.planDue();

    expect((await bench.deliveries()).map(({ key, state }) => [key.split('/')[1], state])).toEqual([
      ['2026-11-24', 'pending'],
      ['2026-11-25', 'skipped'],
      ['2026-11-26', 'skipped'],
      ['2026-11-27', 'pending'],
    ]);
  });

  it('that the service missed is on record as missed', async () => {
    const bench = await openEnrolled();
    await bench.orders.fix(day, 'm-7');
    bench.clock.set(at('13:00'));

    await bench.plan.planDue();
    await bench.plan.planDue();

    expect(await bench.deliveries(day)).toEqual([
      expect.objectContaining({ state: 'skipped', text: expect.stringContaining('寄语 7') }),
    ]);
  });
});

describe('a day that is skipped', () => {
  it('sends nothing, and the ledger says why, once a group', async () => {
    const bench = await openEnrolled();
    await bench.enroll('other');
    await bench.orders.skip(day, '全国哀悼日');
    expect(await bench.plan.messageOf(day)).toMatchObject({ messageId: '', text: '今天不发寄语。' });

    bench.clock.set(at('08:00'));
    await bench.plan.planDue();
    const again = await bench.restart();
    await again.plan.planDue();

    const reason = '工作人员安排当天不发：全国哀悼日';
    expect((await again.deliveries(day)).map(({ state, reason }) => [state, reason])).toEqual([
      ['skipped', reason],
      ['skipped', reason],
    ]);
  });

  it('is not used up: its message comes another day', async () => {
    const bench = await openEnrolled();
    const chosen = await bench.plan.messageOf(day);
    await bench.orders.skip(day, '');
    bench.clock.set(at('08:00'));
    await bench.plan.planDue();

    expect((await bench.plan.messageOf('2026-11-25'))?.messageId).toBe(chosen?.messageId);
  });

  it('is refused by hand until the skip is taken back, and then goes out', async () => {
    const bench = await openEnrolled();
    await bench.orders.skip(day, '');
    bench.clock.set(at('08:00'));
    await bench.plan.planDue();
    await expect(bench.plan.planNow(day)).rejects.toThrow('2026-11-24 定了不发寄语；要发请先取消“不发”');
    await expect(bench.orders.fix(day, 'm-7')).rejects.toThrow('2026-11-24 已经记为不发，不能再改');

    await bench.orders.unskip(day);
    await bench.plan.planDue();
    expect((await bench.plan.planNow(day)).added).toBe(1);

    expect((await bench.deliveries(day)).map(({ state }) => state).toSorted()).toEqual(['pending', 'skipped']);
    await expect(bench.orders.unskip(day)).rejects.toThrow('2026-11-24 没有定为不发，不用取消。');
  });

  it('that the service missed too keeps its own reason', async () => {
    const bench = await openEnrolled();
    await bench.orders.skip(day, '休会');
    bench.clock.set(at('13:00'));
    await bench.plan.planDue();

    expect((await bench.deliveries(day)).map(({ reason }) => reason)).toEqual(['工作人员安排当天不发：休会']);
  });

  it('may be given a message instead', async () => {
    const bench = await openEnrolled();
    await bench.orders.skip(day, '');
    await bench.orders.fix(day, 'm-7');

    expect(await bench.plan.messageOf(day)).toMatchObject({ messageId: 'm-7' });
  });
});
