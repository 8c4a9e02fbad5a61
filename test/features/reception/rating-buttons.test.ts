import { describe, expect, it } from 'vitest';
import { type FollowUpBench, openFollowUp } from '../../support/follow-up-bench.ts';

const [satisfied, fairly, dissatisfied] = [0, 1, 2];

async function resolved(where: 'group' | 'direct'): Promise<FollowUpBench & { no: string }> {
  const bench = await openFollowUp();
  const no = await bench.submit('王会长', '多办几场用工培训', where);
  await bench.act(no, 'accept');
  await bench.act(no, 'resolve', '下月办两场');
  await bench.heard();
  return { ...bench, no };
}

async function ratings({ followUp, no }: FollowUpBench & { no: string }): Promise<(string | undefined)[]> {
  const { steps } = await followUp.story(no);
  return steps.filter(({ action }) => action === 'rate').map(({ detail }) => String(detail['satisfaction']));
}

describe('a rating by a button', () => {
  it('is a step of the one who submitted, and its button shows what it was', async () => {
    const bench = await resolved('direct');

    expect(await bench.press('王会长', fairly)).toEqual({
      text: `已记下“基本满意”（${bench.no}），谢谢您。`,
      label: '✓ 基本满意',
    });
    const story = await bench.followUp.story(bench.no);
    expect(story).toMatchObject({ satisfaction: 'fairly' });
    expect(story.steps.at(-1)).toMatchObject({ who: '王会长', action: 'rate', status: 'reported_back' });
    expect(await bench.askedWhy()).toEqual([]);
  });

  it('counts once: pressed again, also another one, it says that it is noted', async () => {
    const bench = await resolved('direct');
    await bench.press('王会长', satisfied);

    const again = await Promise.all([bench.press('王会长', satisfied), bench.press('王会长', dissatisfied)]);

    expect(again).toEqual([
      { text: `${bench.no} 已经评价过了，谢谢您。`, label: '✓ 满意' },
      { text: `${bench.no} 已经评价过了，谢谢您。`, label: '✓ 满意' },
    ]);
    expect(await ratings(bench)).toEqual(['satisfied']);
    expect(await bench.say('王会长', '不满意')).toEqual([expect.stringContaining('现在没有等您评价的')]);
  });

  it('counts once when the platform tells of one press twice at the same time', async () => {
    const bench = await resolved('direct');

    const both = await Promise.all([bench.press('王会长', dissatisfied), bench.press('王会长', dissatisfied)]);

    expect(both.map(({ label }) => label)).toEqual(['✓ 不满意', '✓ 不满意']);
    expect(await ratings(bench)).toEqual(['dissatisfied']);
    expect(await bench.askedWhy()).toHaveLength(1);
  });

  it('says that it is noted when it was said in words before', async () => {
    const bench = await resolved('direct');
    await bench.say('王会长', '满意');

    expect(await bench.press('王会长', dissatisfied)).toMatchObject({ label: '✓ 满意' });
    expect(await ratings(bench)).toEqual(['satisfied']);
  });

  it('is nobody else’s in a group, and shows the group that there is one, not which', async () => {
    const bench = await resolved('group');
    await bench.say('李会长', '你好', 'group');

    for (const name of ['李会长', '赵会长'])
      expect(await bench.press(name, dissatisfied, 'group')).toEqual({
        text: '这里请提交人自己评价，您点的没有记下。',
        label: null,
      });
    expect(await ratings(bench)).toEqual([]);
    expect(await bench.press('王会长', satisfied, 'group')).toMatchObject({ label: '✓ 已评价' });
    expect(await ratings(bench)).toEqual(['satisfied']);
  });

  it('counts only where the message is', async () => {
    const bench = await resolved('group');
    await bench.say('王会长', '你好');

    expect(await bench.press('王会长', satisfied, 'direct')).toMatchObject({ label: null });
    expect(await ratings(bench)).toEqual([]);
  });

  it('of 不满意 asks why in the private chat it was pressed in, once, and takes the answer', async () => {
    const bench = await resolved('direct');

    expect(await bench.press('王会长', dissatisfied)).toEqual({
      text: `已记下“不满意”（${bench.no}），请接着说说原因。`,
      label: '✓ 不满意',
    });
    await bench.press('王会长', dissatisfied);
    expect(await bench.askedWhy()).toEqual([
      `王会长: 您对 ${bench.no} 的办理结果评价了“不满意”。请说说哪里不满意，不想说就发“跳过”。`,
    ]);
    expect(await bench.say('王会长', '培训没有通知到我们')).toEqual([
      `您的意见已记在 ${bench.no}，工作人员会据此决定是否重新办理，有进展会告诉您。`,
    ]);
    expect((await bench.followUp.dissatisfied(9)).cases).toMatchObject([
      { no: bench.no, reason: '培训没有通知到我们' },
    ]);
  });

  it('of 不满意 in a group asks why in private, where nobody reads along', async () => {
    const bench = await resolved('group');
    await bench.say('王会长', '你好');

    expect(await bench.press('王会长', dissatisfied, 'group')).toEqual({
      text: `已记下“不满意”（${bench.no}），我私聊问您原因。`,
      label: '✓ 已评价',
    });
    expect(await bench.askedWhy()).toEqual([expect.stringMatching(/^王会长: .*请说说哪里不满意/u)]);
    expect(await bench.say('王会长', '没人联系我')).toEqual([expect.stringContaining('您的意见已记在')]);
  });

  it('of 不满意 in a group tells who cannot be written to alone how to give the reason', async () => {
    const bench = await resolved('group');

    const { text } = await bench.press('王会长', dissatisfied, 'group');

    expect(text).toBe(`已记下“不满意”（${bench.no}）。请私聊我说说原因，群里看不到：发“不满意 ${bench.no}，原因”。`);
    expect(await bench.askedWhy()).toEqual([]);
    expect(await bench.say('王会长', `不满意 ${bench.no}，没人联系我`)).toEqual([
      expect.stringContaining('您的意见已记在'),
    ]);
  });

  it('waits for another end when it is done again', async () => {
    const bench = await resolved('direct');
    await bench.press('王会长', dissatisfied);
    await bench.act(bench.no, 'reopen', '补通知');

    expect(await bench.press('王会长', satisfied)).toEqual({
      text: `${bench.no} 还没有办结，办结后会请您评价。`,
      label: null,
    });
    await bench.act(bench.no, 'resolve', '已通知到');
    expect(await bench.press('王会长', satisfied)).toMatchObject({ label: '✓ 满意' });
    expect(await ratings(bench)).toEqual(['dissatisfied', 'satisfied']);
  });

  it('says what to do of a button that stands for nothing', async () => {
    const bench = await resolved('direct');
    const { text } = await bench.press('王会长', 7);

    expect(text).toBe('这里不能再评价了。请回复“满意”“基本满意”或“不满意”，带上编号。');
  });
});
