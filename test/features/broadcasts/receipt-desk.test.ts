import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/message.ts';
import { readReceiptWords } from '../../../src/features/broadcasts/receipt-words.ts';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { message } from '../../support/store-builders.ts';

const hour = 3_600_000;

type Asked = BroadcastBench & {
  /** Plans and sends a broadcast that asks for an hour; resolves with its id and that of its first delivery. */
  ask(text?: string): Promise<{ id: string; broadcastId: string }>;
  /** A member writes this in the group `a` now; null when nobody cares, else the replies. */
  say(text: string, changes?: Partial<Message> & { name?: string }): Promise<string[] | null>;
  names(broadcastId: string): Promise<string[]>;
};

async function openAsked(channel = createScriptedChannel()): Promise<Asked> {
  const bench = await openBroadcasts(channel);
  await bench.enroll('a');
  let written = 0;
  return {
    ...bench,
    async ask(text = '周五前报名') {
      const until = bench.clock.now() + hour;
      const { broadcast } = await bench.desk.plan(draft({ text, receipt: { reason: '核对', until } }));
      await bench.settle();
      const [delivery] = await bench.store.deliveries.listOf(broadcast.id);
      return { id: delivery?.id ?? '', broadcastId: broadcast.id };
    },
    async say(text, { name = '王会长', ...changes } = {}) {
      const sender = { platformId: name, name, bot: false };
      const sentAt = bench.clock.now();
      const given = message(`${(written += 1)}`, { group: 'a', text, sentAt, sender });
      const { messageId } = await bench.store.messages.accept(given, sentAt);
      const stored = await bench.store.messages.find(messageId);
      if (stored === null) throw new Error('it was not stored');
      const outcome = await bench.receipts.handle({ ...stored, ...changes });
      return outcome && (await bench.store.transaction(outcome)).map((reply) => reply.text);
    },
    async names(broadcastId) {
      const { deliveries } = await bench.desk.show(broadcastId, { receipts: true });
      return deliveries.flatMap(({ receipts = [] }) =>
        receipts.map(({ name, late }) => (late ? `${name} late` : name)),
      );
    },
  };
}

const groupA = { channel: 'web', kind: 'group', platformId: 'a' } as const;
const wang = { platformId: '王会长', name: '王会长' };

describe('words of a 收到', () => {
  it.each([
    '收到',
    '已收到',
    '收到！',
    'OK',
    'ok👌',
    '好的收到',
    '好，收到',
    '1',
    '１',
    '收到，谢谢',
    '收到[强]',
    '收到了',
    ' 收到收到 ',
    '已阅',
  ])('are %s', (text) => {
    expect(readReceiptWords(text)).toBe('bare');
  });

  it.each(['/收到', '／收到', '/已收到', '/receipt'])('as a command are %s', (text) => {
    expect(readReceiptWords(text)).toBe('command');
  });

  it.each(['', '好的', '没收到', '收到会费了吗？', '11', '1号', '收到货款一万元', 'OK吗', '收到请回复'])(
    'are not “%s”',
    (text) => {
      expect(readReceiptWords(text)).toBeNull();
    },
  );
});

describe('a bare 收到', () => {
  it('counts once a person while a receipt is open, and is not answered', async () => {
    const { ask, say, names, desk } = await openAsked();
    const { broadcastId } = await ask();

    expect(await say('收到')).toEqual([]);
    expect(await say('好的收到')).toEqual([]);
    expect(await say('1', { name: '李会长' })).toEqual([]);

    expect(await names(broadcastId)).toEqual(['王会长', '李会长']);
    expect((await desk.show(broadcastId)).deliveries).toMatchObject([{ acknowledged: 2, read: null, delivered: null }]);
    expect((await desk.show(broadcastId)).deliveries[0]).not.toHaveProperty('receipts');
  });

  it('is nobody’s business when no receipt is open', async () => {
    const { ask, say, names, clock } = await openAsked();
    expect(await say('收到')).toBeNull();
    const { broadcastId } = await ask();
    clock.advance(hour + 1);

    expect(await say('收到')).toBeNull();
    expect(await names(broadcastId)).toEqual([]);
  });

  it('is about the newest message that asks', async () => {
    const { ask, say, names, clock } = await openAsked();
    const first = await ask('第一次');
    clock.advance(60_000);
    const second = await ask('第二次');

    await say('收到');

    expect([await names(first.broadcastId), await names(second.broadcastId)]).toEqual([[], ['王会长']]);
  });

  it('counts by the time it was written, though the bot hears of it later', async () => {
    const { ask, say, names, clock } = await openAsked();
    const { broadcastId } = await ask();
    const sentAt = clock.now() + 1_000;
    clock.advance(2 * hour);

    await say('收到', { sentAt });

    expect(await names(broadcastId)).toEqual(['王会长']);
  });
});

describe('a quote', () => {
  it('with a 收到 counts for what it quotes, also late, and is not answered', async () => {
    const { ask, say, names, clock, store } = await openAsked();
    const first = await ask('第一次');
    await ask('第二次');
    clock.advance(2 * hour);
    const platformMessageId = (await store.deliveries.find(first.id))?.platformMessageId ?? null;

    expect(await say('收到', { quoted: { platformMessageId, text: null } })).toEqual([]);
    expect(await names(first.broadcastId)).toEqual(['王会长 late']);
  });

  it('of words finds the message that begins with them', async () => {
    const { ask, say, names } = await openAsked();
    const { broadcastId } = await ask('关于做好年度报告的通知：请于周五前提交。');
    await ask('另一件事');

    await say('收到', { quoted: { platformMessageId: null, text: '关于做好年度报告的\n通知…' } });

    expect(await names(broadcastId)).toEqual(['王会长']);
  });

  it('with a number that is on record for nothing finds by its words, as for one that nobody knows to have arrived', async () => {
    const { ask, say, names } = await openAsked();
    const { broadcastId } = await ask('关于做好年度报告的通知：请于周五前提交。');

    await say('收到', { quoted: { platformMessageId: 'p99', text: '关于做好年度报告的通知：请于周五前提交。' } });

    expect(await names(broadcastId)).toEqual(['王会长']);
  });

  it('of something else, or with a question, counts for nothing', async () => {
    const { ask, say, names, store } = await openAsked();
    const { id, broadcastId } = await ask();
    const platformMessageId = (await store.deliveries.find(id))?.platformMessageId ?? null;

    expect(await say('收到', { quoted: { platformMessageId: 'p99', text: null } })).toBeNull();
    expect(await say('周五几点？', { quoted: { platformMessageId, text: null } })).toBeNull();
    expect(await names(broadcastId)).toEqual([]);
  });
});

describe('/收到', () => {
  it('is answered shortly, and told when it was known', async () => {
    const { ask, say } = await openAsked();
    await ask();

    expect(await say('/收到')).toEqual(['已记下，谢谢！']);
    expect(await say('/收到')).toEqual(['之前已经记下了，不用再确认。']);
  });

  it('counts late for a week, as late', async () => {
    const { ask, say, names, clock } = await openAsked();
    expect(await say('/收到')).toEqual(['现在没有等着确认的通知。']);
    const { broadcastId } = await ask();
    clock.advance(24 * hour);

    expect(await say('/收到')).toEqual(['已记下，只是过了截止时间。谢谢！']);
    expect(await names(broadcastId)).toEqual(['王会长 late']);
    clock.advance(7 * 24 * hour);
    expect(await say('/收到', { name: '李会长' })).toEqual(['现在没有等着确认的通知。']);
  });
});

describe('a member who says 收到 among others', () => {
  it('is heard, but nothing else is', async () => {
    const { ask, receipts, store } = await openAsked();
    await ask();
    const heard = async (text: string): Promise<boolean> => {
      const { messageId } = await store.messages.accept(message(text, { group: 'a', text, addressed: 'none' }), 0);
      const stored = await store.messages.find(messageId);
      return stored !== null && (await receipts.overhear(stored)) !== null;
    };

    expect([await heard('收到'), await heard('/收到'), await heard('中午吃什么')]).toEqual([true, false, false]);
  });
});

describe('the button', () => {
  it('counts once a person, of members too who never wrote', async () => {
    const { ask, receipts, names } = await openAsked();
    const { id, broadcastId } = await ask();
    const press = () => receipts.acknowledge({ deliveryId: id, conversation: groupA, sender: wang });

    const said = await Promise.all([press(), press()]);

    expect(said.toSorted()).toEqual(['之前已经记下了，不用再确认。', '已记下，谢谢！']);
    expect(await names(broadcastId)).toEqual(['王会长']);
  });

  it('is told from words on the board, as the page behind a link is', async () => {
    const { ask, receipts, say, desk } = await openAsked();
    const { id, broadcastId } = await ask();

    await say('收到', { name: '李会长' });
    await receipts.acknowledge({ deliveryId: id, conversation: groupA, sender: wang });

    const { deliveries } = await desk.show(broadcastId, { receipts: true });
    const ways = deliveries.flatMap(({ receipts: given = [] }) => given.map(({ name, way }) => [name, way]));
    expect(ways.toSorted()).toEqual([
      ['李会长', 'word'],
      ['王会长', 'button'],
    ]);
  });

  it('and words of the same person are one', async () => {
    const { ask, receipts, names, say } = await openAsked();
    const { id, broadcastId } = await ask();

    await say('收到');
    await receipts.acknowledge({ deliveryId: id, conversation: groupA, sender: wang });

    expect(await names(broadcastId)).toEqual(['王会长']);
  });

  it('counts late as late', async () => {
    const { ask, receipts, names, clock } = await openAsked();
    const { id, broadcastId } = await ask();
    clock.advance(hour + 1);

    expect(await receipts.acknowledge({ deliveryId: id, conversation: groupA, sender: wang })).toContain(
      '过了截止时间',
    );
    expect(await names(broadcastId)).toEqual(['王会长 late']);
  });

  it('of another group, of what does not ask or of what was never sent counts for nothing', async () => {
    const { ask, receipts, desk, settle, store, clock } = await openAsked();
    const { id } = await ask();
    const { broadcast: plain } = await desk.plan(draft());
    await settle();
    const { broadcast: later } = await desk.plan(
      draft({ at: clock.now() + hour, receipt: { reason: '核对', until: null } }),
    );
    const idsOf = async (broadcastId: string) => (await store.deliveries.listOf(broadcastId)).map((one) => one.id);
    const elsewhere = { ...groupA, platformId: 'b' };
    const presses = [
      { deliveryId: id, conversation: elsewhere },
      { deliveryId: 'none', conversation: groupA },
      ...[...(await idsOf(plain.id)), ...(await idsOf(later.id))].map((deliveryId) => ({
        deliveryId,
        conversation: groupA,
      })),
    ];

    expect(presses).toHaveLength(4);
    for (const press of presses) {
      expect(await receipts.acknowledge({ ...press, sender: wang })).toBe('这条消息不用确认，或者已经找不到了。');
    }
  });
});

describe('the link', () => {
  const openLink = async () => {
    const bench = await openBroadcasts();
    await bench.enroll('m', { channel: 'manual' });
    const until = bench.clock.now() + hour;
    const { broadcast } = await bench.desk.plan(draft({ receipt: { reason: '核对', until } }));
    const [waiting] = await bench.desk.waiting();
    return { ...bench, id: waiting?.deliveryId ?? '', broadcastId: broadcast.id, until };
  };

  it('counts once a visitor, also before the message is marked as posted', async () => {
    const { receipts, id, desk, broadcastId, until } = await openLink();
    const notice = { text: '周五前报名', file: null, until, late: false, acknowledged: false };
    expect(await receipts.notice(id, 'v1')).toEqual(notice);

    for (const name of [' 王会长 ', '王']) await receipts.sign({ deliveryId: id, visitor: 'v1', name });
    await receipts.sign({ deliveryId: id, visitor: 'v2', name: '王会长' });

    expect(await receipts.notice(id, 'v1')).toEqual({ ...notice, acknowledged: true });
    expect(await receipts.notice(id, null)).toEqual(notice);
    const { deliveries } = await desk.show(broadcastId, { receipts: true });
    expect(deliveries).toMatchObject([
      {
        acknowledged: 2,
        receipts: [
          { name: '王会长', way: 'link' },
          { name: '王会长', way: 'link' },
        ],
      },
    ]);
  });

  it.each(['', '  ', '\u200b', '王'.repeat(31)])('does not take the name “%s”', async (name) => {
    const { receipts, id } = await openLink();

    await expect(receipts.sign({ deliveryId: id, visitor: 'v1', name })).rejects.toMatchObject({
      code: 'input/invalid',
    });
  });

  it('is closed when the broadcast is called off before it was posted', async () => {
    const { receipts, id, desk, broadcastId } = await openLink();
    await desk.cancel(broadcastId, '秘书');

    await expect(receipts.notice(id, null)).rejects.toMatchObject({ code: 'record/not-found' });
    await expect(receipts.sign({ deliveryId: id, visitor: 'v', name: '王' })).rejects.toThrow('取消');
  });

  it('of a group that the bot is in, or of nothing, is none', async () => {
    const bench = await openBroadcasts();
    await bench.enroll('a');
    const { broadcast } = await bench.desk.plan(draft({ receipt: { reason: '核对', until: null } }));
    await bench.settle();
    const [delivery] = await bench.store.deliveries.listOf(broadcast.id);

    for (const id of [delivery?.id ?? '', 'none']) {
      await expect(bench.receipts.notice(id, null)).rejects.toMatchObject({ code: 'record/not-found' });
    }
  });
});

describe('what the platform tells by itself', () => {
  const open = () => openAsked(createScriptedChannel([], false, { receipts: ['delivered', 'read'] }));
  const told = (kind: 'delivered' | 'read', platformMessageIds: string[], sender = wang) =>
    ({ kind, conversation: groupA, sender, platformMessageIds }) as const;

  it('is kept apart from what people say, once a person', async () => {
    const { ask, say, receipts, desk, clock } = await open();
    const { broadcastId } = await ask();
    expect((await desk.show(broadcastId)).deliveries).toMatchObject([{ delivered: 0, read: 0, acknowledged: 0 }]);

    await say('大家好');
    await say('大家好', { name: '李会长' });
    await receipts.report(told('delivered', ['p1']));
    await receipts.report(told('delivered', ['p1'], { platformId: '李会长', name: '李会长' }));
    clock.advance(60_000);
    await receipts.report(told('read', ['p1', 'p9']));
    await receipts.report(told('read', ['p1']));
    await say('收到', { name: '李会长' });

    const { deliveries } = await desk.show(broadcastId, { receipts: true });
    expect(deliveries).toMatchObject([{ delivered: 2, read: 1, acknowledged: 1 }]);
    expect(deliveries[0]?.receipts?.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
      'acknowledged 李会长',
      'delivered 李会长',
      'delivered 王会长',
      'read 王会长',
    ]);
  });

  it('is nobody’s business where nothing was asked, or it was said of another group', async () => {
    const { desk, settle, receipts, store } = await open();
    const { broadcast } = await desk.plan(draft());
    await settle();

    await receipts.report(told('read', ['p1']));
    await receipts.report({ ...told('read', ['p1']), conversation: { ...groupA, platformId: 'nowhere' } });

    expect(await store.receipts.list(broadcast.id)).toEqual([]);
    expect(await store.members.list()).toEqual([]);
  });

  it('is nobody’s who never wrote: inventing people neither counts nor leaves a trace', async () => {
    const { ask, say, receipts, store, desk } = await open();
    const { broadcastId } = await ask();
    await say('大家好');
    const [known] = await store.members.list();
    const invented = { platformId: 'visitor:invented', name: '王会长' };

    await receipts.report(told('read', ['p1'], invented));
    await receipts.report(told('read', ['p1'], { ...wang, name: '改名' }));

    expect((await desk.show(broadcastId, { receipts: true })).deliveries).toMatchObject([
      { read: 1, receipts: [{ name: '王会长' }] },
    ]);
    expect(await store.members.list()).toEqual([known]);
  });

  it('ends at so many people', async () => {
    const { ask, say, receipts, store, desk } = await open();
    const { id, broadcastId } = await ask();
    await store.transaction(async (records) => {
      for (let number = 0; number < 2_000; number += 1)
        await records.receipts.record({ deliveryId: id, kind: 'read', person: `m-${number}`, name: '某人', at: 1 });
    });

    await say('大家好');
    await receipts.report(told('read', ['p1']));

    expect((await desk.show(broadcastId)).deliveries).toMatchObject([{ read: 2_000 }]);
  });
});
