import { describe, expect, it } from 'vitest';
import type { Ability } from '../../../src/features/inbox/inbox.ts';
import { createStatistics, type MoreFigures } from '../../../src/features/broadcasts/statistics.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { Reply } from '../../../src/ports/outcome.ts';
import { type BroadcastBench, draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { message, newCase, question, user } from '../../support/store-builders.ts';

type Bench = BroadcastBench & {
  tell(text?: string, kind?: 'direct' | 'group'): Promise<string | null>;
  reply(text?: string, kind?: 'direct' | 'group'): Promise<Reply | null>;
};

const day = 24 * 3_600_000;

/** `wang` is bound to the account 李工. */
async function open(more: MoreFigures = async () => null, channel = createScriptedChannel()): Promise<Bench> {
  const bench = await openBroadcasts(channel);
  const { store, clock, desk } = bench;
  const channels = new Map([[channel.id, channel]]);
  const handle: Ability = createStatistics({ store, clock, timeZone: 'Asia/Shanghai', desk, channels, more }).handle;
  const { id } = await store.members.ensure({ channel: 'web', platformId: 'wang', name: 'wang' });
  await store.users.add(user('李工', { role: 'staff' }));
  await store.bindings.bind({ memberId: id, userId: 'u-李工', at: 1 });
  const self: Bench = {
    ...bench,
    tell: async (text, kind) => (await self.reply(text, kind))?.text ?? null,
    async reply(text = '/统计', kind = 'direct') {
      const inbound = message('1', { text, conversation: { channel: 'web', kind, platformId: 'wang', title: null } });
      const given: Message = { ...inbound, id: 1, conversationId: 'd-1', memberId: id, receivedAt: 1, outcome: null };
      const outcome = await handle(given);
      const replies = outcome === null ? null : await store.transaction(outcome);
      return replies?.[0] ?? null;
    },
  };
  return self;
}

describe('/统计', () => {
  it('tells a bound account what waits, and what was sent today, without names', async () => {
    const bench = await open();
    const { store, clock, desk } = bench;
    await bench.enroll('a');
    await bench.enroll('手工', { channel: 'manual' });
    await desk.plan(draft({ text: '周五前把上半年收费情况自查表交到秘书处来' }));
    await desk.plan(draft({ text: '明天的', at: clock.now() + day }));
    const { broadcast } = await desk.plan(draft({ text: '取消的', to: 'group:' + (await bench.enroll('b')) }));
    await desk.cancel(broadcast.id, '秘书');
    await bench.settle();
    await store.unanswered.record(question('q1'));
    await store.unanswered.record(question('q2', { question: '年会几点开始', handoff: true }));
    await store.cases.record(newCase(1, { createdAt: clock.now() }));
    await store.cases.record(newCase(2, { createdAt: clock.now() - day }));

    expect((await bench.tell())?.split('\n')).toEqual([
      '现在等着处理的：',
      '结果不明的投递 0 条',
      '等人手工发布的 1 条',
      '没有答复的问题 2 个，其中 1 个转人工',
      '新登记、还没受理的诉求 2 件，其中今天 1 件',
      '最近 7 天没发出的 1 条：已取消 1',
      '今天的群发 2 次：',
      '“取消的”（已取消）：未发 1',
      '“周五前把上半年收费情况自查表交到…”：等待 1，已发送 1',
    ]);
  });

  it('says so when nothing was sent today', async () => {
    expect(await (await open()).tell('/statistics')).toContain('没有答复的问题 0 个\n');
  });

  it('counts what nobody knows to have arrived', async () => {
    const bench = await open();
    await bench.enroll('a');
    const { broadcast } = await bench.desk.plan(draft());
    const lease = { owner: 'x', now: bench.clock.now(), leaseMs: 1 };
    await bench.store.deliveries.claim(lease, { limit: 1, channels: ['web'] });
    const [one] = await bench.store.deliveries.listOf(broadcast.id);
    await bench.store.deliveries.end(one?.id ?? '', 'x', { state: 'unknown', reason: '超时' });

    expect(await bench.tell()).toContain('结果不明的投递 1 条');
  });

  it('tells the figures of the cases below it, with a picture where the channel takes one', async () => {
    const picture = { name: '诉求统计.png', mime: 'image/png', bytes: new Uint8Array([1, 2, 3]) };
    const more: MoreFigures = async () => ({ text: '诉求：登记 2 件', picture });
    const taking = createScriptedChannel([], false, { files: { maxBytes: 10, maxCaption: 0 } });
    const bench = await open(more, taking);

    const reply = await bench.reply();
    expect(reply?.text).toMatch(/^现在等着处理的：[^]+\n\n诉求：登记 2 件$/u);
    const kept = await bench.store.files.read(reply?.fileId ?? '');
    expect([kept?.name, kept?.mime, [...(kept?.bytes ?? [])]]).toEqual([picture.name, 'image/png', [1, 2, 3]]);
    const small = createScriptedChannel([], false, { files: { maxBytes: 2, maxCaption: 0 } });
    for (const channel of [createScriptedChannel(), small]) {
      const { text, fileId } = (await (await open(more, channel)).reply()) ?? {};
      expect([text?.endsWith('登记 2 件'), fileId]).toEqual([true, undefined]);
    }
  });

  it('is not for groups, members and disabled accounts', async () => {
    const bench = await open();

    expect(await bench.tell('/统计', 'group')).toContain('私聊');
    await bench.store.users.setDisabled('u-李工', 1);
    expect(await bench.tell()).toContain('已经停用');
    const { id } = await bench.store.members.ensure({ channel: 'web', platformId: 'wang', name: 'wang' });
    await bench.store.bindings.unbind(id);
    expect(await bench.tell()).toContain('只有绑定了账号的人能看');
  });

  it.each(['统计', '/统计局在哪', '怎么统计会费？'])('is not %j', async (text) => {
    expect(await (await open()).tell(text)).toBeNull();
  });
});
