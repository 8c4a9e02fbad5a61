import { describe, expect, it } from 'vitest';
import type { DocumentContent } from '../../../src/domain/document.ts';
import { answerFrom, documentOf } from '../../support/experience.ts';

const context = { topic: null, collections: null };
const begins = '两份资料说法不一致：';

/** Two documents of an association, one sentence each under the same heading; dated as given. */
async function ask(question: string, sides: readonly [string, string], dates: readonly [string?, string?] = []) {
  const answerQuestion = await answerFrom([
    dated(documentOf('one', '青山市机械协会会务手册', `## 会务\n${sides[0]}`), dates[0]),
    dated(documentOf('two', '青山市机械协会管理办法', `## 会务\n${sides[1]}`), dates[1]),
  ]);
  return answerQuestion(question, context);
}

function dated(content: DocumentContent, date?: string): DocumentContent {
  return date === undefined ? content : { ...content, document: { ...content.document, date } };
}

describe('two documents in force that do not agree', () => {
  it.each([
    ['副会长单位会费是多少？', '副会长单位的会费为每年20000元。', '副会长单位会费每年30000元。'],
    ['会员大会几年召开一次？', '会员大会每4年召开一次。', '会员大会每5年召开一次。'],
    ['会费什么时候缴清？', '会员应当在每年3月31日前缴清会费。', '会员应当在每年6月30日前缴清会费。'],
    ['接待日是每月几号？', '会员接待日为每月15日。', '会员接待日为每月20日。'],
    ['换届公示多少天？', '换届负责人人选公示7天。', '换届负责人人选公示15天。'],
    ['协会有多少家会员？', '机械协会现有会员单位237家。', '机械协会现有会员单位240家。'],
    ['秘书处有多少名工作人员？', '秘书处有专职工作人员8名。', '秘书处有专职工作人员十二名。'],
    ['入会申请多少个工作日答复？', '秘书处在10个工作日内答复入会申请。', '秘书处在30个工作日内答复入会申请。'],
    ['培训补贴每人多少元？', '参加培训每人补贴800元。', '参加培训每人补贴0.1万元。'],
    ['会费收缴率是多少？', '协会会费收缴率为92%。', '协会会费收缴率为百分之八十五。'],
    ['年会哪天开？', '机械协会年会于12月8日召开。', '机械协会年会于12月18日召开。'],
    ['年会什么时候开？', '机械协会2026年年会于4月18日召开。', '机械协会2026年年会于4月25日召开。'],
  ])('%s is answered with both', async (question, one, two) => {
    const { answer, citations, status } = await ask(question, [one, two]);

    expect(status).toBe('answered');
    expect(answer).toContain(begins);
    expect(answer).toContain(one);
    expect(answer).toContain(two);
    expect(citations.map(({ quote }) => quote).toSorted()).toEqual([one, two].toSorted());
  });

  it('are told apart by their dates, the newer one named', async () => {
    const sides = ['副会长单位的会费为每年20000元。', '副会长单位会费每年30000元。'] as const;
    const { answer } = await ask('副会长单位会费是多少？', sides, ['2023-09-01', '2025-03-18']);

    expect(answer).toContain('《青山市机械协会会务手册》（2023-09-01）');
    expect(answer).toContain('较新的一份是《青山市机械协会管理办法》（2025-03-18）。');
  });

  it('give no newer one where a date is missing', async () => {
    const sides = ['副会长单位的会费为每年20000元。', '副会长单位会费每年30000元。'] as const;
    const { answer } = await ask('副会长单位会费是多少？', sides, ['2023-09-01']);

    expect(answer).toContain(begins);
    expect(answer).not.toContain('较新');
  });

  it('disagree in a row of a table as in a sentence', async () => {
    const table = '| 级别 | 会费标准 |\n| 会长单位 | 50000元/年 |\n| 副会长单位 | 30000元/年 |';
    const { answer } = await ask('副会长单位会费标准是多少？', [table, '副会长单位的会费标准为20000元/年。']);

    expect(answer).toContain(begins);
    expect(answer).toContain('副会长单位，会费标准：30000元/年');
  });
});

describe('two documents that only seem to disagree', () => {
  it.each([
    [
      'the same number in other signs',
      '协会有多少家会员？',
      '机械协会现有会员单位237家。',
      '机械协会现有会员单位二百三十七家。',
    ],
    ['the same sum in 万', '培训经费多少元？', '年度培训经费为3.5万元。', '年度培训经费为35000元。'],
    [
      'a number and about that number',
      '协会有多少家会员？',
      '机械协会现有会员单位230余家。',
      '机械协会现有会员单位237家。',
    ],
    ['other years', '培训了多少名秘书长？', '2023年培训秘书长120名。', '2024年培训秘书长210名。'],
    ['other offices', '副会长单位会费是多少？', '副会长单位会费每年30000元。', '会长单位会费每年50000元。'],
    ['a total and a part', '办了多少场培训？', '机械协会办培训44场。', '机械协会办培训，其中线上12场。'],
    ['a rule and its limit', '会费减免多少？', '会费减免30%。', '会费减免最高不超过50%。'],
    [
      'a rule and its exception',
      '会员单位会费是多少？',
      '会员单位会费每年2000元。',
      '小微企业会员单位会费首年减半，每年1000元。',
    ],
    ['other measures', '帮扶了多少？', '协会结对帮扶村109个。', '协会结对帮扶投入35万元。'],
    ['other towns', '调解了多少起纠纷？', '苏州市调解纠纷197起。', '绍兴市调解纠纷88起。'],
    ['half of a year and the whole', '收到多少条意见？', '上半年收到意见建议60条。', '全年收到意见建议140条。'],
    ['other things', '共建了多少个基地？', '协会共建实训基地12个。', '协会共建产业园区22个。'],
  ])('by %s are no contradiction', async (_, question, ...sides) => {
    const { answer, status } = await ask(question, sides);

    expect(status).toBe('answered');
    expect(answer).not.toContain('不一致');
  });

  it('are none when one of them is over', async () => {
    const old = documentOf('old', '青山市机械协会管理办法', '## 会费\n副会长单位会费每年20000元。');
    const now = documentOf('now', '青山市机械协会会费办法', '## 会费\n副会长单位会费每年30000元。');
    const answerQuestion = await answerFrom([{ ...old, document: { ...old.document, expiresOn: '2025-01-01' } }, now]);
    const { answer } = await answerQuestion('副会长单位会费是多少？', context);

    expect(answer).toBe('副会长单位会费每年30000元。');
  });
});
