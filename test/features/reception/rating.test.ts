import { describe, expect, it } from 'vitest';
import { readRating } from '../../../src/features/reception/rating-dialogue.ts';
import { type FollowUpBench, openFollowUp } from '../../support/follow-up-bench.ts';

async function resolved(where: 'group' | 'direct' = 'direct'): Promise<FollowUpBench & { no: string }> {
  const bench = await openFollowUp();
  const no = await bench.submit('王会长', '多办几场用工培训', where);
  await bench.act(no, 'accept');
  await bench.act(no, 'resolve', '下月办两场');
  return { ...bench, no };
}

describe('a rating', () => {
  it.each([
    ['满意', { satisfaction: 'satisfied', no: null, reason: null }],
    ['很满意！', { satisfaction: 'satisfied', no: null, reason: null }],
    ['满意 2026-0001', { satisfaction: 'satisfied', no: '2026-0001', reason: null }],
    ['2026-0001 基本满意。', { satisfaction: 'fairly', no: '2026-0001', reason: null }],
    ['不满意', { satisfaction: 'dissatisfied', no: null, reason: null }],
    ['不滿意', null],
    ['不满意，没有人联系过我。', { satisfaction: 'dissatisfied', no: null, reason: '没有人联系过我。' }],
    ['不满意的地方很多吗', null],
    ['满意度怎么查', null],
    ['会员满意率是多少', null],
    ['你好', null],
  ])('is read from %s', (text, expected) => {
    expect(readRating(text)).toEqual(expected);
  });

  it('is a step, shows that the result was heard, and is asked for once', async () => {
    const { no, say, followUp } = await resolved();

    expect(await say('王会长', '基本满意')).toEqual([`已记下“基本满意”（${no}），谢谢您。`]);
    const story = await followUp.story(no);
    expect(story).toMatchObject({ satisfaction: 'fairly', endedAt: '2026-11-23T01:00:00.000Z' });
    expect(story.steps.at(-1)).toMatchObject({ who: '王会长', action: 'rate', status: 'reported_back' });
    expect(await say('王会长', '不满意')).toEqual([expect.stringContaining('现在没有等您评价的')]);
    expect(await say('王会长', `满意 ${no}`)).toEqual([`${no} 已经评价过了，谢谢您。`]);
  });

  it('of 不满意 is asked why; staff decide whether it is done again, and then it is rated anew', async () => {
    const { no, say, followUp, act } = await resolved();

    expect(await say('王会长', '不满意')).toEqual([`已记下“不满意”（${no}）。请说说哪里不满意，不想说就发“跳过”。`]);
    expect(await say('王会长', '建议说好的培训没有通知到我们')).toEqual([
      `您的意见已记在 ${no}，工作人员会据此决定是否重新办理，有进展会告诉您。`,
    ]);
    expect((await followUp.story(no)).steps.at(-1)).toMatchObject({
      action: 'note',
      note: '建议说好的培训没有通知到我们',
      detail: { about: 'dissatisfied' },
    });
    expect((await followUp.dissatisfied(9)).cases).toMatchObject([{ no, reason: '建议说好的培训没有通知到我们' }]);
    await act(no, 'reopen', '补通知');
    expect((await followUp.dissatisfied(9)).cases).toEqual([]);
    await act(no, 'resolve', '已通知到');
    expect(await say('王会长', '满意')).toEqual([`已记下“满意”（${no}），谢谢您。`]);
  });

  it('takes nothing for the reason that is said by somebody who wants to stay unknown', async () => {
    const { no, say, followUp } = await resolved();
    await say('王会长', '不满意');

    await say('王会长', '匿名投诉：窗口收钱才办事');

    const { steps } = await followUp.story(no);
    expect(JSON.stringify(steps)).not.toContain('窗口');
  });

  it('keeps 不满意 when nothing more is said, and lets a question be a question', async () => {
    const { no, say, followUp } = await resolved();
    await say('王会长', '不满意');

    expect(await say('王会长', `/进度 ${no}`)).toEqual([expect.stringContaining('已向您反馈')]);
    expect(await say('王会长', '跳过')).toEqual(['好的，不满意已经记下，工作人员会看到。']);
    expect((await followUp.story(no)).satisfaction).toBe('dissatisfied');
  });

  it('takes the reason with the word', async () => {
    const { no, say, followUp } = await resolved('group');

    await say('王会长', '不满意，没人联系我', 'group');
    expect((await followUp.story(no)).steps.at(-1)).toMatchObject({ action: 'rate', note: '没人联系我' });
    expect(await say('王会长', `不满意 ${no}，车位太远`)).toEqual([expect.stringContaining('您的意见已记在')]);
    expect((await followUp.story(no)).steps.at(-1)).toMatchObject({ action: 'note', note: '车位太远' });
    expect(await say('王会长', '你好', 'group')).toEqual([]);
  });

  it('is for the one who submitted alone, and only of what has ended', async () => {
    const { no, say, submit, clock } = await resolved();
    const other = await submit('李会长', '会费收据当场开');

    expect(await say('李会长', `满意 ${no}`)).toEqual([`没有查到由您提交的 ${no}，请核对编号。`]);
    expect(await say('李会长', `满意 ${other}`)).toEqual([`${other} 还没有办结，办结后会请您评价。`]);
    expect(await say('李会长', '满意')).toEqual([expect.stringContaining('现在没有等您评价的')]);
    expect(await say('赵会长', '满意')).toEqual([]);
    expect(await say('赵会长', '不满意')).toEqual([expect.stringContaining('请直接写明情况')]);
    clock.advance(15 * 24 * 3_600_000);
    expect(await say('王会长', '满意')).toEqual([expect.stringContaining('现在没有等您评价的')]);
  });
});
