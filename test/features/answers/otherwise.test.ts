import { describe, expect, it } from 'vitest';
import { answerFrom, documentOf } from '../../support/experience.ts';

const first = documentOf(
  'first',
  '会议通知甲',
  '## 通知\n南山协会年会在长沙市召开。\n南山协会会长为刘明。\n南山协会不允许会员代缴会费。\n南山协会年会费标准为每年1000元。',
);
const second = documentOf(
  'second',
  '会议通知乙',
  '## 通知\n南山协会年会在合肥市召开。\n南山协会会长为陈刚。\n南山协会允许会员代缴会费。\n南山协会年会费标准为每年1200元。',
);
const same = documentOf('same', '会议通知丙', '## 通知\n南山协会年会在长沙市召开。\n南山协会会长为刘明。');

const ask = async (question: string, documents = [first, second]) =>
  (await answerFrom(documents))(question, { topic: null, collections: null });

describe('two documents that say otherwise', () => {
  it.each([
    ['南山协会年会在哪里召开？', ['长沙', '合肥']],
    ['南山协会会长是谁？', ['刘明', '陈刚']],
    ['南山协会允许会员代缴会费吗？', ['不允许']],
    ['南山协会年会费是1000元吗？', ['1000', '1200']],
  ])('are both named: %s', async (question, words) => {
    const { answer, citations } = await ask(question);

    expect(answer).toContain('说法不一致');
    for (const word of words) expect(answer).toContain(word);
    expect(new Set(citations.map(({ documentId }) => documentId)).size).toBe(2);
  });

  it.each(['南山协会年会在哪里召开？', '南山协会会长是谁？'])('are not seen where they agree: %s', async (question) => {
    expect((await ask(question, [first, same])).answer).not.toContain('不一致');
  });
});
