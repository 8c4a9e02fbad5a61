import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createChatModel } from '../../../src/adapters/models/chat-model.ts';
import { readPrompts } from '../../../src/adapters/prompts/prompt-files.ts';
import { isUnsure } from '../../../src/features/reception/case-signal.ts';
import { createExtract } from '../../../src/features/reception/extract.ts';
import { openMessage } from '../../../src/features/reception/parse.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { type ChatStep, fails, says, saysJson } from '../../support/openai-emulator-replies.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../support/openai-emulator.ts';
import { openReceptionBench, type ReceptionBench } from '../../support/reception-bench.ts';

/** Rules take it for something else. */
const unsure = '线下书店客流少了一半，同行都在硬撑，望协会牵头';
const signed = `我是株洲千金服饰有限公司的沈曼，电话13800138000。${unsure}`;
const right = {
  kind: 'demand',
  content: '线下书店客流少了一半，同行都在硬撑',
  expectation: '望协会牵头',
};

let endpoint: OpenAiEmulator;
let bench: ReceptionBench;

beforeEach(async () => {
  await open({ perMember: 5, perConversation: 5 });
});

describe('a model', () => {
  it('says what rules are not sure of, and rules say who', async () => {
    expect(isUnsure(openMessage(unsure).said)).toBe(true);
    await say(saysJson({ cases: [right] }), signed);

    expect(await bench.cases()).toMatchObject([
      { ...right, organization: '株洲千金服饰有限公司', contact: '沈曼', phone: '13800138000' },
    ]);
  });

  it('is shown neither the number nor the name of who writes', async () => {
    await say(saysJson({ cases: [right] }), signed);

    const shown = JSON.stringify(endpoint.chats);
    expect(shown).toContain('线下书店');
    expect(shown).not.toMatch(/13800138000|沈曼/);
  });

  it('is shown no card and no other address either', async () => {
    const more = '证件430102199001011234，发ａ１＠example．com或者zhou.li@example.com。';
    await say(saysJson({ cases: [right] }), `我是株洲千金服饰有限公司的沈曼，邮箱 shen@example.com。${more}${unsure}`);

    const shown = JSON.stringify(endpoint.chats);
    expect(shown).toContain('线下书店');
    expect(shown.normalize('NFKC')).not.toMatch(/19900101|example/);
  });

  it('may say that it is none', async () => {
    expect(await say(saysJson({ cases: [] }), unsure)).toBeNull();
    expect(await bench.cases()).toEqual([]);
  });

  it.each([
    ['words that are not in the text', { ...right, content: '线下书店抢走了八成生意' }],
    ['a wish that is not in the text', { ...right, expectation: '希望补贴三万元' }],
    ['a kind that there is not', { ...right, kind: 'bribe' }],
  ])('that makes up %s is not heard: rules go on', async (_, said) => {
    await say(saysJson({ cases: [said] }), unsure);

    for (const one of await bench.cases()) expect(unsure).toContain(one.content);
    expect(JSON.stringify(await bench.cases())).not.toMatch(/八成|三万|bribe/);
    expect((await bench.temp.store.generations.totals()).dropped.count).toBe(1);
  });

  it('cannot bring in a number that is not in the text', async () => {
    await say(
      saysJson({ cases: [{ ...right, phone: '13911112222', organization: '别的公司', contact: '别人' }] }),
      unsure,
    );

    expect(await bench.cases()).toMatchObject([{ phone: null, organization: null, contact: null }]);
  });

  it.each([
    ['fails', fails(500)],
    ['says something else', says('好的')],
  ])('that %s is done without', async (_, step) => {
    endpoint.otherwise(step);

    expect(await bench.say(`投诉：${unsure}`)).toContain('2026-0001');
    await bench.say(unsure);
    expect(endpoint.chats.length).toBeGreaterThan(0);
  });

  it.each(['建议：多办线上培训', '投诉：电梯三天两头停', '你好', '接待日几点开始？', '会费标准是多少'])(
    'is not asked where rules are sure: %s',
    async (text) => {
      await bench.say(text);

      expect(endpoint.chats).toEqual([]);
    },
  );

  it('is asked no more than the budget allows', async () => {
    await open({ perMember: 1, perConversation: 5 });
    await say(saysJson({ cases: [right] }), unsure);
    await bench.say(unsure);

    expect(endpoint.chats).toHaveLength(1);
  });
});

function say(step: ChatStep, text: string): Promise<string | null> {
  endpoint.script(step);
  return bench.say(text);
}

async function open(budget: { perMember: number; perConversation: number }): Promise<void> {
  endpoint = await startOpenAiEmulator();
  const close = endpoint.close;
  onTestFinished(() => close());
  const prompts = await readPrompts('prompts');
  const log = createNotingLog();
  const repair = (problem: string): string => prompts.render('repair', { problem }).user;
  const chat = createChatModel({ apiKey: 'sk-test', baseUrl: endpoint.url, model: 'emulated', repair, log });
  const clock = createHandClock('2026-11-23T08:00:00+08:00');
  let ids = 0;
  bench = await openReceptionBench();
  const { generations } = bench.temp.store;
  const newId = (): string => `g-${(ids += 1)}`;
  const extract = createExtract({ chat, prompts, budget, generations, clock, newId, log, timeZone: 'Asia/Shanghai' });
  bench.use({ extract });
}
