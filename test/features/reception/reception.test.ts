import { beforeEach, describe, expect, it } from 'vitest';
import { createReception, type Reception } from '../../../src/features/reception/reception.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { Case } from '../../../src/domain/case.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock, type HandClock } from '../../support/hand-clock.ts';
import { message as written } from '../../support/store-builders.ts';
import { openTempStore, type TempStore } from '../../support/temp-store.ts';

const hour = 3_600_000;

let clock: HandClock;
let temp: TempStore;
let store: Store;
let reception: Reception;
let count: number;

beforeEach(async () => {
  clock = createHandClock('2026-11-23T08:00:00+08:00');
  temp = await openTempStore(clock);
  use(temp.store);
  count = 0;
});

describe('a suggestion', () => {
  it('is recorded with its number and the member is told the number', async () => {
    expect(await say('建议：多办线上培训')).toBe('您的建议已登记，编号 2026-0001。发“/进度 2026-0001”可以查看进度。');

    expect(await cases()).toMatchObject([
      { no: '2026-0001', kind: 'suggestion', status: 'registered', content: '多办线上培训', memberName: '王会长' },
    ]);
  });

  it.each([
    '/建议 多办线上培训',
    '／建议 多办线上培训',
    '建议 多办线上培训',
    '/suggest 多办线上培训',
    '我建议多办线上培训',
  ])('is taken as %s', async (text) => {
    expect(await say(text)).toContain('2026-0001');
  });

  it('never has its phone numbers and names repeated into the group', async () => {
    const reply = await say('我是长沙市餐饮行业协会的王芳，电话138-0013-8000，建议把会费改成线上缴纳');

    expect(reply).toContain('2026-0001');
    expect(reply).not.toMatch(/138|8000|王芳|餐饮/);
    expect(await cases()).toMatchObject([
      { organization: '长沙市餐饮行业协会', contact: '王芳', phone: '13800138000', content: '建议把会费改成线上缴纳' },
    ]);
  });

  it('that holds several gets a number each', async () => {
    expect(await say('建议一：办面料展；建议二：开网课')).toBe(
      '已登记 2 条，编号 2026-0001、2026-0002。发“/进度”可以查看进度。',
    );
  });

  it('is recorded once, also when the message is handled again after a crash', async () => {
    const message = await receive('建议：多办线上培训');
    const outcome = await reception.handle(message);

    const first = await store.transaction(async (records) => outcome?.(records));
    const second = await store.transaction(async (records) => outcome?.(records));

    expect(second).toEqual(first);
    expect(await cases()).toHaveLength(1);
  });

  it('counts its number by the year in the time zone of the association', async () => {
    clock.set('2026-12-31T16:30:00Z');

    expect(await say('建议：新年新气象')).toContain('2027-0001');
  });
});

describe('a complaint', () => {
  it.each(['/投诉 秘书处电话一直打不通', '投诉：秘书处电话一直打不通'])('is answered discreetly: %s', async (text) => {
    expect(await say(text)).toBe(
      '已登记，编号 2026-0001。由工作人员处理，详情不在群里讨论。发“/进度 2026-0001”可以查看进度。',
    );
    expect(await cases()).toMatchObject([{ kind: 'complaint', content: '秘书处电话一直打不通' }]);
  });
});

describe('what is none', () => {
  it.each([
    '长沙接待日收集了多少条意见建议？',
    '收到',
    '谢谢',
    '怎么提建议？',
    '投诉电话是多少',
    '你好',
    '',
    '取消',
    '2025-2026年的进度安排是什么',
  ])('is left to others: %j', async (text) => {
    expect(await say(text)).toBeNull();
    expect(await cases()).toEqual([]);
  });
});

describe('a suggestion in two steps', () => {
  it.each(['我要提建议', '建议：', '/建议', '我有个建议', '提建议', '建议'])('begins with %s', async (text) => {
    expect(await say(text)).toContain('请说您的建议');
    expect(await say('接待日改到周五')).toContain('2026-0001');
    expect(await cases()).toMatchObject([{ kind: 'suggestion', content: '接待日改到周五' }]);
  });

  it('goes on after a restart', async () => {
    await say('我要提建议');
    use(await temp.reopen());

    expect(await say('接待日改到周五')).toContain('2026-0001');
  });

  it('is of one member in one group: others talking are not taken for it', async () => {
    await say('我要提建议');

    expect(await say('接待日改到周五', { sender: { platformId: 'li', name: '李秘书', bot: false } })).toBeNull();
    expect(await say('接待日改到周五', { group: 'h' })).toBeNull();
    expect(await say('接待日改到周五')).toContain('2026-0001');
  });

  it('takes one message only', async () => {
    await say('我要提建议');
    await say('接待日改到周五');

    expect(await say('接待日改到周六')).toBeNull();
  });

  it.each(['取消', '算了', '/取消', '不提了'])('is ended by %s', async (text) => {
    await say('我要提建议');

    expect(await say(text)).toBe('好的，已取消。');
    expect(await say('接待日改到周五')).toBeNull();
    expect(await cases()).toEqual([]);
  });

  it.each(['长沙接待日收集了多少条意见？', '合肥党组织覆盖率是多少', '/帮助', '转人工', '寄语'])(
    'is ended by a question or a command, which is handled as such: %s',
    async (text) => {
      await say('我要提建议');

      expect(await say(text)).toBeNull();
      expect(await say('接待日改到周五')).toBeNull();
      expect(await cases()).toEqual([]);
    },
  );

  it.each(['能不能把接待日改到周五？', '会费太高了，能少点吗？'])('takes a suggestion that asks: %s', async (text) => {
    await say('我要提建议');

    expect(await say(text)).toContain('2026-0001');
  });

  it('stays open through 好的 and 稍等', async () => {
    await say('我要提建议');

    expect(await say('好的')).toBeNull();
    expect(await say('稍等一下')).toBeNull();
    expect(await say('接待日改到周五')).toContain('2026-0001');
  });

  it('asks on when only a name and a phone come first, and keeps them', async () => {
    await say('我要提建议');

    expect(await say('我是长沙市家具协会的李明，13800138000')).toContain('请再说说具体内容');
    expect(await say('接待日改到周五')).toContain('2026-0001');
    expect(await cases()).toMatchObject([{ contact: '李明', phone: '13800138000', content: '接待日改到周五' }]);
  });

  it('ends by itself after 24 hours', async () => {
    await say('我要提建议');
    clock.advance(24 * hour - 1);
    expect(await say('好的')).toBeNull();
    clock.advance(1);

    expect(await say('接待日改到周五')).toBeNull();
  });

  it('of a complaint warns in a group, where everybody reads', async () => {
    expect(await say('我要投诉')).toContain('请不要写姓名和电话');
    expect(await say('电梯三天两头停')).toContain('2026-0001');
    expect(await cases()).toMatchObject([{ kind: 'complaint' }]);
  });
});

describe('how it stands', () => {
  it('is told to the one who submitted', async () => {
    await say('建议：多办线上培训');

    for (const text of ['/进度 2026-0001', '进度 2026-0001', '/进度 ２０２６－０００１', '2026-0001 怎么样了']) {
      expect(await say(text)).toBe('2026-0001：已登记，等待受理（2026-11-23 08:00 登记）');
    }
  });

  it.each(['我的建议怎么样了', '我的建议怎么样了？', '/进度', '进度', '我上次反映的问题有结果了吗'])(
    'of all one’s own is told for %s',
    async (text) => {
      await say('建议：多办线上培训');
      await say('投诉：秘书处电话一直打不通');

      expect(await say(text)).toBe(
        '您提交的 2 件：\n2026-0002：已登记，等待受理（2026-11-23 08:00 登记）\n2026-0001：已登记，等待受理（2026-11-23 08:00 登记）',
      );
    },
  );

  it('does not tell others, not even whether the number exists', async () => {
    await say('建议：多办线上培训');
    const li = { sender: { platformId: 'li', name: '李秘书', bot: false } };

    const existing = await say('/进度 2026-0001', li);
    const made = await say('/进度 2026-0009', li);

    expect(existing).toBe('没有查到由您提交的 2026-0001。请核对编号，或发“/进度”看您提交的全部。');
    expect(made).toBe(existing?.replace('0001', '0009'));
    expect(await say('我的建议怎么样了', li)).toContain('还没有登记过');
  });

  it('says how a number is written when it cannot be read', async () => {
    expect(await say('/进度 abc')).toContain('2026-0001');
  });
});

function use(opened: Store): void {
  store = opened;
  reception = createReception({ records: opened, timeZone: 'Asia/Shanghai' });
}

type Changes = NonNullable<Parameters<typeof written>[1]>;

/** Says something to the bot; its reply, null when it is not reception's. */
async function say(text: string, changes: Changes = {}): Promise<string | null> {
  const outcome = await reception.handle(await receive(text, changes));
  if (outcome === null) return null;
  const replies = await store.transaction(outcome);
  return replies.map((reply) => reply.text).join('\n');
}

async function receive(text: string, changes: Changes = {}): Promise<Message> {
  count += 1;
  const message = written(`m${count}`, { text, rawText: `@清语 ${text}`, sentAt: clock.now(), ...changes });
  const { messageId } = await store.messages.accept(message, clock.now());
  const stored = await store.messages.find(messageId);
  if (stored === null) throw new Error('the message is not there');
  return stored;
}

function cases(): Promise<Case[]> {
  return store.cases.list({ from: null, to: null, status: null, kind: null });
}
