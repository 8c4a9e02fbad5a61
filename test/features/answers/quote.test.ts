import { expect, it } from 'vitest';
import { answerFrom, documentOf } from '../../support/experience.ts';

const alone = { topic: null, collections: null };

const rules = documentOf(
  'test/rules',
  '会议室使用办法',
  `## 总则
为进一步规范会议室使用，根据章程有关规定，现就会议室使用有关事项通知如下：
一、预订会议室的要求
（一）提前两天向秘书处登记。
（二）写明人数和用途。
二、退订会议室的要求
（一）开会前一天告知秘书处。
## 常见问题
会议室可以过夜使用吗？
不可以，晚上十点前须离开。
钥匙丢了怎么处理？
到秘书处办理挂失。`,
);
const ask = await answerFrom([rules]);

it('a heading is quoted with what stands below it, down to the next of its kind', async () => {
  const { answer } = await ask('预订会议室有哪些要求？', alone);

  expect(answer).toContain('提前两天向秘书处登记');
  expect(answer).toContain('写明人数和用途');
  expect(answer).not.toContain('开会前一天');
});

it('what only introduces a notice is no answer', async () => {
  const { answer } = await ask('退订会议室有哪些要求？', alone);

  expect(answer).toContain('开会前一天告知秘书处');
  expect(answer).not.toContain('通知如下');
});

it('a question of a document is quoted with its answer', async () => {
  const { answer } = await ask('会议室可以过夜使用吗？', alone);

  expect(answer).toContain('晚上十点前须离开');
  expect(answer).not.toContain('挂失');
});

it('a paragraph too long for a chat is quoted from the sentence that answers, in whole sentences', async () => {
  const filler = '秘书处每周整理一次会议记录并归档保存，供会员单位查阅。'.repeat(12);
  const long = documentOf(
    'test/long',
    '秘书处工作手册',
    `## 归档\n${filler}借阅档案须经秘书长签字，当天归还。${filler}`,
  );
  const { citations } = await (await answerFrom([long]))('怎么借阅档案？', alone);
  const [quote = ''] = citations.map((citation) => citation.quote);

  expect(quote).toMatch(/^借阅档案须经秘书长签字.*。$/u);
  expect(quote.length).toBeLessThanOrEqual(320);
});

it('whose a sentence is is told to one who asks just that', async () => {
  const cities = documentOf(
    'test/cities',
    '各市收费公示做法',
    `## 江苏省苏州市
建立涉企收费公示专栏，每季度更新一次。
## 浙江省绍兴市
开设会员接待窗口。`,
  );
  const { answer } = await (await answerFrom([cities]))('哪个市建立了收费公示专栏？', alone);

  expect(answer).toMatch(/^江苏省苏州市：建立涉企收费公示专栏/u);
});

it('of a long paragraph only the sentence is quoted that lists what is asked for', async () => {
  const paragraph = documentOf(
    'test/paragraph',
    '秘书处工作情况',
    `## 工作情况
开设会员课堂，帮助会员了解市场行情，促成银行为会员企业授信。成立联络站，提供法律咨询、人才引进、项目对接等服务。组织志愿者看望退休职工，全年走访二十户。`,
  );
  const { answer } = await (await answerFrom([paragraph]))('联络站提供哪些服务？', alone);

  expect(answer).toBe('成立联络站，提供法律咨询、人才引进、项目对接等服务。');
});
