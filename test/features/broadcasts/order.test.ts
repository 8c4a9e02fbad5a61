import { describe, expect, it } from 'vitest';
import { openOrders as open } from '../../support/order-bench.ts';
import { delivery, group, organization } from '../../support/store-builders.ts';

const minute = 60_000;

describe('/群发', () => {
  it('shows whom it reaches, when and with what, and sends after 确认 in the name of the account', async () => {
    const bench = await open();
    await bench.enroll('餐饮协会', { tags: ['长沙'] });
    await bench.enroll('家具协会', { tags: ['长沙'] });
    await bench.enroll('外地协会');

    const preview = await bench.tell('/群发 @长沙 周五前报名\n请相互转告');

    expect(preview).toBe(
      [
        '请核对这次群发：',
        '发给 2 个群：家具协会、餐饮协会',
        '时间：确认后马上发',
        '内容：',
        '—————',
        '周五前报名\n请相互转告',
        '—————',
        '10 分钟内回复“确认”才会发出；回复“取消”或别的话，就不发。',
      ].join('\n'),
    );
    expect(await bench.planned()).toEqual([]);
    expect(await bench.tell('确认')).toMatch(/^已安排发往 2 个群，马上发出。编号 o\d+/u);
    const at = bench.clock.now();
    expect(await bench.planned()).toEqual([{ text: '周五前报名\n请相互转告', by: '周秘书', at, groups: 2 }]);
  });

  it.each(['餐饮协会', '综合党委', '市委两新工委/综合党委'])(
    '@%s reaches the groups of the organization',
    async (name) => {
      const bench = await open();
      await bench.store.organizations.put([
        organization('市委“两新”工委'),
        organization('综合党委', { parentId: 'o-市委“两新”工委' }),
        organization('餐饮协会', { parentId: 'o-综合党委' }),
      ]);
      await bench.store.conversations.setOrganization(await bench.enroll('餐饮会员群'), 'o-餐饮协会');
      await bench.enroll('别的群');

      expect(await bench.tell(`/群发 @${name} 周五前报名`)).toContain('发给 1 个群：餐饮会员群\n');
      expect(await bench.tell('确认')).toContain('已安排发往 1 个群');
    },
  );

  it.each([
    ['党建办', '不止一个，请连上级一起写'],
    ['餐饮', '既是标签又是组织'],
    ['酒店', '“酒店”和它的下级都还没有群'],
    ['没有', '没有群带标签“没有”，也没有叫这个名字的组织'],
  ])('@%s is not guessed at', async (name, sentence) => {
    const bench = await open();
    const names = ['餐饮', '酒店', '甲', '乙'];
    await bench.store.organizations.put([
      ...names.map((one) => organization(one)),
      organization('党建办', { id: 'o-1', parentId: 'o-甲' }),
      organization('党建办', { id: 'o-2', parentId: 'o-乙' }),
    ]);
    await bench.enroll('餐饮协会', { tags: ['餐饮'] });

    expect(await bench.tell(`/群发 @${name} 周五前报名`)).toContain(sentence);
    expect(await bench.planned()).toEqual([]);
  });

  it('asks again when another group came to the organization before 确认', async () => {
    const bench = await open();
    await bench.store.organizations.put([organization('餐饮协会')]);
    await bench.store.conversations.setOrganization(await bench.enroll('甲群'), 'o-餐饮协会');
    await bench.tell('/群发 @餐饮协会 周五前报名');
    await bench.store.conversations.setOrganization(await bench.enroll('乙群'), 'o-餐饮协会');

    expect(await bench.tell('确认')).toContain('能收到的群有了变化');
    expect(await bench.tell('确认')).toContain('发往 2 个群');
  });

  it('names up to ten groups, and says which get nothing and why, and what a person posts', async () => {
    const bench = await open();
    for (let index = 10; index < 22; index += 1) await bench.enroll(`群${index}`);
    await bench.enroll('停了的', { muted: true });
    await bench.enroll('手工的', { channel: 'manual' });
    await group(bench.store, '没开的');

    const preview = await bench.tell('/broadcast 全部 通知');

    expect(preview).toMatch(/发给 13 个群：(?:[^、\n]+、){9}[^、\n]+ 等\n/u);
    expect(preview).toContain('其中 1 个群要人手工发布');
    expect(preview).toContain('不发 1 个群（该群已停发）：停了的');
    expect(preview).toContain('不发 1 个群（没有开启接收群发）：群 没开的');
    expect(await bench.tell('确认')).toContain('发往 13 个群');
  });

  it.each([
    ['明天9:00 开会', '2026-11-24T09:00', '开会'],
    ['明天 9：05 开会', '2026-11-24T09:05', '开会'],
    ['后天下午3点半 开会', '2026-11-25T15:30', '开会'],
    ['今天20点 开会', '2026-11-23T20:00', '开会'],
    ['2026-12-01 09:00 开会', '2026-12-01T09:00', '开会'],
    ['现在 明天9:00 开会', null, '明天9:00 开会'],
    ['明天9:00开会', null, '明天9:00开会'],
    ['9:00 开会', null, '9:00 开会'],
  ])('reads when and what in %j', async (words, at, text) => {
    const bench = await open();
    await bench.enroll('餐饮协会');

    const preview = await bench.tell(`/群发 全部 ${words}`);
    await bench.tell('确认');

    expect(preview).toContain(at === null ? '确认后马上发' : `时间：${at.replace('T', ' ')}`);
    const instant = at === null ? bench.clock.now() : Date.parse(`${at}:00+08:00`);
    expect(await bench.planned()).toEqual([{ text, by: '周秘书', at: instant, groups: 1 }]);
  });

  it.each(['全部', '所有群', '全部工作群', '所有的群'])('goes to every group for %j', async (everybody) => {
    const bench = await open();
    await bench.enroll('餐饮协会');
    await bench.enroll('家具协会');

    expect(await bench.tell(`/群发 ${everybody} 通知`)).toContain('发给 2 个群');
    expect(await bench.tell(`/群发 加急：停水 ${everybody}：通知`)).toContain('发给 2 个群');
  });

  it('takes no word that only begins like it for every group', async () => {
    const bench = await open();
    await bench.enroll('餐饮协会');

    expect(await bench.tell('/群发 所有人 通知')).toContain('请这样写');
  });

  it('says that quiet hours come first', async () => {
    const bench = await open({ quiet: { from: '08:00', until: '10:00' } });
    await bench.enroll('餐饮协会');

    expect(await bench.tell('/群发 全部 通知')).toContain('要到 2026-11-23 10:00 才发出');
  });

  it('says which groups have had enough today, and where it goes out with others', async () => {
    const bench = await open({ cap: 1, quiet: { from: '08:00', until: '10:00' } });
    await bench.enroll('餐饮协会');
    const full = await bench.enroll('家具协会');
    const lease = { owner: 'x', now: 1, leaseMs: 1_000 };
    await bench.store.deliveries.add([delivery('old', full, { kind: 'daily' })], 1);
    await bench.store.deliveries.claim(lease, { limit: 1, channels: ['web'] });
    await bench.store.deliveries.markSending('old', 'x', 1);
    await bench.store.deliveries.markSent('old', 'x', { at: bench.clock.now(), platformMessageId: null });
    await bench.tell('/群发 #餐饮协会 先来的');
    await bench.tell('确认');

    const preview = await bench.tell('/群发 全部 通知');

    expect(preview).toContain('其中 1 个群今天已满 1 条，会跳过：家具协会');
    expect(preview).toContain('其中 1 个群会和另外等着的通知合成一条发出');
  });

  it.each(['加急：台风红色预警 @长沙 停业', '加急 台风红色预警  @长沙 停业', '加急:台风红色预警 ＠长沙 停业'])(
    'is urgent as %j, says what that means, and goes on record with the reason',
    async (words) => {
      const bench = await open({ quiet: { from: '08:00', until: '10:00' } });
      await bench.enroll('餐饮协会', { tags: ['长沙'] });

      const preview = await bench.tell(`/群发 ${words}`);

      expect(preview).toContain('加急：台风红色预警（免打扰时段也发，不受每天条数限制，记入操作记录）');
      expect(preview).toContain('时间：确认后马上发\n');
      expect(await bench.tell('确认')).toContain('已加急安排发往 1 个群，马上发出');
      expect(await bench.store.broadcasts.list(9)).toMatchObject([{ text: '停业', urgent: '台风红色预警' }]);
      expect(await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).toMatchObject([
        { who: '周秘书', action: 'broadcast/urgent', detail: { urgent: '台风红色预警' } },
      ]);
    },
  );

  it('is not urgent for what is only said to be', async () => {
    const bench = await open();
    await bench.enroll('餐饮协会');

    await bench.tell('/群发 全部 加急：请看 @所有人');
    await bench.tell('确认');

    expect(await bench.store.broadcasts.list(9)).toMatchObject([{ text: '加急：请看 @所有人', urgent: null }]);
  });

  it('finds a group by its whole name, spaces included', async () => {
    const bench = await open();
    await bench.enroll('长沙 餐饮');
    await bench.enroll('长沙');

    expect(await bench.tell('/群发 #长沙 餐饮 通知')).toContain('发给 1 个群：长沙 餐饮\n');
    expect(await bench.tell('/群发 #长沙 通知')).toContain('发给 1 个群：长沙\n');
    await bench.enroll('长沙', { channel: 'manual' });
    expect(await bench.tell('/群发 #长沙 通知')).toContain('有 2 个群都叫“长沙”');
  });

  it.each([
    ['/群发', '请这样写'],
    ['/群发 大家 通知', '请这样写'],
    ['/群发 加急 全部 通知', '加急要写明为什么'],
    ['/群发 加急：台风', '加急要写明为什么'],
    ['/群发 加急：急 全部 通知', '2 到 200 个字'],
    ['/群发 全部', '还没有写'],
    ['/群发 全部 明天9:00', '还没有写'],
    ['/群发 @无 通知', '没有群带标签“无”'],
    ['/群发 #无 通知', '没有叫这个名字的群'],
    ['/群发 @停 通知', '选中的群都收不到：1 个该群已停发'],
    ['/群发 全部 2026-13-01 09:00 通知', '没有“2026-13-01 09:00”这个时间'],
    ['/群发 全部 明天25:00 通知', '没有“明天25:00”这个时间'],
    ['/群发 全部 今天8:00 通知', '2026-11-23 08:00 已经过去了'],
    [`/群发 全部 ${'字'.repeat(4_001)}`, '4001 个字'],
  ])('says in one sentence what is wrong with %.30j, and forgets the order before', async (text, sentence) => {
    const bench = await open();
    await bench.enroll('餐饮协会');
    await bench.enroll('停了的', { muted: true, tags: ['停'] });
    await bench.tell('/群发 全部 之前的');

    expect(await bench.tell(text)).toContain(sentence);
    expect(await bench.tell('确认')).toContain('没有等着确认的群发');
    expect(await bench.planned()).toEqual([]);
  });

  it.each([
    ['取消', '已取消'],
    ['把时间改成十点', '已经作废'],
    ['长沙有几家协会？', '已经作废'],
  ])('is over when %j is said instead of 确认, and says so', async (text, sentence) => {
    const bench = await open();
    await bench.enroll('餐饮协会');
    await bench.tell('/群发 全部 通知');

    expect(await bench.tell(text)).toContain(sentence);
    expect(await bench.tell('确认')).toContain('没有等着确认的群发');
    expect(await bench.planned()).toEqual([]);
  });

  it('asks for the word when somebody says 好的, and takes it then', async () => {
    const bench = await open();
    await bench.enroll('餐饮协会');
    await bench.tell('/群发 全部 通知');

    expect(await bench.tell('好的')).toBe('要发请回复“确认”两个字，不发请回复“取消”。');
    expect(await bench.planned()).toEqual([]);
    await bench.tell('确认！');
    expect(await bench.planned()).toHaveLength(1);
  });

  it('waits ten minutes for 确认, and no longer', async () => {
    const bench = await open();
    await bench.enroll('餐饮协会');
    await bench.tell('/群发 全部 早');
    bench.clock.advance(10 * minute - 1);
    await bench.tell('确认');
    await bench.tell('/群发 全部 晚');
    bench.clock.advance(10 * minute);

    expect(await bench.tell('确认')).toContain('没有等着确认的群发');
    expect((await bench.planned()).map(({ text }) => text)).toEqual(['早']);
  });

  it('does not go out when its time has passed before 确认', async () => {
    const bench = await open();
    await bench.enroll('餐饮协会');
    await bench.tell('/群发 全部 今天9:05 通知');
    bench.clock.advance(7 * minute);

    expect(await bench.tell('确认')).toContain('2026-11-23 09:05 已经过去了');
    expect(await bench.planned()).toEqual([]);
  });

  it('is shown again when other groups would get it than the preview said', async () => {
    const bench = await open();
    await bench.enroll('餐饮协会');
    await bench.tell('/群发 全部 通知');
    await bench.enroll('新来的');

    const again = await bench.tell('确认');

    expect(again).toContain('请再核对一次');
    expect(again).toContain('发给 2 个群');
    expect(await bench.planned()).toEqual([]);
    expect(await bench.tell('确认')).toContain('已安排发往 2 个群');
  });

  it('is planned once, however often 确认 is said', async () => {
    const bench = await open();
    await bench.enroll('餐饮协会');
    await bench.tell('/群发 全部 通知');
    await bench.tell('确认');

    expect(await bench.tell('确认')).toContain('没有等着确认的群发');
    expect(await bench.planned()).toHaveLength(1);
  });

  it('waits over a restart, in the chat it was ordered in', async () => {
    const before = await open();
    await before.enroll('餐饮协会');
    await before.tell('/群发 全部 通知');

    const bench = await before.restarted();

    expect(await bench.tell('确认', 'li')).toBe('答 确认');
    expect(await bench.tell('确认')).toContain('已安排');
    expect(await bench.planned()).toHaveLength(1);
  });

  it('is not for members, nor for staff, nor for disabled accounts', async () => {
    const bench = await open({ role: 'staff' });
    await bench.enroll('餐饮协会');

    expect(await bench.tell('/群发 全部 通知')).toBe('您的账号是工作人员，不能群发，请找秘书或管理员。');
    expect(await bench.tell('/群发 全部 通知', 'li')).toContain('只有绑定了账号的秘书和管理员能用');
    await bench.store.users.setDisabled('u-周秘书', 1);
    expect(await bench.tell('/群发 全部 通知')).toContain('已经停用');
    expect(await bench.tell('确认')).toBe('答 确认');
  });

  it('is not confirmed by who was disabled or unbound after the preview', async () => {
    const bench = await open({ role: 'admin' });
    await bench.enroll('餐饮协会');
    await bench.tell('/群发 全部 通知');
    await bench.store.users.setDisabled('u-周秘书', 1);

    expect(await bench.tell('确认')).toContain('已经停用');
    await bench.store.users.setDisabled('u-周秘书', null);
    expect(await bench.tell('确认')).toContain('没有等着确认的群发');
    expect(await bench.planned()).toEqual([]);
  });

  it('in a group is told to be private', async () => {
    const bench = await open();
    const id = await bench.say('1', { text: '/群发 全部 通知', addressed: 'command' });
    await bench.settle();

    expect(await bench.repliesTo(id)).toEqual(['群发请秘书或管理员私聊我，群里不处理。']);
  });

  it('is not in other words', async () => {
    const bench = await open();

    for (const text of ['群发怎么用？', '/群发器', '取消', '好的']) expect(await bench.tell(text)).toBe(`答 ${text}`);
  });
});
