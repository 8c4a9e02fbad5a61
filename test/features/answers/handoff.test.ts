import { describe, expect, it } from 'vitest';
import { createHandoff, type Handoff } from '../../../src/features/answers/handoff.ts';
import { toAnswerDocument } from '../../../src/features/knowledge/answer-document.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { Reply } from '../../../src/ports/outcome.ts';
import type { Store } from '../../../src/ports/store.ts';
import { answerFrom } from '../../support/experience.ts';
import { createHandClock, type HandClock } from '../../support/hand-clock.ts';
import { message, question } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

describe('asking for a person', () => {
  it.each([
    '转人工',
    '/转人工',
    '转人工。',
    '转人工！',
    '转人工吧，谢谢',
    '人工',
    '人工客服',
    '请转人工',
    '找工作人员',
    '联系客服。',
    'human',
  ])('by %s hands on the last question that was not answered', async (text) => {
    const bench = await open();
    await bench.unanswered('q1', '合肥的会费减免多少？');

    expect(await bench.say(text)).toEqual([{ text: '您的问题“合肥的会费减免多少？”已转给工作人员，答复会发到这里。' }]);

    expect(await bench.store.unanswered.listOpen()).toMatchObject([{ id: 'q1', handoff: true }]);
  });

  it.each([
    ['转人工：会费怎么退', '会费怎么退'],
    ['转人工会费怎么退？', '会费怎么退？'],
    ['人工 会费怎么退', '会费怎么退'],
    ['联系客服，会费怎么退', '会费怎么退'],
  ])('with a question (%s) opens that one', async (text, asked) => {
    const bench = await open();
    await bench.unanswered('q1', '合肥的会费减免多少？');

    expect(await bench.say(text)).toEqual([{ text: '您的问题已转给工作人员，答复会发到这里。' }]);

    expect((await bench.store.unanswered.listOpen()).find(({ handoff }) => handoff)?.question).toBe(asked);
  });

  it('without any question before opens one without words', async () => {
    const bench = await open();

    await bench.say('转人工');

    expect(await bench.store.unanswered.listOpen()).toMatchObject([
      { question: '（成员请求人工，未写明问题）', handoff: true, memberName: '王会长' },
    ]);
  });

  it('after an answer that did not help is about what was asked last', async () => {
    const bench = await open();
    const key = { ...(await bench.asker()), name: 'topic' as const };
    const until = bench.clock.now() + 60_000;
    await bench.store.transaction((records) => records.dialogues.open(key, { question: '会费怎么退?' }, until));

    expect(await bench.say('转人工')).toEqual([{ text: '您的问题“会费怎么退?”已转给工作人员，答复会发到这里。' }]);

    expect(await bench.store.unanswered.listOpen()).toMatchObject([{ question: '会费怎么退?', handoff: true }]);
  });

  it('is about nothing that is older than a day', async () => {
    const bench = await open();
    await bench.unanswered('q1', '合肥的会费减免多少？');
    bench.clock.advance(24 * 3_600_000 + 1);

    await bench.say('转人工');

    expect((await bench.store.unanswered.listOpen()).map(({ handoff }) => handoff)).toEqual([false, true]);
  });

  it.each([
    '人工智能对行业协会有什么影响？',
    '人工费用怎么算',
    '人工智能培训有几场',
    '怎么转人工成本',
    '工作人员有多少名',
  ])('is not what %s does', async (text) => {
    expect(await (await open()).say(text)).toBeNull();
  });
});

describe("a person's answer", () => {
  it('goes to the conversation the question came from, as a reply to it', async () => {
    const bench = await open();
    const messageId = await bench.unanswered('q1', '合肥的会费\n减免多少？');

    const answered = await bench.handoff.answer('q1', ' 减免一半。 ');

    expect(answered).toMatchObject({ answer: '减免一半。', answeredAt: bench.clock.now() });
    expect(await bench.store.deliveries.listByKey('unanswered/')).toMatchObject([
      {
        kind: 'reply',
        state: 'pending',
        replyTo: messageId,
        text: '关于您问的“合肥的会费 减免多少？”，工作人员答复：\n减免一半。',
      },
    ]);
    expect(await bench.store.unanswered.listOpen()).toEqual([]);
    expect(bench.told()).toBe(1);
  });

  it('becomes a document when that is wanted, which answers the same question from then on', async () => {
    const bench = await open();
    await bench.unanswered('q1', '会员单位换办公地址要到哪里备案？');

    const answer = '带上新址证明，到秘书处备案；三个工作日办好。';
    const answered = await bench.handoff.answer('q1', answer, { keep: { collection: null } });

    expect(answered.documentId).toBe('answers/answers/q1');
    const document = await bench.store.documents.find('answers/answers/q1');
    expect(document).toMatchObject({
      document: { collection: 'answers', title: '会员单位换办公地址要到哪里备案？', date: '2026-11-23' },
      passages: [{ text: `会员单位换办公地址要到哪里备案：${answer}` }],
    });
    const ask = await answerFrom(document ? [document] : []);
    const again = await ask('换了办公地址到哪里备案？', { topic: null, collections: null });
    expect(again).toMatchObject({ status: 'answered', citations: [{ quote: expect.stringContaining(answer) }] });
  });

  it('becomes a document that the group which asked may hear', async () => {
    const bench = await open();
    await bench.unanswered('q1', '会费怎么退？');
    const [conversation] = await bench.store.conversations.list();
    await bench.store.conversations.setCollections(conversation?.id ?? '', ['制度', '政策']);

    const answered = await bench.handoff.answer('q1', '书面申请。', { keep: { collection: null } });

    expect(answered.documentId).toBe('制度/answers/q1');
  });

  it('goes out at once also when the clock of who answers is ahead', async () => {
    const bench = await open();
    await bench.unanswered('q1', '会费怎么退？');
    const asked = bench.clock.now();
    bench.clock.advance(3_600_000);

    await bench.handoff.answer('q1', '书面申请。');

    expect(await bench.store.deliveries.listByKey('unanswered/')).toMatchObject([{ notBefore: asked }]);
  });

  it('of which nothing is left when the question was answered before', async () => {
    const bench = await open();
    await bench.unanswered('q1', '会费怎么退？');
    await bench.handoff.answer('q1', '书面申请。');

    const second = bench.handoff.answer('q1', '电话申请。', { keep: { collection: null } });

    await expect(second).rejects.toMatchObject({ code: 'record/conflict' });
    expect(await bench.store.documents.list()).toEqual([]);
  });

  it('by two at the same moment is sent once, and the other is told', async () => {
    const bench = await open();
    await bench.unanswered('q1', '合肥的会费减免多少？');

    const ends = await Promise.allSettled([bench.handoff.answer('q1', '一半。'), bench.handoff.answer('q1', '全部。')]);

    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'record/conflict' } });
    expect(await bench.store.deliveries.listByKey('unanswered/')).toHaveLength(1);
  });

  it.each([
    ['q1', '  ', 'input/invalid'],
    ['q1', '字'.repeat(4_001), 'input/too-long'],
    ['nowhere', '一半。', 'record/not-found'],
  ])('to %s that cannot be sent leaves the question open', async (id, text, code) => {
    const bench = await open();
    await bench.unanswered('q1', '合肥的会费减免多少？');

    await expect(bench.handoff.answer(id, text)).rejects.toMatchObject({ code });

    expect(await bench.store.unanswered.listOpen()).toHaveLength(1);
    expect(await bench.store.deliveries.listByKey('')).toEqual([]);
  });
});

type Bench = {
  store: Store;
  clock: HandClock;
  handoff: Handoff;
  told(): number;
  /** Records a question of 王会长 that was not answered; returns the id of its message. */
  unanswered(id: string, text: string): Promise<number>;
  /** Where 王会长 asks, and who he is there. */
  asker(): Promise<{ conversationId: string; memberId: string }>;
  /** What 王会长 hears, null when the message is not for this ability. */
  say(text: string): Promise<Reply[] | null>;
};

async function open(): Promise<Bench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store } = await openTempStore(clock);
  let told = 0;
  let keys = 0;
  const handoff = createHandoff({
    store,
    clock,
    newId: () => `n${(keys += 1)}`,
    onReplies: () => {
      told += 1;
    },
    toDocument: (answered) => toAnswerDocument(answered, 'Asia/Shanghai'),
  });
  const receive = async (text: string): Promise<Message> => {
    const { messageId } = await store.messages.accept(message(`${(keys += 1)}`, { text }), clock.now());
    const stored = await store.messages.find(messageId);
    if (!stored) throw new Error('not stored');
    return stored;
  };
  return {
    store,
    clock,
    handoff,
    told: () => told,
    async asker() {
      const { conversationId, memberId } = await receive('你好');
      return { conversationId, memberId };
    },
    async unanswered(id, text) {
      const { id: messageId, conversationId, memberId } = await receive(text);
      const changes = { messageId, conversationId, memberId, question: text, createdAt: clock.now() };
      await store.unanswered.record(question(id, changes));
      return messageId;
    },
    async say(text) {
      const outcome = await handoff.handle(await receive(text));
      return outcome && store.transaction(outcome);
    },
  };
}
