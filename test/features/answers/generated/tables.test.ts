import { describe, expect, it } from 'vitest';
import { normalise } from '../../../../src/base/text.ts';
import { createGazetteer } from '../../../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../../../src/domain/synonyms.ts';
import { judge } from '../../../../src/features/answers/generated/judge.ts';
import { createPassageReader } from '../../../../src/features/answers/prepared.ts';
import { createQuestionReader } from '../../../../src/features/answers/question.ts';
import { documentOf } from '../../../support/experience.ts';

const { document, passages } = documentOf(
  'test/dues',
  '青山市茶叶协会会费收取办法',
  `## 标准
| 会员类别 | 年度会费（元） / 城区企业 | 年度会费（元） / 县域企业 | 缴纳期限 |
| --- | --- | --- | --- |
| 会长单位 | 20000 | 16000 | 每年3月31日前 |
| 副会长单位 | 12000 | 9000 | 每年3月31日前 |
## 预算
单位：万元
| 科目 | 预算 |
| --- | --- |
| 宣传费 | 3 |
| 培训费 | 7.5 |`,
);
const gazetteer = createGazetteer();
const deps = { gazetteer, prepare: createPassageReader({ gazetteer, normalise }) };
const readQuestion = createQuestionReader(gazetteer, () => noSynonyms);
const supplied = new Map(
  passages.map((passage, at) => [at + 1, { passage, document, score: 0.9, confidence: 0.9 }] as const),
);

function faultOf(question: string, answer: string): string | null {
  const given = { question: readQuestion(normalise(question)), supplied, system: '', today: '2026-11-23' };
  const judged = judge(deps, { status: 'answered', answer, citations: [...supplied.keys()] }, given);
  return 'fault' in judged ? judged.fault : null;
}

const dues = '副会长单位在县域的会费是多少钱？';
const budget = '宣传费预算是多少？';

describe('what a model says of a table', () => {
  it.each([
    [dues, '副会长单位在县域的年度会费为9000元。'],
    [dues, '县域的副会长单位每年交9000元会费。'],
    ['城区的会长单位会费是多少？', '会长单位的年度会费为20000元，每年3月31日前缴纳。'],
    ['会长单位会费是多少？', '会长单位的年度会费，城区企业为20000元，县域企业为16000元。'],
    [budget, '宣传费预算为3万元。'],
    ['培训费预算多少钱？', '培训费预算为7.5万元。'],
  ])('is sent where it says it in the unit of the table: %s %s', (question, answer) => {
    expect(faultOf(question, answer)).toBeNull();
  });

  it.each([
    [dues, '副会长单位在县域的年度会费为9000万元。'],
    [dues, '副会长单位在县域的年度会费为16000元。'],
    [dues, '副会长单位在县域的年度会费为12000元。'],
    [dues, '副会长单位在县域的年度会费为9000人。'],
    [dues, '副会长单位的年度会费为12000元。'],
    ['会长单位什么标准？', '会长单位县域企业交20000元。'],
    [budget, '宣传费预算为3元。'],
    [budget, '宣传费预算为7.5万元。'],
  ])('is not sent where it says another figure or unit: %s %s', (question, answer) => {
    expect(faultOf(question, answer)).not.toBeNull();
  });
});
