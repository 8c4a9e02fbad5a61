import { describe, expect, it } from 'vitest';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { message, user } from '../../support/store-builders.ts';

const hour = 3_600_000;
const quietHours = { from: '21:30', until: '07:30' };
const groupA = { channel: 'web', kind: 'group', platformId: 'a' } as const;

type Bench = BroadcastBench & {
  /** Somebody writes in the group `a`, or to the bot alone. */
  say(name: string, where: 'group' | 'direct', text?: string): Promise<{ conversationId: string; memberId: string }>;
  /** Asks for a 收到 until two days later, and sends it. */
  ask(by?: string): Promise<{ id: string; deliveryId: string }>;
  /** A day before the deadline: reminders are planned and sent. */
  remind(): Promise<void>;
  /** To whom what was sent since, and what. */
  sent(): Promise<[string, string][]>;
};

async function open(channel = createScriptedChannel()): Promise<Bench> {
  const bench = await openBroadcasts(channel, { quietHours });
  const { store, clock } = bench;
  await bench.enroll('a');
  let written = 0;
  let before = 0;
  const self: Bench = {
    ...bench,
    async say(name, where, text = '早') {
      const sender = { platformId: name, name, bot: false };
      const conversation =
        where === 'group'
          ? { ...groupA, title: null }
          : { channel: 'web', kind: 'direct' as const, platformId: name, title: null };
      const given = message(`x${(written += 1)}`, { conversation, sender, text, sentAt: clock.now() });
      const { messageId, conversationId } = await store.messages.accept(given, clock.now());
      return { conversationId, memberId: (await store.messages.find(messageId))?.memberId ?? '' };
    },
    async ask(by = '秘书') {
      const receipt = { reason: '核对人数', until: clock.now() + 48 * hour };
      const { broadcast } = await bench.desk.plan(draft({ receipt, by }));
      await bench.settle();
      before = channel.calls.length;
      const [delivery] = await store.deliveries.listOf(broadcast.id);
      return { id: broadcast.id, deliveryId: delivery?.id ?? '' };
    },
    async remind() {
      clock.advance(24 * hour);
      await bench.reminders.planDue();
      await bench.settle();
    },
    async sent() {
      const since = channel.calls.slice(before);
      return since.map(({ to, body }) => [to.platformId, body.kind === 'text' ? body.text : '']);
    },
  };
  return self;
}

/** Binds a member with a private chat to the account of this name. */
async function bind(bench: Bench, name: string, role: 'secretary' | 'staff' = 'secretary'): Promise<void> {
  const { memberId } = await bench.say(name, 'direct');
  await bench.store.users.add(user(name, { role }));
  await bench.store.bindings.bind({ memberId, userId: `u-${name}`, at: 1 });
}

describe('the reminder before the deadline', () => {
  it('goes in private, once, to each who has not answered, with the words to answer by', async () => {
    const bench = await open();
    for (const name of ['王会长', '李会长', '赵会长']) {
      await bench.say(name, 'group');
      await bench.say(name, 'direct');
    }
    const { deliveryId } = await bench.ask();
    await bench.receipts.acknowledge({
      deliveryId,
      conversation: groupA,
      sender: { platformId: '李会长', name: '李会长' },
    });

    await bench.remind();
    await bench.remind();

    const sent = await bench.sent();
    expect(sent.map(([to]) => to).toSorted()).toEqual(['王会长', '赵会长']);
    expect(sent[0]?.[1]).toBe(
      '提醒您：“群 a”里的一条通知还没有收到您的确认，请在 2026-11-25 09:00 前确认（核对人数）。\n\n周五前报名\n\n收到请回复“收到”',
    );
  });

  it('is not due before, and never in quiet hours', async () => {
    const bench = await open();
    await bench.say('王会长', 'group');
    await bench.say('王会长', 'direct');
    await bench.ask();
    bench.clock.advance(24 * hour - 1);
    await bench.reminders.planDue();
    bench.clock.advance(13 * hour);
    await bench.reminders.planDue();
    await bench.settle();
    expect(await bench.sent()).toEqual([]);

    bench.clock.advance(10 * hour);
    await bench.reminders.planDue();
    await bench.settle();
    expect(await bench.sent()).toHaveLength(1);
  });

  it('can be answered right there, by word, and counts in the group', async () => {
    const bench = await open();
    await bench.say('王会长', 'group');
    await bench.say('王会长', 'direct');
    const { id } = await bench.ask();
    await bench.remind();

    const { conversationId, memberId } = await bench.say('王会长', 'direct', '收到');
    const [stored] = (await bench.store.messages.listWaiting(conversationId, 9)).slice(-1);
    const outcome = stored === undefined ? null : await bench.receipts.handle(stored);
    await bench.store.transaction(outcome ?? (async () => []));

    const { deliveries } = await bench.desk.show(id, { receipts: true });
    expect(deliveries[0]?.receipts).toMatchObject([{ name: '王会长', kind: 'acknowledged', late: false }]);
    expect(await bench.store.receipts.list(id)).toMatchObject([{ person: memberId }]);
  });

  it('carries the button where there are buttons, and pressing it counts in the group', async () => {
    const channel = createScriptedChannel([], false, { buttons: true });
    const bench = await open(channel);
    await bench.say('王会长', 'group');
    await bench.say('王会长', 'direct');
    const { id, deliveryId } = await bench.ask();
    await bench.remind();

    const button = channel.calls.at(-1)?.receiptOf ?? '';
    expect(button).not.toBe(deliveryId);
    const conversation = { channel: 'web', kind: 'direct', platformId: '王会长' } as const;
    const sender = { platformId: '王会长', name: '王会长' };
    expect(await bench.receipts.acknowledge({ deliveryId: button, conversation: groupA, sender })).toContain(
      '不用确认',
    );
    await bench.receipts.acknowledge({ deliveryId: button, conversation, sender });

    expect((await bench.desk.show(id)).deliveries).toMatchObject([{ acknowledged: 1 }]);
  });

  it('does not go to somebody who answers before it is sent, nor for a broadcast that is called off', async () => {
    const bench = await open();
    await bench.say('王会长', 'group');
    const { conversationId } = await bench.say('王会长', 'direct');
    const [first, second] = [await bench.ask(), await bench.ask()];
    bench.clock.advance(24 * hour);
    await bench.reminders.planDue();
    const sender = { platformId: '王会长', name: '王会长' };
    await bench.receipts.acknowledge({ deliveryId: first.deliveryId, conversation: groupA, sender });
    await bench.desk.cancel(second.id, '秘书');
    await bench.settle();

    expect(await bench.sent()).toEqual([]);
    const reasonOf = async (id: string) =>
      (await bench.store.deliveries.listByKey(`reminder/${id}/${conversationId}`))[0]?.reason;
    expect([await reasonOf(first.id), await reasonOf(second.id)]).toEqual(['已经确认了，不用再提醒', '已取消']);
  });

  it('is not needed where everybody known has answered, or nobody is known', async () => {
    const bench = await open();
    const { id } = await bench.ask();
    await bench.remind();

    expect(await bench.sent()).toEqual([]);
    expect(await bench.desk.show(id)).toMatchObject({ reminder: { outcome: 'unneeded' } });
    expect(await bench.desk.remindersByHand()).toEqual([]);
  });
});

describe('where members cannot be written to', () => {
  it('goes once to the secretary who ordered it, without a name', async () => {
    const bench = await open();
    await bind(bench, '周秘书');
    await bind(bench, '吴秘书');
    await bind(bench, '李工', 'staff');
    for (const name of ['王会长', '李会长']) await bench.say(name, 'group');
    await bench.say('李会长', 'direct');
    const { id } = await bench.ask('周秘书');

    await bench.remind();

    const sent = new Map(await bench.sent());
    expect([...sent.keys()].toSorted()).toEqual(['周秘书', '李会长']);
    expect(sent.get('周秘书')).toBe(
      `《周五前报名》还有 2 位未确认，其中 1 位已私聊提醒，2026-11-25 09:00 截止。名单私聊发“/导出 ${id}”取，请不要在群里点名。`,
    );
  });

  it('goes to every secretary where the one who ordered it is not bound', async () => {
    const bench = await open();
    await bind(bench, '周秘书');
    await bind(bench, '吴秘书');
    await bench.say('王会长', 'group');
    await bench.ask('命令行');

    await bench.remind();

    expect((await bench.sent()).map(([to]) => to).toSorted()).toEqual(['吴秘书', '周秘书']);
  });

  it('is given by hand where nobody can be told, and is listed until the deadline', async () => {
    const bench = await open();
    await bench.say('王会长', 'group');
    const { id } = await bench.ask();
    await bench.remind();

    expect(await bench.sent()).toEqual([]);
    expect(await bench.desk.show(id)).toMatchObject({ reminder: { outcome: 'by-hand' } });
    expect(await bench.desk.remindersByHand()).toMatchObject([{ id, text: '周五前报名' }]);
    bench.clock.advance(24 * hour);
    expect(await bench.desk.remindersByHand()).toEqual([]);
  });

  it('is given by hand where somebody has blocked the bot', async () => {
    const channel = createScriptedChannel(['sent', { kind: 'gone' }]);
    const bench = await open(channel);
    await bench.say('王会长', 'group');
    await bench.say('王会长', 'direct');
    const { id } = await bench.ask();
    await bench.remind();

    expect(await bench.desk.remindersByHand()).toMatchObject([
      { id, reason: expect.stringContaining('1 条私聊提醒没有发成') },
    ]);
  });
});
