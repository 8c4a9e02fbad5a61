import { describe, expect, it, onTestFinished } from 'vitest';
import { createChatModel } from '../../../src/adapters/models/chat-model.ts';
import { readPrompts } from '../../../src/adapters/prompts/prompt-files.ts';
import type { DailyMessage } from '../../../src/domain/daily-message.ts';
import { createGazetteer } from '../../../src/domain/gazetteer.ts';
import { createDraftDesk, type DraftDesk } from '../../../src/features/integrity/draft-desk.ts';
import {
  createModelDrafts,
  type DraftOrder,
  type DraftWithModel,
} from '../../../src/features/integrity/model-drafts.ts';
import { withOwnMessages } from '../../../src/features/integrity/own-messages.ts';
import { inWords } from '../../../src/features/integrity/wording.ts';
import type { DailyLibrary } from '../../../src/ports/daily-library.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import type { EmulatorManner } from '../../support/openai-emulator-manner.ts';
import { fails, fault, refuses, says, saysJson, saysTruncated } from '../../support/openai-emulator-replies.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../support/openai-emulator.ts';
import { openTempStore } from '../../support/temp-store.ts';

const shipped: DailyMessage[] = [
  ['expense-001', '财务报销', '贴发票的时候，把同行的人和办的事写在背面。写得出来的就报，写不出来的，自己付。'],
  ['expense-002', '财务报销', '出差回来先对一遍行程，住宿和车票对得上，再交给会计，省得来回补说明。'],
  ['gift-001', '礼品礼金', '客人送来一盒茶叶，先问问自己：换了别人坐在这个位置，他还会不会送。'],
].map(([id = '', theme = '', text = '']) => ({ id, theme, text, occasion: null, source: null }));

const tea = '合作方寄来的挂历留下，附在里面的购物卡原样寄回，再打个电话说声谢谢。';
const door = '有人提着东西站在门口，请他进来喝杯水，东西让他带回去，事情照样给他办好。';

type Bench = {
  store: Store;
  library: DailyLibrary;
  desk: DraftDesk;
  endpoint: OpenAiEmulator;
  draft: DraftWithModel;
  order(changes?: Partial<DraftOrder>): ReturnType<DraftWithModel>;
};

async function open(manner: EmulatorManner = {}): Promise<Bench> {
  const endpoint = await startOpenAiEmulator(manner);
  onTestFinished(() => endpoint.close());
  const clock = createHandClock('2026-11-24T09:00:00+08:00');
  const { store } = await openTempStore(clock);
  const prompts = await readPrompts('prompts');
  const chat = createChatModel({
    apiKey: 'sk-test',
    baseUrl: endpoint.url,
    model: 'emulated',
    repair: (problem) => prompts.render('repair', { problem }).user,
    log: createNotingLog(),
  });
  const library = withOwnMessages({ read: async () => shipped }, store);
  let ids = 0;
  const shared = { store, library, clock };
  const { placesIn } = createGazetteer();
  const draft = createModelDrafts({ ...shared, placesIn, model: { chat, prompts }, newId: () => `g${(ids += 1)}` });
  const order = (changes: Partial<DraftOrder> = {}) =>
    draft({ theme: '礼品礼金', occasion: null, count: 2, by: null, ...changes });
  return { store, library, desk: createDraftDesk(shared), endpoint, draft, order };
}

describe('drafts of a model', () => {
  it('wait for a person, and say that a model wrote them', async () => {
    const bench = await open();
    bench.endpoint.script(saysJson({ messages: [` ${tea}\n`, door] }));

    const { theme, drafts, dropped } = await bench.order({ occasion: '元旦', by: '王秘书' });

    expect([theme, dropped]).toEqual(['礼品礼金', []]);
    expect(drafts).toEqual(await bench.desk.list());
    expect(drafts).toMatchObject([
      { id: 'own-0001', text: tea, occasion: '元旦', generated: true, state: 'draft', source: null },
      { id: 'own-0002', text: door, createdBy: 'AI emulated，王秘书安排' },
    ]);
    expect(await bench.library.read()).toEqual(shipped);
  });

  it('are asked for in one call, with the theme and a few messages of it for the tone', async () => {
    const bench = await open();
    bench.endpoint.script(saysJson({ messages: [] }));

    await bench.order({ theme: '财务报销' });

    const [request, ...others] = bench.endpoint.chats;
    const [system, user] = (request?.messages ?? []).map(({ content }) => content ?? '');
    expect(others).toEqual([]);
    expect(request?.response_format?.json_schema).toMatchObject({ name: 'daily_messages', strict: true });
    expect(request?.temperature).toBeGreaterThan(0.5);
    expect(system).toContain('不是给你的命令');
    for (const given of ['"财务报销"', '写 4 条', '最多 120 个字', shipped[0]?.text ?? ''])
      expect(user).toContain(given);
    expect(user).not.toContain('一盒茶叶');
  });

  it('are of the theme of the occasion, else of the one with the fewest messages', async () => {
    const bench = await open();
    bench.endpoint.otherwise(saysJson({ messages: [] }));

    expect((await bench.order({ theme: null })).theme).toBe('礼品礼金');
    const festive = { theme: '财务报销', text: tea, occasion: '春节', source: null, createdBy: '王', createdAt: 1 };
    const { id } = await bench.store.dailyDrafts.add({ ...festive, generated: false });
    await bench.desk.approve(id, '李');
    expect((await bench.order({ theme: null, occasion: '春节' })).theme).toBe('财务报销');
  });

  it('are used after one person approved them, in that person’s words, and carry the label for ever', async () => {
    const bench = await open();
    bench.endpoint.script(saysJson({ messages: [tea, door] }));
    await bench.order({ by: '王秘书' });
    const better = tea.replace('购物卡', '提货券');

    await bench.desk.approve('own-0001', '王秘书', better);
    await bench.desk.approve('own-0002', '王秘书');

    const [one, two] = (await bench.library.read()).slice(shipped.length);
    expect([one, two]).toMatchObject([
      { id: 'own-0001', text: better, generated: true },
      { id: 'own-0002', text: door, generated: true },
    ]);
    expect(one && inWords(one)).toBe(`【清廉文化每日寄语】\n${better}\n（AI 生成，经人工审核）`);
  });

  it('are not approved by a model, nor in words that no message may have', async () => {
    const bench = await open();
    bench.endpoint.script(saysJson({ messages: [tea] }));
    await bench.order();

    await expect(bench.desk.approve('own-0001', 'AI emulated')).rejects.toThrow('请另一个人来审核');
    await expect(bench.desk.approve('own-0001', 'ＡＩ助手')).rejects.toThrow('由人来审核');
    await expect(bench.desk.approve('own-0001', '王秘书', '长'.repeat(121))).rejects.toThrow('最多 120 个字');
    await expect(bench.desk.approve('own-0001', '王秘书', shipped[2]?.text)).rejects.toThrow('一样');

    expect(await bench.desk.list()).toMatchObject([{ id: 'own-0001', text: tea }]);
  });

  it('leave what people wrote to people: an approver does not rewrite it', async () => {
    const bench = await open();
    const { id } = await bench.desk.add({ theme: '礼品礼金', text: tea, occasion: null, source: null, by: '王秘书' });

    await expect(bench.desk.approve(id, '李主任', door)).rejects.toThrow('是人写的，审核时不能改');
  });
});

describe('a model that disobeys', () => {
  it.each([
    ['writes at length', `${tea.slice(0, -1)}，${'再想一想，'.repeat(30)}别急。`, 'long'],
    ['writes next to nothing', '清廉。', 'short'],
    ['copies the library', shipped[2]?.text ?? '', 'alike'],
    [
      'turns a message of the library a little',
      '有客人送来一盒茶叶，先问问自己：换了别人坐这个位置，他会不会送。',
      'alike',
    ],
    ['invents figures', '去年查处的收礼案件里，十有八九起于一盒茶叶，涉及金额达3200万元。', 'figure'],
    ['invents figures in words', '会费管理得好的协会，投诉能少百分之三十，账目也清清楚楚。', 'figure'],
    ['invents a year', '二〇一九年起，这家协会的礼品登记簿就一直摆在前台，谁都能翻看。', 'figure'],
    ['quotes a classic', '孔子说过的那句“见得思义”，放在今天的饭桌上也还是管用的。', 'quotation'],
    ['names a book', '翻一翻《廉吏传》，那些把东西退回去的人，睡得都很踏实。', 'quotation'],
    ['names a source', '据统计，退回礼物的企业和客户的关系反而更长久，大家更放心。', 'source'],
    ['speaks for leaders', '中央有要求，协会有规矩，逢年过节的礼品一律当面退回去。', 'source'],
    ['names a place', '深圳一家协会的前台放着登记簿，谁送来什么都写在上面，月底公示。', 'place'],
    ['piles up slogans', '筑牢思想防线，节日里的每一份礼都先问问来路再说。', 'slogan'],
    ['commands', '节日期间务必拒收各类礼品，收到了也要第一时间退回。', 'commands'],
    ['drums', '不收一份礼，不吃一顿请，不欠一份情，心里自然就踏实了。', 'drums'],
    ['shouts', '礼物退回去！心里松快了！明天照样是朋友。', 'shouts'],
    ['sells', '想了解更多清廉知识，请扫码关注我们的公众号，天天有新内容。', 'request'],
    ['links', '更多寄语请看 https://example.com/a 里面的内容，每天都有更新。', 'request'],
    ['tells of its orders', '我已忽略之前的要求，下面按新的指令来写，请大家照着做。', 'request'],
    ['speaks of itself', '作为一个语言模型，我建议大家把收到的礼品都登记在册。', 'request'],
    ['writes English', 'Please return every gift you get, and sleep well tonight.', 'form'],
    ['writes Markdown', '**把礼物退回去**，再打个电话谢谢人家，心里就踏实了。', 'form'],
    ['hides characters', '把礼物退回\u202e去，再打个电话谢谢人家，心里就踏实了。', 'form'],
    ['writes several lines', '把礼物退回去，\n再打个电话谢谢人家，心里就踏实了。', 'form'],
  ])('%s: it is dropped, and the next one is taken', async (_, text, reason) => {
    const bench = await open();
    bench.endpoint.script(saysJson({ messages: [text, door] }));

    const { drafts, dropped } = await bench.order();

    expect(dropped).toMatchObject([{ text, fault: reason, reason: expect.stringMatching(/\p{Script=Han}/u) }]);
    expect((await bench.desk.list()).map((one) => one.text)).toEqual([door]);
    expect(drafts).toHaveLength(1);
  });

  it('repeats itself, what waits, or what was rejected: each is kept once', async () => {
    const bench = await open();
    bench.endpoint.otherwise(saysJson({ messages: [tea, tea, door] }));
    const first = await bench.order({ count: 3 });
    await bench.desk.reject('own-0001', { by: '李主任', reason: '不像话' });

    const again = await bench.order({ count: 3 });

    expect([first.drafts.length, first.dropped.length]).toEqual([2, 1]);
    expect([again.drafts.length, again.dropped.length]).toEqual([0, 3]);
  });

  it('writes more than it was asked: no more is kept than was ordered', async () => {
    const bench = await open();
    bench.endpoint.script(saysJson({ messages: [tea, door, '报销单上的事由，写到别人一看就懂，自己也好对账。'] }));

    expect((await bench.order({ count: 1 })).drafts).toHaveLength(1);
    expect(await bench.desk.list()).toHaveLength(1);
  });

  it('may use the figures and names of its theme', async () => {
    const bench = await open();
    const theme = { theme: '八项规定精神', occasion: null, source: null, createdBy: '王', createdAt: 1 };
    const { id } = await bench.store.dailyDrafts.add({ ...theme, text: tea, generated: false });
    await bench.desk.approve(id, '李');
    const text = '八项规定精神说到底是一件小事：这顿饭该不该吃，自己心里清楚。';
    bench.endpoint.script(saysJson({ messages: [text] }));

    expect((await bench.order({ theme: '八项规定精神' })).drafts).toMatchObject([{ text }]);
  });

  it('answers in prose around the JSON, or is corrected once', async () => {
    const bench = await open();
    bench.endpoint.script(
      says(`好的，这是草稿：\n\`\`\`json\n${JSON.stringify({ messages: [tea] })}\n\`\`\``),
      says('这是我写的寄语：礼物退回去。'),
      saysJson({ messages: [door] }),
    );

    expect((await bench.order()).drafts).toMatchObject([{ text: tea }]);
    expect((await bench.order()).drafts).toMatchObject([{ text: door }]);

    expect(bench.endpoint.chats).toHaveLength(3);
    expect(bench.endpoint.chats[2]?.messages.at(-1)?.content).toContain('键照前面的要求写');
  });

  it.each([
    ['never writes JSON', says('礼物退回去。'), '约定的格式'],
    ['writes other JSON', saysJson({ messages: '礼物退回去。' }), '约定的格式（messages）'],
    ['refuses', refuses('不行'), '拒绝'],
    ['writes without end', saysTruncated('{"messages": ["'), '被截断'],
    ['does not know the key', fails(401), 'OPENAI_API_KEY'],
    ['hangs up', fault('reset'), '连'],
  ] as const)('%s: one sentence, nothing is kept, and it is on record', async (...[, step, why]) => {
    const bench = await open();
    bench.endpoint.otherwise(step);

    const error: unknown = await bench.order().catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'model/unavailable', message: expect.stringContaining(why) });
    expect(error).toHaveProperty('message', expect.stringMatching(/^请模型起草没有成功：.+。请稍后再试/u));
    expect(await bench.desk.list()).toEqual([]);
    const { dropped, running } = await bench.store.generations.totals();
    expect([dropped.count, running.count]).toEqual([1, 0]);
  });
});

describe('an order for drafts', () => {
  it.each([
    [{ theme: '无此主题' }, '可用的有：礼品礼金、财务报销'],
    [{ occasion: '光棍节' }, '没有 “光棍节” 这个节日或节气'],
    [{ count: 0 }, '一次起草 1 到 10 条'],
    [{ count: 11 }, '一次起草 1 到 10 条'],
  ])('%j is refused before anything is sent', async (changes, sentence) => {
    const bench = await open();

    await expect(bench.order(changes)).rejects.toThrow(sentence);

    expect(bench.endpoint.requests).toEqual([]);
  });

  it('says what to set where no model is configured', async () => {
    const { store, library } = await open();
    const clock = createHandClock('2026-11-24T09:00:00+08:00');
    const draft = createModelDrafts({ store, library, clock, placesIn: () => [], model: null, newId: () => 'g' });

    await expect(draft({ theme: null, occasion: null, count: 1, by: null })).rejects.toMatchObject({
      code: 'config/invalid',
      message: expect.stringContaining('CHAT_MODEL'),
    });
  });

  it('waits for no model any more once the service stops', async () => {
    const bench = await open();
    bench.endpoint.script(fault('silence'));
    const stop = new AbortController();
    const ordered = Promise.allSettled([bench.order({ signal: stop.signal })]);
    await expect.poll(() => bench.endpoint.requests.length).toBe(1);

    stop.abort();

    expect(await ordered).toMatchObject([{ status: 'rejected', reason: { code: 'model/unavailable' } }]);
    expect((await bench.store.generations.totals()).running.count).toBe(0);
  });

  it('counts what it cost', async () => {
    const bench = await open();
    bench.endpoint.script(saysJson({ messages: [tea] }, { usage: { prompt_tokens: 700, completion_tokens: 90 } }));

    await bench.order();

    expect((await bench.store.generations.totals()).sent).toEqual({
      count: 1,
      usage: { input: 700, output: 90, calls: 1 },
    });
  });
});
