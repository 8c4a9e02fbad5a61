import { expect, it } from 'vitest';
import { answerFrom, documentOf } from '../../support/experience.ts';

const alone = { topic: null, collections: null };

const notice = documentOf(
  'test/notice',
  '关于开展年度检查工作的通知',
  `## 时间
本市社会组织年度检查材料于5月31日前在线提交。
来自武汉的社会组织分支机构另行通知。
## 联系
泰州市民政局社会组织管理处负责解释。`,
);
const exchange = documentOf(
  'test/exchange',
  '年度检查工作交流材料',
  `## 交流
宿州市介绍了年度检查辅导的做法。
绍兴市介绍了年度检查公示的做法。
## 时间
本市社会组织年度检查材料于6月30日前在线提交。`,
);

it('what a notice says of its own town is said of the town it names elsewhere', async () => {
  const ask = await answerFrom([notice]);

  const answer = await ask('泰州市社会组织年度检查材料什么时候前提交？', alone);

  expect(answer.status).toBe('answered');
  expect(answer.answer).toContain('5月31日');
});

it.each(['武汉市社会组织年度检查材料什么时候前提交？', '绍兴市社会组织年度检查材料什么时候前提交？'])(
  'nothing is said of another town: %s',
  async (question) => {
    const ask = await answerFrom([notice]);

    expect((await ask(question, alone)).status).toBe('unanswered');
  },
);

it('a document that speaks of two towns alike speaks of neither where it names none', async () => {
  const ask = await answerFrom([exchange]);

  expect((await ask('绍兴市社会组织年度检查材料什么时候前提交？', alone)).status).toBe('unanswered');
});
