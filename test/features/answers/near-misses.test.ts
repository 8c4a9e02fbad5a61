import { expect, it } from 'vitest';
import { answerFrom, documentOf } from '../../support/experience.ts';

const alone = { topic: null, collections: null };

const report = documentOf(
  'test/report',
  '望江商会工作情况',
  `## 会员服务
望江商会把39名优秀会员推荐为劳动模范。
望江商会为会员企业争取贷款3亿元。
望江商会资助困难职工210名，共80万元。
## 档案审核
望江商会印发档案审核办法，由秘书处负责审核。`,
);
const ask = await answerFrom([report]);

it.each([
  '望江商会有多少会员？',
  '望江商会的会费标准是什么？',
  '望江商会有什么理赔政策？',
  '望江商会资助了多少名学生？',
])('what is counted or given to others is no answer: %s', async (question) => {
  expect((await ask(question, alone)).status).toBe('unanswered');
});

it.each([
  ['望江商会推荐了多少优秀会员？', '39名'],
  ['望江商会资助了多少名困难职工？', '210名'],
  ['望江商会捐了多少钱给困难职工？', '80万元'],
  ['望江商会有档案审核办法吗？', '档案审核办法'],
  ['望江商会的档案审核由什么部门负责？', '秘书处'],
])('%s is answered', async (question, said) => {
  const { status, answer } = await ask(question, alone);

  expect(status).toBe('answered');
  expect(answer).toContain(said);
});

it('a follow-up that says what it asks is not put into the last question', async () => {
  const { topic } = await ask('望江商会推荐了多少优秀会员？', alone);
  const { answer } = await ask('那困难职工资助了多少？', { topic, collections: null });

  expect(answer).toContain('210名');
  expect(answer).not.toContain('39名');
});

const services = documentOf(
  'test/services',
  '望江商会办实事',
  `## 食堂和班车
望江商会开办食堂5个，每天供餐300份。
望江商会为往返补贴120万元。`,
);
const askServices = await answerFrom([services]);

it.each(['望江商会的食堂花了多少钱？', '望江商会开办食堂最多的是哪个县？', '望江商会食堂哪个最大？'])(
  'what is said of another part, or of all together, is no answer: %s',
  async (question) => {
    expect((await askServices(question, alone)).status).toBe('unanswered');
  },
);

it('what is said of the part that is asked for is', async () => {
  expect((await askServices('望江商会的食堂每天供餐多少份？', alone)).answer).toContain('300份');
});

const limits = documentOf(
  'test/limits',
  '望江商会报销细则',
  `## 审批
单笔超过2000元的报销由秘书长审批。
单笔超过20000元的报销由会长办公会审批。`,
);
const askLimits = await answerFrom([limits]);

it.each([
  ['单笔超过两万元的报销由谁审批？', '会长办公会'],
  ['单笔超过2万的报销谁批？', '会长办公会'],
  ['单笔超过2000元的报销由谁审批？', '秘书长'],
])('a figure may be written in another way: %s', async (question, said) => {
  expect((await askLimits(question, alone)).answer).toContain(said);
});

it('another figure is another case', async () => {
  expect((await askLimits('单笔超过三万元的报销由谁审批？', alone)).status).toBe('unanswered');
});

const welfare = documentOf(
  'test/welfare',
  '望江商会公益',
  `## 养老和助学
望江商会引导会员捐建51个老年食堂，受益老人有869名。
望江商会累计捐出376万元，受资助的困难学生有1094名。`,
);
const askWelfare = await answerFrom([welfare]);

it('a figure of a sentence with a subject of its own is not of what its neighbour names', async () => {
  expect((await askWelfare('望江商会捐建老年食堂花了多少钱？', alone)).status).toBe('unanswered');
  expect((await askWelfare('望江商会累计捐出多少钱？', alone)).answer).toContain('376万元');
});
