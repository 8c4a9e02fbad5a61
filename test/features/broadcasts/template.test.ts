import { describe, expect, it } from 'vitest';
import { checkTemplate, fillTemplate, variables } from '../../../src/features/broadcasts/template.ts';
import { draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { organization } from '../../support/store-builders.ts';

const at = Date.parse('2026-11-23T23:30:00+08:00');
const fill = (text: string, title = '市物流协会会员群', timeZone = 'Asia/Shanghai'): string =>
  fillTemplate(text, { title, association: '市物流协会' }, { at, timeZone });

describe('a text with variables', () => {
  it.each([
    ['{群名}的各位会员', '市物流协会会员群的各位会员'],
    ['{协会}通知', '市物流协会通知'],
    ['{日期}（{星期}）', '2026年11月23日（星期一）'],
    ['｛ 星期 ｝见', '星期一见'],
    ['{{群名}} 和 {{', '{群名} 和 {'],
    ['{{{星期}}}', '{星期一}'],
    ['只有 { 和 } 的一半', '只有 { 和 } 的一半'],
  ])('%s is read as %s', (text, read) => {
    expect(fill(text)).toBe(read);
  });

  it('fills in a title as it is', () => {
    expect(fill('{群名}', '{日期} $& 群')).toBe('{日期} $& 群');
  });

  it('names the day where the association is', () => {
    expect(fill('{日期}{星期}', '', 'Asia/Tokyo')).toBe('2026年11月24日星期二');
  });

  it('is refused with the first name nobody knows and all that are known', () => {
    const refusal = { code: 'input/invalid', message: expect.stringContaining('不认识变量 {称呼}') };
    expect(() => checkTemplate('{群名}：{称呼}，{电话}')).toThrow(expect.objectContaining(refusal));
    for (const name of variables) expect(() => checkTemplate(`{${name}}`)).not.toThrow();
    for (const name of variables) expect(() => checkTemplate('{无}')).toThrow(`{${name}}`);
  });
});

describe('a broadcast with variables', () => {
  it('says to each group what is true of it', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    await bench.enroll('b');

    const { broadcast } = await bench.desk.plan(draft({ text: '{群名}：{星期}报名' }));
    await bench.settle();

    expect(bench.channel.shown).toEqual(['群 a：星期一报名', '群 b：星期一报名']);
    expect((await bench.desk.show(broadcast.id)).text).toBe('{群名}：{星期}报名');
  });

  it('names the day it is sent on, also when quiet hours move it to the next', async () => {
    const bench = await openBroadcasts(undefined, { quietHours: { from: '21:30', until: '07:30' } });
    await bench.enroll('a');
    const late = Date.parse('2026-11-23T22:00:00+08:00');

    const { broadcast } = await bench.desk.plan(draft({ text: '今天是{日期}', at: late }));
    bench.clock.advance(24 * 3_600_000 - 3_600_000);
    await bench.settle();

    expect(bench.channel.shown).toEqual(['今天是2026年11月24日']);
    expect(broadcast.closesAt).toBe(late + 12 * 3_600_000);
  });

  it('is not sent on another day than the one it names', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const evening = Date.parse('2026-11-23T20:00:00+08:00');
    const midnight = Date.parse('2026-11-24T00:00:00+08:00');

    const { broadcast } = await bench.desk.plan(draft({ text: '{日期}', at: evening }));
    const tooLong = bench.desk.plan(draft({ text: '{星期}', at: evening, until: midnight + 1 }));

    expect(broadcast.closesAt).toBe(midnight);
    await expect(tooLong).rejects.toMatchObject({ code: 'input/invalid', message: expect.stringContaining('00:00') });
  });

  it('plans nothing when it holds a name nobody knows', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');

    await expect(bench.desk.plan(draft({ text: '{称呼}好' }))).rejects.toMatchObject({ code: 'input/invalid' });

    expect(await bench.store.deliveries.listByKey('')).toEqual([]);
  });

  it('leaves out, with the reason, a group whose name it needs and nobody knows', async () => {
    const bench = await openBroadcasts();
    const { id } = await bench.store.conversations.ensure({ channel: 'web', kind: 'group', platformId: '-100' }, null);
    await bench.store.conversations.setEnrolled(id, 1);

    const planned = await bench.desk.plan(draft({ text: '{群名}好' }));
    await bench.settle();

    expect(planned).toMatchObject({ deliveries: 1, skipped: 1 });
    expect(bench.channel.shown).toEqual([]);
    const { deliveries } = await bench.desk.show(planned.broadcast.id);
    expect(deliveries).toMatchObject([{ state: 'skipped', reason: expect.stringContaining('还不知道群名') }]);
  });

  it('names the association a group is bound to, else the one in its title, else leaves the group out', async () => {
    const bench = await openBroadcasts();
    await bench.store.organizations.put([organization('市餐饮行业协会')]);
    const bound = await bench.enroll('市烹饪协会老群');
    await bench.store.conversations.setOrganization(bound, 'o-市餐饮行业协会');
    await bench.enroll('市家具商会会员群');
    const nameless = await bench.enroll('项目沟通');

    const { broadcast } = await bench.desk.plan(draft({ text: '{协会}好' }));
    await bench.settle();

    expect(bench.channel.shown.toSorted()).toEqual(['市餐饮行业协会好', '群 市家具商会好'].toSorted());
    const skipped = (await bench.desk.show(broadcast.id)).deliveries.filter(({ state }) => state === 'skipped');
    expect(skipped).toMatchObject([{ groupId: nameless, reason: expect.stringContaining('请先把群归到组织') }]);
  });
});
