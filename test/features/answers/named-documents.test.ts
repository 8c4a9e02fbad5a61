import { describe, expect, it } from 'vitest';
import type { DocumentContent, DocumentFacts } from '../../../src/domain/document.ts';
import { answerFrom, documentOf } from '../../support/experience.ts';

const context = { topic: null, collections: null };

const ask = await answerFrom([
  of('old', { organization: '青山市机械协会', expiresOn: '2025-01-01', replacedBy: '青山市机械协会人才支持办法' }, [
    '青山市机械协会培训补贴办法',
    '培训取得证书的，每人补贴600元。',
  ]),
  of('new', { validFrom: '2025-01-01' }, ['青山市机械协会人才支持办法', '培训取得证书的，每人补贴800元。']),
  of('repealed', { repealedOn: '2024-06-30' }, ['青山市机械协会评优规定', '评优每年开展一次，每次评出10名。']),
  of('replaced', { replacedBy: '《青山市机械协会会务指南》' }, ['青山市机械协会会务手册', '会议室每年免费使用4次。']),
  of('coming', { validFrom: '2027-01-01' }, ['青山市机械协会会费办法', '会员单位会费每年2500元。']),
  of('fees-2020', { date: '2020-03-01', expiresOn: '2023-01-01' }, [
    '青山市机械协会收费标准（2020年）',
    '会议场地费每场500元。',
  ]),
  of('fees-2023', { date: '2023-01-01' }, ['青山市机械协会收费标准', '会议场地费每场800元。']),
]);

describe('a document that is not in force', () => {
  it.each([
    ['培训取得证书每人补贴多少元？', '800元'],
    ['会议场地费每场多少元？', '800元'],
  ])('leaves %s to the one that is', async (question, words) => {
    const { answer, citations } = await ask(question, context);

    expect(answer).toContain(words);
    expect(citations.map(({ note }) => note)).toEqual([null]);
  });

  it.each(['评优每次评出多少名？', '会议室每年免费使用几次？', '会员单位会费每年多少元？'])(
    'answers nothing when it is not named: %s',
    async (question) => {
      expect((await ask(question, context)).status).toBe('unanswered');
    },
  );

  it.each([
    [
      '《青山市机械协会培训补贴办法》里每人补贴多少元？',
      '600元',
      '已于 2025-01-01 失效，已被《青山市机械协会人才支持办法》替代',
    ],
    [
      '青山市机械协会培训补贴办法每人补贴多少元？',
      '600元',
      '已于 2025-01-01 失效，已被《青山市机械协会人才支持办法》替代',
    ],
    ['按《培训补贴办法》每人补贴多少元', '600元', '已于 2025-01-01 失效，已被《青山市机械协会人才支持办法》替代'],
    ['培训补贴办法规定每人补贴多少元', '600元', '已于 2025-01-01 失效，已被《青山市机械协会人才支持办法》替代'],
    ['《青山市机械协会评优规定》每次评出多少名？', '10名', '已于 2024-06-30 废止'],
    ['《青山市机械协会会务手册》会议室每年免费使用几次？', '4次', '已被《青山市机械协会会务指南》替代'],
    ['《青山市机械协会会费办法》会员单位会费多少元？', '2500元', '自 2027-01-01 起施行'],
  ])('answers when it is named, with what became of it: %s', async (question, words, note) => {
    const { answer, citations } = await ask(question, context);

    expect(answer).toContain(words);
    expect(answer).toMatch(/^注意：《/);
    expect(answer).toContain(note);
    expect(citations.map((citation) => citation.note)).toEqual([note]);
  });

  it('is told from one in force of the same title by its year', async () => {
    const [now, then] = [
      await ask('《青山市机械协会收费标准》会议场地费每场多少元？', context),
      await ask('2020年的《青山市机械协会收费标准》会议场地费每场多少元？', context),
    ];

    expect(now.answer).toBe('会议场地费每场800元。');
    expect(then.answer).toContain('500元');
    expect(then.citations[0]?.note).toBe('已于 2023-01-01 失效');
  });

  it('is not found by name in a collection the question may not look into', async () => {
    const question = '《青山市机械协会评优规定》每次评出多少名？';

    expect((await ask(question, { topic: null, collections: ['other'] })).status).toBe('unanswered');
  });

  it('does not answer what it does not say', async () => {
    expect((await ask('《青山市机械协会评优规定》奖金多少元？', context)).status).toBe('unanswered');
  });
});

function of(id: string, facts: Partial<DocumentFacts>, [title, sentence]: readonly [string, string]): DocumentContent {
  const content = documentOf(id, title, `## 内容\n${sentence}`);
  return { ...content, document: { ...content.document, ...facts } };
}
