import { describe, expect, it } from 'vitest';
import type { Records } from '../../../src/ports/store.ts';
import { settleMs } from '../../../src/features/reception/tell.ts';
import { addAssigned, createAssigned } from '../../support/assignment-reminders.ts';
import { openFollowUp } from '../../support/follow-up-bench.ts';

const quietHours = { from: '21:30', until: '07:30' };

describe('assignees', () => {
  it('are told in private what is theirs, the working day before, on the day, and after it with their lead', async () => {
    const bench = await openFollowUp({ quietHours });
    const { assignments, submit, assign, reminded, clock } = bench;
    await bench.bindAccount('李干事');
    await bench.bindPerson('张主任');
    const no = await submit('王会长', '多办几场用工培训', 'group');
    await assign(no, '李干事', { lead: '张主任', dueDay: '2026-11-30' });
    const at = async (time: string): Promise<string[]> => {
      clock.set(`${time}+08:00`);
      await assignments.planDue();
      await assignments.planDue();
      return reminded();
    };
    const head = `${no} 多办几场用工培训（2026-11-30 前）`;
    const help = '发“/督办”看全部；办完了发“/督办 编号 已办结 结果”。';

    expect(await at('2026-11-23T09:00:01')).toEqual([`李干事: 督办提醒\n新交给您办的 1 件：\n${head}\n${help}`]);
    expect(await at('2026-11-27T08:59:00')).toEqual([]);
    expect(await at('2026-11-27T09:00:00')).toEqual([`李干事: 督办提醒\n快到期的 1 件：\n${head}\n${help}`]);
    expect(await at('2026-11-29T12:00:00')).toEqual([]);
    expect(await at('2026-11-30T09:00:00')).toEqual([`李干事: 督办提醒\n今天到期的 1 件：\n${head}\n${help}`]);
    expect(await at('2026-12-01T22:00:00')).toEqual([]);
    expect(await at('2026-12-02T07:30:00')).toEqual([
      `李干事: 督办提醒\n已经过期的 1 件：\n${head}\n${help}`,
      `张主任: 督办提醒\n您牵头、承办人还没有办结的 1 件：\n${no} 李干事承办，多办几场用工培训（2026-11-30 前）`,
    ]);
    expect(await at('2026-12-20T09:00:00')).toEqual([]);
    expect(await bench.followUp.remindersByHand()).toEqual({ reminders: [], submitters: [] });
  });

  it('get one message for all that has come at once', async () => {
    const bench = await openFollowUp();
    await bench.bindAccount('李干事');
    for (const text of ['多办几场用工培训', '会费收据当场开', '停车位不够用'])
      await bench.assign(await bench.submit('王会长', text), '李干事', { dueDay: '2026-12-01' });
    await bench.assignments.planDue();

    const told = await bench.reminded();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('新交给您办的 3 件：');
  });

  it('are all told in one round, though they are many, and in no long transaction', async () => {
    const bench = await openFollowUp();
    await addAssigned(bench.store, 210);
    bench.clock.set('2026-11-24T10:00:00+08:00');
    let transactions = 0;
    const counting = {
      ...bench.store,
      transaction: <T>(work: (records: Records) => Promise<T>) => {
        transactions += 1;
        return bench.store.transaction(work);
      },
    };

    await createAssigned(counting, 'w', () => {}).planDue();

    const told = await bench.store.deliveries.listByKey('assignment/');
    expect(new Set(told.map(({ conversationId }) => conversationId)).size).toBe(210);
    expect(told).toHaveLength(210);
    expect(transactions).toBe(2);
    expect(await bench.store.assignments.listReminders(0, 1_000)).toHaveLength(210);
  });

  it('are not told of what has ended, was given to another, or was withdrawn', async () => {
    const bench = await openFollowUp();
    await bench.bindAccount('李干事');
    const { store, submit, assign, act, assignments, reminded, say } = bench;
    const [first, second, third] = [
      await submit('王会长', '多办几场用工培训'),
      await submit('王会长', '会费收据当场开'),
      await submit('王会长', '停车位不够用'),
    ];
    for (const no of [first, second, third]) await assign(no, '李干事', { dueDay: '2026-12-01' });
    await act(first, 'resolve', '已办');
    await assign(second, '单位：人社局');
    expect(await say('王会长', `撤回 ${third}`)).toEqual([expect.stringContaining('撤回')]);
    expect(await store.assignments.listOf(third)).toMatchObject([{ endedAs: 'withdrawn' }]);
    await assignments.planDue();

    expect(await reminded()).toEqual([]);
  });

  it('who cannot be written to in private are listed for a person, with why', async () => {
    const bench = await openFollowUp();
    await bench.bindAccount('李干事');
    const { followUp, submit, assign, assignments, store, clock, act } = bench;
    const [first, second] = [await submit('王会长', '多办几场用工培训'), await submit('王会长', '会费收据当场开')];
    await assign(first, '单位：人社局', { dueDay: '2026-12-01' });
    await assign(second, '李干事', { dueDay: '2026-12-01' });
    await assignments.planDue();
    const [delivery] = await store.deliveries.listByKey('assignment/');
    await store.deliveries.claim({ owner: 'w', now: clock.now(), leaseMs: 9 }, { limit: 9, channels: ['web'] });
    await store.deliveries.end(delivery?.id ?? '', 'w', {
      state: 'skipped',
      reason: '对方今天已收到 4 条群发，达到上限',
    });

    expect((await followUp.remindersByHand()).reminders).toMatchObject([
      { no: first, assignee: '人社局', stage: 'assigned', dueDay: '2026-12-01', reason: '没有能私聊的账号' },
      { no: second, assignee: '李干事', reason: '私聊没有发成（对方今天已收到 4 条群发，达到上限）' },
    ]);
    await act(first, 'resolve', '已办');
    await act(second, 'resolve', '已办');
    expect(await followUp.remindersByHand()).toEqual({ reminders: [], submitters: [] });
  });
});

describe('a submitter who cannot be told', () => {
  it('is for a person to tell, until something later arrives', async () => {
    const { submit, act, store, clock, followUp, heard } = await openFollowUp();
    const no = await submit('王会长', '多办几场用工培训');
    await act(no, 'accept');
    clock.advance(settleMs);
    const [claimed] = await store.deliveries.claim(
      { owner: 'a', now: clock.now(), leaseMs: 1_000 },
      { limit: 1, channels: ['web'] },
    );
    await store.deliveries.end(claimed?.id ?? '', 'a', { state: 'failed', reason: '对方把机器人拉黑了。' });

    expect((await followUp.remindersByHand()).submitters).toEqual([
      { no, at: '2026-11-23T01:00:00.000Z', reason: '对方把机器人拉黑了。' },
    ]);
    await act(no, 'start');
    await heard();
    expect((await followUp.remindersByHand()).submitters).toEqual([]);
  });
});
