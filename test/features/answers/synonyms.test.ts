import { describe, expect, it } from 'vitest';
import { createSynonyms, noSynonyms, type Synonyms } from '../../../src/domain/synonyms.ts';
import { answerFrom, documentOf } from '../../support/experience.ts';

const context = { topic: null, collections: null };
const known = createSynonyms([
  ['民非', '民办非企业单位'],
  ['两新', '新经济组织和新社会组织'],
  ['化解', '调解'],
  ['会费', '会员费'],
]);

async function ask(question: string, synonyms: Synonyms) {
  const answerQuestion = await answerFrom(
    [
      documentOf(
        'rules',
        '青山市社会组织服务手册',
        `## 服务
民办非企业单位由登记管理科办理登记。
水南商会化解矛盾纠纷88起。
两新工作专员共36名。
会员费每年3月收取。`,
      ),
    ],
    () => synonyms,
  );
  return answerQuestion(question, context);
}

describe('a word of the list of synonyms', () => {
  it.each([
    ['民非由谁办理登记？', '登记管理科'],
    ['水南商会调解了多少起矛盾纠纷？', '88起'],
    ['新经济组织和新社会组织工作专员有多少名？', '36名'],
    ['会费每年几月收取？', '3月'],
  ])('finds what is written otherwise: %s', async (question, words) => {
    const { status, answer } = await ask(question, known);

    expect(status).toBe('answered');
    expect(answer).toContain(words);
  });

  it.each(['民非由谁办理注销？', '水北商会调解了多少起矛盾纠纷？', '水南商会调解了多少起医患投诉？'])(
    'opens no near miss: %s',
    async (question) => {
      expect((await ask(question, known)).status).toBe('unanswered');
    },
  );

  it('finds nothing that is not in the list', async () => {
    expect((await ask('民非由谁办理登记？', noSynonyms)).status).toBe('unanswered');
  });
});
