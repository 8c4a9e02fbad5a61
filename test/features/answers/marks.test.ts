import { describe, expect, it } from 'vitest';
import { answerFrom, documentOf } from '../../support/experience.ts';

const report = documentOf(
  'report',
  '东江商会年度工作报告',
  `## 培训
东江商会第五期培训班于4月18日举办，参加学员86人。
## 走访
东江商会上半年走访企业64家。
## 会议室
东江商会会员可以免费使用会议室。
## 通报
东江商会第12号通报批评企业4家。
## 展位
东江商会A区展位费每个2600元，B区展位费每个1800元。
## 任期
东江商会会长每届任期5年，连任不得超过两届。会费由秘书处收取。`,
);

const ask = async (question: string) => (await answerFrom([report]))(question, { topic: null, collections: null });

describe('whether a figure is right', () => {
  it.each(['上半年走访企业80家吗？', '上半年走访企业是不是80家？'])(
    'is told by the figure that is: %s',
    async (question) => {
      expect(await ask(question)).toMatchObject({ status: 'answered', answer: expect.stringContaining('64') });
    },
  );

  it('is not told by a sentence without one', async () => {
    expect(await ask('会员可以免费使用3个会议室吗？')).toMatchObject({ status: 'unanswered' });
  });
});

describe('one of several like things', () => {
  it.each([
    ['第5期培训班参加了多少人？', '86'],
    ['第五期培训班什么时候办的？', '4月18日'],
    ['上半年走访企业多少家？', '64'],
    ['会员可以免费使用会议室吗？', '免费使用会议室'],
    ['第12号通报批评了几家企业？', '4家'],
    ['A区展位费多少？', '2600'],
  ])('is found: %s', async (question, found) => {
    expect(await ask(question)).toMatchObject({ status: 'answered', answer: expect.stringContaining(found) });
  });

  it.each([
    '第6期培训班参加了多少人？',
    '第六期培训班什么时候办的？',
    '全年走访企业多少家？',
    '非会员可以免费使用会议室吗？',
    '第12号简报批评了几家企业？',
    'C区展位费多少？',
    '会长单位年会费多少？',
  ])('is not taken for another: %s', async (question) => {
    expect(await ask(question)).toMatchObject({ status: 'unanswered' });
  });
});
