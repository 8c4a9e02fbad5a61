import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/base/errors.ts';
import { documentOf } from '../../support/experience.ts';
import { openGenerating } from '../../support/generating.ts';

const documents = [
  documentOf('fees', '会费办法', '## 会费\n会长单位的会费为每年3500元。'),
  documentOf('days', '接待日通报', '## 接待日\n接待日共收集意见建议237条。'),
].map(({ document, passages }) => ({ document: { ...document, collection: document.id }, passages }));

const fees = '会长单位的会费每年多少元？';

describe('a question in a group', () => {
  it('is answered from the collections the group is bound to, and from no other', async () => {
    const { say, store } = await openGenerating(documents, { model: null });

    expect(await say(fees)).toContain('3500元');
    const group = await store.conversations.findByRef({ channel: 'web', kind: 'group', platformId: 'g' });
    await store.conversations.setCollections(group?.id ?? '', ['days']);

    expect(await say(fees)).toContain('没有找到');
    expect(await say('接待日收集了多少条意见建议？')).toContain('237条');
    expect(await say(fees, { group: 'other' })).toContain('3500元');
  });

  it('that only makes sense behind another one is kept for a person with its subject', async () => {
    const { say, store } = await openGenerating(documents, { model: null });
    await say('长沙的接待日收集了多少条意见建议？');
    await say('那合肥呢？');

    const open = await store.unanswered.listOpen();
    expect(open.at(-1)?.question).toBe('合肥的接待日收集了多少条意见建议?');
  });

  it('is kept for a person while the knowledge base is away', async () => {
    const search = async () => {
      throw new AppError('index/unavailable', '知识库连不上。');
    };
    const { say, store, log } = await openGenerating(documents, { model: null, search });

    expect(await say(fees)).toBe('知识库暂时连不上，您的问题已经记下。请稍后再问一次，或发“转人工”请工作人员答复。');

    expect(await store.unanswered.listOpen()).toMatchObject([{ question: fees, handoff: false }]);
    expect(log.notes).toMatchObject([{ level: 'warn' }]);
    expect(JSON.stringify(log.notes)).not.toContain(fees);
  });

  it('that fails in another way is no answer', async () => {
    const search = async () => {
      throw new AppError('store/unavailable', '数据库连不上。');
    };
    const { say } = await openGenerating(documents, { model: null, search });

    await expect(say(fees)).rejects.toMatchObject({ code: 'store/unavailable' });
  });
});

describe('an index that asks an embedding model', () => {
  const asked = '王会长问，办公电话是0731-88886666吗？';

  it.each([
    ['masked', true, / ?问,办公电话是 +吗/u],
    ['as they are where they stay in the house', false, /^王会长问,办公电话是0731-88886666吗/u],
  ])('gets words of members %s', async (_, queriesLeave, query) => {
    const queries: string[] = [];
    const search = async (text: string) => {
      queries.push(text);
      return [];
    };
    const { say } = await openGenerating(documents, { model: null, search, queriesLeave });

    await say(asked);

    expect(queries).toEqual([expect.stringMatching(query)]);
    expect(queries.join('').includes('王会长')).toBe(!queriesLeave);
  });
});
