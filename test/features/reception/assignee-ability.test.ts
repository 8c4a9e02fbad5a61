import { describe, expect, it } from 'vitest';
import { readOrder } from '../../../src/features/reception/assign-ability.ts';
import { type FollowUpBench, openFollowUp } from '../../support/follow-up-bench.ts';

async function assigned(): Promise<FollowUpBench & { first: string; second: string }> {
  const bench = await openFollowUp();
  await bench.bindPerson('张主任');
  const first = await bench.submit('王会长', '多办几场用工培训，我的电话 13800138000');
  const second = await bench.submit('李会长', '会费收据当场开');
  await bench.assign(first, '餐饮协会/张主任', { dueDay: '2026-12-01' });
  return { ...bench, first, second };
}

describe('/督办 … 交给', () => {
  it.each([
    ['/督办 2026-0001 交给 张主任', { no: '2026-0001', words: '' }, { to: '张主任' }],
    ['/督办 2026-0001 交给 餐饮协会/张主任 5个工作日', { no: '2026-0001' }, { workdays: 5 }],
    ['/todo 20260001 交办 单位：人社局 2026-12-01前 请先电话联系', { no: '2026-0001', words: '请先电话联系' }, {}],
    [
      '/督办：交给 Zhang主任，3 个工作日内：协调ABC路停车位',
      { no: null, words: '协调ABC路停车位' },
      { to: 'Zhang主任' },
    ],
  ])('is read from %s', (text, said, order) => {
    expect(readOrder(text)).toMatchObject({ ...said, order });
  });

  it.each(['/督办 2026-0001 已办结 交给财务了', '/督办 交给', '督办交给谁'])('is not read from %s', (text) => {
    expect(readOrder(text)).toBeNull();
  });

  it('gives a case to somebody, who is told in private, and what is wrong is said before anything is stored', async () => {
    const { say, bindAccount, store, second, assignments, reminded, heard } = await assigned();
    await bindAccount('李干事');
    await reminded();

    expect(await say('李干事', `/督办 ${second} 交给 张科长`)).toEqual([expect.stringContaining('没有“张科长”')]);
    expect(await say('李干事', `/督办 ${second} 交给 张主任 2020-01-01`)).toEqual([
      expect.stringContaining('已经过了'),
    ]);
    expect((await store.cases.find(second))?.version).toBe(1);
    expect(await say('李干事', `/督办 ${second} 交给 张主任 5个工作日 先打电话`)).toEqual([
      `${second} 已交给“张主任”办，我会私聊告诉对方，到期前再提醒；提交人会收到消息。`,
    ]);

    await assignments.planDue();
    expect((await reminded()).join()).toContain(`${second} 会费收据当场开（2026-11-30 前）`);
    expect((await heard()).at(-1)).toContain('已安排办理，2026-11-30 前答复');
    expect((await store.cases.steps(second)).at(-1)).toMatchObject({
      who: '李干事',
      action: 'assign',
      note: '先打电话',
    });
    expect((await store.audit.list(0, Number.MAX_SAFE_INTEGER)).at(-1)).toMatchObject({
      who: '李干事',
      action: 'case/update',
      subject: second,
    });
  });

  it('takes down a new thing and gives it to somebody', async () => {
    const { say, bindAccount, store } = await assigned();
    await bindAccount('李干事');

    expect(await say('李干事', '/督办 交给 单位：人社局 2026-12-01 协调停车位')).toEqual([
      '已登记为 2026-0003。2026-0003 已交给“人社局”办，对方没有能私聊的账号，请您自己告诉一声。',
    ]);
    expect(await say('李干事', '/督办 交给 张主任')).toEqual([expect.stringContaining('请写上编号，或者要办的事')]);
    expect(await store.cases.find('2026-0003')).toMatchObject({
      source: 'desk',
      kind: 'demand',
      content: '协调停车位',
    });
    expect(await store.cases.find('2026-0004')).toBeNull();
  });

  it('is for accounts alone, in private', async () => {
    const { say, second, store, bindAccount } = await assigned();
    await bindAccount('李干事');

    expect(await say('张主任', `/督办 ${second} 交给 李干事`)).toEqual([expect.stringContaining('工作人员的账号')]);
    expect(await say('王会长', `/督办 ${second} 交给 李干事`)).toEqual([expect.stringContaining('工作人员的账号')]);
    expect(await say('李干事', `/督办 ${second} 交给 张主任`, 'group')).toEqual([
      '督办事项请私聊我发“/督办”查看，群里不列。',
    ]);
    expect((await store.cases.find(second))?.version).toBe(1);
  });
});

describe('/督办', () => {
  it('shows an assignee what is theirs, in private, the whole of one when asked, which goes on record', async () => {
    const { say, first, store } = await assigned();

    expect(await say('张主任', '/督办')).toEqual([
      [
        '交给您办的 1 件：',
        `${first} 建议 多办几场用工培训（2026-12-01 前，还有 6 个工作日）`,
        `看全部内容：/督办 ${first}`,
        `开始办：/督办 ${first} 开始`,
        `办完了：/督办 ${first} 已办结 结果`,
        `不该由您办：/督办 ${first} 退回 原因`,
      ].join('\n'),
    ]);
    const [whole = ''] = await say('张主任', `/督办 ${first}`);
    expect(whole).toContain('电话：13800138000');
    expect((await store.audit.list(0, Number.MAX_SAFE_INTEGER)).at(-1)).toMatchObject({
      who: '张主任',
      action: 'case/view',
      subject: first,
    });
  });

  it('takes 开始, 退回 and 已办结 from there, and the submitter hears of it', async () => {
    const { say, first, store, assign, heard } = await assigned();
    await heard();
    expect(await say('张主任', '/督办 开始')).toEqual([`${first} 已改为“办理中”，提交人会收到消息。`]);
    expect(await say('张主任', `/督办 ${first} 退回`)).toEqual(['退回要写原因。']);
    expect(await say('张主任', `/督办 ${first} 退回 不归我们管`)).toEqual([`${first} 已改为“已受理”。`]);
    await assign(first, '张主任');
    expect(await say('张主任', `/todo ${first} 已办结：下月 Two 场`)).toEqual([
      `${first} 已改为“已办结”，提交人会收到消息。`,
    ]);

    expect((await store.cases.steps(first)).map(({ who, action, note }) => [who, action, note]).slice(2)).toEqual([
      ['张主任', 'start', null],
      ['张主任', 'return', '不归我们管'],
      ['周秘书', 'assign', null],
      ['张主任', 'resolve', '下月 Two 场'],
    ]);
    expect((await heard()).at(-1)).toContain('结果：下月 Two 场');
  });

  it('asks which when there are several, and tells nothing of what is not theirs', async () => {
    const { say, first, second, assign } = await assigned();
    expect(await say('张主任', `/督办 ${second}`)).toEqual([
      `${second} 没有交给您办，或者已经办完；发“/督办”看交给您的全部。`,
    ]);
    await assign(second, '张主任', { dueDay: '2026-12-02' });
    expect(await say('张主任', '/督办 办结 好了')).toEqual([
      `交给您的有 2 件，请写上编号，例如：/督办 ${first} 已办结 结果`,
    ]);
  });

  it('says nothing in a group, and nothing to somebody unknown', async () => {
    const { say, bindAccount } = await assigned();
    expect(await say('张主任', '/督办', 'group')).toEqual(['督办事项请私聊我发“/督办”查看，群里不列。']);
    expect(await say('王会长', '/督办')).toEqual([expect.stringContaining('还不知道您是谁')]);
    await bindAccount('李干事');
    expect(await say('李干事', '/督办')).toEqual(['现在没有交给您办的事项。']);
    expect(await say('张主任', '督办条例是什么')).toEqual([]);
  });
});
