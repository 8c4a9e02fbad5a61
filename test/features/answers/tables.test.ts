import { expect, it } from 'vitest';
import { createSynonyms } from '../../../src/domain/synonyms.ts';
import { plainWords } from '../../../src/features/answers/sentences.ts';
import { answerFrom, documentOf } from '../../support/experience.ts';

const alone = { topic: null, collections: null };

const prices = documentOf(
  'test/prices',
  '会议室收费一览',
  `## 收费
| 项目 | 会员价（元） / 工作日 | 会员价（元） / 周末 | 非会员价（元） |
| --- | --- | --- | --- |
| 一号会议室（半天） | 480 | 600 | 900 |
| 二号会议室（半天） | 350 | 380 | 700 |
| 多功能厅（全天） | 2600 | 3100 | 4500 |`,
);
const dues = documentOf(
  'test/dues',
  '会费收取办法',
  `## 标准
单位：万元
| 会员类别 | 会费 | 代表人数 |
| --- | --- | --- |
| 会长单位 | 2 | 5 |
| 理事单位 | 0.5 | 2 |`,
);
const ask = await answerFrom([prices, dues]);

it.each([
  ['二号会议室会员周末半天多少钱？', '380'],
  ['二号会议室工作日会员价多少钱', '350'],
  ['一号会议室非会员价是多少元？', '900'],
  ['二号会议室周末会员价是多少', '380'],
])('the unit stands in the name of the column: %s', async (question, said) => {
  const { status, answer } = await ask(question, alone);

  expect(status).toBe('answered');
  expect(answer).toContain(said);
});

it('the unit above a table is said with its figures, and not with what counts something else', async () => {
  expect((await ask('理事单位的会费是多少钱？', alone)).answer).toContain('0.5万元');
  expect((await ask('理事单位有多少名代表？', alone)).answer).not.toContain('万元');
});

it.each(['三号会议室周末会员价多少钱？', '监事单位的会费是多少钱？', '二号会议室有多少人？'])(
  'is no answer: %s',
  async (question) => {
    expect((await ask(question, alone)).status).toBe('unanswered');
  },
);

it('rows quoted without the head of their table keep the names of their columns', () => {
  const passage = '| 课程 | 课时 |\n| --- | --- |\n| 记账 | 4 |\n| 报税 | 6 |';

  expect(plainWords('| 记账 | 4 |\n| 报税 | 6 |', passage)).toBe('记账，课时：4\n报税，课时：6');
});

it('a column is found by another name of it', async () => {
  const synonyms = createSynonyms([['会费', '份子']]);
  const list = documentOf('test/list', '一览', '## 各类\n| 类别 | 会费（元） |\n| --- | --- |\n| 会长单位 | 900 |');
  const askSynonyms = await answerFrom([list], () => synonyms);

  expect((await askSynonyms('会长单位的份子是多少？', alone)).answer).toContain('900');
});
