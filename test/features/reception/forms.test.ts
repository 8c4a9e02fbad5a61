import { beforeEach, describe, expect, it } from 'vitest';
import type { Form } from '../../../src/domain/form.ts';
import { openReceptionBench, type ReceptionBench } from '../../support/reception-bench.ts';

/** A kind that an association added. */
const rights: Form = {
  id: 'rights',
  name: '维权',
  words: ['维权', '侵权'],
  receiver: { name: null, organization: null, role: '律师' },
  targetDays: 5,
  discreet: false,
  fields: [{ id: 'mark', name: '商标', question: '是哪个商标？', needed: true, personal: false }],
};

let bench: ReceptionBench;
const hour = 3_600_000;

beforeEach(async () => {
  bench = await openReceptionBench({ more: [rights] });
});

describe('a kind of an association’s own', () => {
  it.each([
    '/登记 维权 有人仿冒我们的招牌',
    '／登记 侵权：有人仿冒我们的招牌',
    '维权：有人仿冒我们的招牌',
    '/register 维权 有人仿冒我们的招牌',
  ])('is recorded by its words: %s', async (text) => {
    expect(await bench.say(text)).toContain('已登记，编号 2026-0001');
    expect(await bench.cases()).toMatchObject([{ kind: 'rights', content: '有人仿冒我们的招牌' }]);
  });

  it('is asked for when only its name is said', async () => {
    expect(await bench.say('/登记 维权')).toContain('请说您的维权');
    await bench.say('有人仿冒我们的招牌');

    expect(await bench.cases()).toMatchObject([{ kind: 'rights' }]);
  });

  it('asks what its form needs and keeps it by its name', async () => {
    expect(await bench.say('维权：有人仿冒我们的招牌')).toContain('是哪个商标？（不方便就回“跳过”）');
    expect(await bench.say('湘味轩')).toBe('好的，2026-0001 已登记齐全，有进展会告诉您。');

    expect(await bench.cases()).toMatchObject([{ details: { mark: '湘味轩' }, version: 2 }]);
  });

  it('is due at the end of its last working day', async () => {
    bench.clock.set('2026-11-26T09:00:00+08:00');
    await bench.say('维权：有人仿冒我们的招牌');

    expect(await bench.cases()).toMatchObject([{ dueAt: Date.parse('2026-12-03T23:59:59.999+08:00') }]);
  });

  it('that nobody knows is answered with those there are', async () => {
    expect(await bench.say('/登记 停车 没有车位')).toContain('没有“停车”这一类。可以登记：');
    expect(await bench.say('/登记')).toContain('维权');
    expect(await bench.cases()).toEqual([]);
  });
});

describe('questions about a case', () => {
  const demand = '诉求：厂里缺二十名缝纫工，希望协会对接职校';

  it('are for what is needed and missing, in a group never for who can be called', async () => {
    expect(await bench.say(demand)).toBe(
      '您的诉求已登记，编号 2026-0001。发“/进度 2026-0001”可以查看进度。\n还想问一句：您是哪家单位的？（不方便就回“跳过”）',
    );
    expect(await bench.say(`我是株洲千金服饰有限公司的沈曼，电话13800138000，${demand}`)).not.toContain('还想问');
  });

  it('are two at most, alone with the bot, and an answer may say more than was asked', async () => {
    expect(await bench.sayAlone(demand)).toContain('您是哪家单位的');
    expect(await bench.sayAlone('我是株洲千金服饰有限公司的沈曼')).toContain('联系电话');
    expect(await bench.sayAlone('138 0013 8000')).toContain('已登记齐全');

    expect(await bench.cases()).toMatchObject([
      { organization: '株洲千金服饰有限公司', contact: '沈曼', phone: '13800138000', version: 3 },
    ]);
  });

  it('are ended by 跳过, one by one, and nothing is lost', async () => {
    await bench.sayAlone(demand);
    expect(await bench.sayAlone('跳过')).toContain('联系电话');
    expect(await bench.sayAlone('不方便')).toContain('已登记齐全');
    expect(await bench.sayAlone('13800138000')).toBeNull();

    expect(await bench.cases()).toMatchObject([{ organization: null, version: 1 }]);
  });

  it('survive a restart and others who talk in between', async () => {
    await bench.say(demand);
    await bench.restart();
    const li = { sender: { platformId: 'li', name: '李秘书', bot: false } };

    expect(await bench.say('长沙市餐饮行业协会', li)).toBeNull();
    expect(await bench.say('株洲千金服饰有限公司')).toContain('已登记齐全');
    expect(await bench.cases()).toMatchObject([{ organization: '株洲千金服饰有限公司' }]);
  });

  it.each(['长沙接待日收集了多少条意见？', '/帮助'])(
    'are over when the member asks something else: %s',
    async (text) => {
      await bench.say(demand);

      expect(await bench.say(text)).toBeNull();
      expect(await bench.say('株洲千金服饰有限公司')).toBeNull();
    },
  );

  it('are over when another case is told, which is one of its own', async () => {
    await bench.say(demand);

    expect(await bench.say('建议：多办线上培训')).toContain('2026-0002');
    expect(await bench.cases()).toMatchObject([
      { organization: null },
      { kind: 'suggestion', content: '多办线上培训' },
    ]);
  });

  it('are over after 取消, and the case stands', async () => {
    await bench.say(demand);

    expect(await bench.say('取消')).toBe('好的，不再问了。2026-0001 已经登记；要撤回请发“撤回 2026-0001”。');
    expect(await bench.cases()).toMatchObject([{ status: 'registered' }]);
  });

  it('are over after 24 hours', async () => {
    await bench.say(demand);
    bench.clock.advance(24 * hour);

    expect(await bench.say('株洲千金服饰有限公司')).toBeNull();
  });

  it('ask again when a number cannot be read', async () => {
    await bench.sayAlone('投诉：电梯三天两头停');

    expect(await bench.sayAlone('就是我微信')).toContain('没有认出来');
    expect(await bench.sayAlone('13800138000')).toContain('什么时候');
    expect(await bench.cases()).toMatchObject([{ phone: '13800138000' }]);
  });
});

describe('a complaint in a group', () => {
  const complaint = '投诉：电梯三天两头停';

  it('is gone on with in the private chat there is', async () => {
    await bench.sayAlone('你好');
    expect(await bench.say(complaint)).toBe(
      '已登记，编号 2026-0001。由工作人员处理，详情不在群里讨论。发“/进度 2026-0001”可以查看进度。我私聊您再问一句。',
    );
    expect(await bench.sayAlone('13800138000')).toContain('什么时候');

    const [one] = await bench.cases();
    expect(one).toMatchObject({ phone: '13800138000' });
    const asked = await bench.temp.store.deliveries.page(
      { keyPrefix: 'case/' },
      { state: 'pending', after: 0, limit: 9 },
    );
    expect(asked.deliveries).toMatchObject([{ text: expect.stringContaining('留个联系电话') }]);
  });

  it('says how to begin one where there is none yet', async () => {
    expect(await bench.say(complaint)).toContain('请私聊我发“/补充 2026-0001”');
    expect(await bench.sayAlone('/补充 2026-0001')).toContain('联系电话');
    expect(await bench.sayAlone('13800138000')).toContain('什么时候');
    expect(await bench.cases()).toMatchObject([{ phone: '13800138000' }]);
  });

  it('stays short where members cannot talk to the bot alone', async () => {
    bench = await openReceptionBench({ deps: { directChats: () => false } });

    expect(await bench.say(complaint)).not.toContain('私聊');
  });
});

describe('one’s own case', () => {
  beforeEach(async () => {
    await bench.say('建议：多办线上培训，联系人王芳13900139000');
  });

  it.each([
    ['电话写错了，是13800138000', { phone: '13800138000' }, '电话'],
    ['电话写错了，不是13900139000，是13800138000', { phone: '13800138000' }, '电话'],
    ['手机号打错了，应该是 138-0013-8000', { phone: '13800138000' }, '电话'],
    ['2026-0001 的电话改成0731-88886666', { phone: '0731-88886666' }, '电话'],
    ['联系人写错了，是李华', { contact: '李华' }, '联系人'],
    ['单位改成长沙市餐饮行业协会', { organization: '长沙市餐饮行业协会' }, '单位'],
    ['更正：邮箱 a@example.com', { email: 'a@example.com' }, '邮箱'],
  ])('is corrected by %s', async (text, want, field) => {
    expect(await bench.say(text)).toBe(`已更正 2026-0001 的${field}。`);

    expect(await bench.cases()).toMatchObject([{ ...want, version: 2 }]);
    expect(await bench.temp.store.cases.steps('2026-0001')).toMatchObject([{}, { action: 'correct', who: '王会长' }]);
  });

  it('is corrected in all that the same message said', async () => {
    await bench.say('建议一：多办线上培训。建议二：会费票据请当场开。联系人王芳13900139000');

    expect(await bench.say('电话写错了，是13800138000')).toBe('已更正 2026-0002、2026-0003 的电话。');

    expect((await bench.cases()).map(({ no, phone }) => [no, phone])).toEqual([
      ['2026-0001', '13900139000'],
      ['2026-0002', '13800138000'],
      ['2026-0003', '13800138000'],
    ]);
  });

  it.each([
    '撤回',
    '撤回 2026-0001',
    '/撤回 2026-0001',
    '/withdraw',
    '撤回我的建议',
    '我要撤回刚才的建议',
    '把我的建议撤回',
  ])('is withdrawn by %s', async (text) => {
    expect(await bench.say(text)).toContain('已按您的要求撤回 2026-0001');

    expect(await bench.cases()).toMatchObject([{ status: 'withdrawn', endedAt: bench.clock.now() }]);
    expect(await bench.say('电话写错了，是13800138000')).toContain('没有查到');
  });

  it('is nobody else’s to change, and they do not learn that it is there', async () => {
    const li = { sender: { platformId: 'li', name: '李秘书', bot: false } };

    expect(await bench.say('撤回 2026-0001', li)).toBe(await bench.say('撤回 2026-0009', li));
    expect(await bench.say('2026-0001 的电话改成13700137000', li)).toContain('没有查到');
    expect(await bench.cases()).toMatchObject([{ status: 'registered', version: 1 }]);
  });
});
