import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openApi } from '../../support/api-bench.ts';
import { message, question } from '../../support/store-builders.ts';

const listShape = z.object({
  total: z.number(),
  questions: z.array(
    z.object({
      id: z.string(),
      count: z.number(),
      handoff: z.boolean(),
      asked: z.array(z.looseObject({ name: z.string() })),
    }),
  ),
});

describe('questions without an answer over the API', () => {
  it('lists the same question once, with who asked where and how often', async () => {
    const { list, record } = await open();
    await record('q1', '停车券怎么领？', { memberName: '王会长' });
    await record('q2', '停车券怎么领', { memberName: '李秘书' });
    await record('q3', '展位费能退吗', { handoff: true });

    const { questions, total } = await list();

    expect(total).toBe(2);
    expect(questions).toMatchObject([
      { id: 'q3', count: 1, handoff: true },
      { id: 'q2', count: 2, asked: [{ name: '李**', group: '群 g', handoff: false }, { name: '王**' }] },
    ]);
  });

  it('hides who asked and the numbers in their words until somebody opens one, on record', async () => {
    const { bench, get, list, record } = await open();
    const words = '我是王建国，电话13800138000，什么时候回电';
    await record('q1', words, { memberName: '王建国' });
    await record('q2', words, { memberName: '李明' });

    const { text } = await get('/api/questions');
    expect(text).not.toMatch(/建国|李明|13800138000/u);
    const { questions } = await list(`?search=${encodeURIComponent('李明')}`);
    expect(questions).toMatchObject([{ id: 'q2' }]);
    for (const piece of ['1380013', '138001380', '0013', '王建'])
      expect((await list(`?search=${encodeURIComponent(piece)}`)).total).toBe(piece === '王建' ? 1 : 0);
    const views = async () =>
      (await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).filter(({ action }) => action === 'question/view');
    expect(await views()).toEqual([]);

    const opened = await get('/api/questions/q1');

    expect(opened.json).toMatchObject({ asked: [{ name: '李明', question: words }, { name: '王建国' }] });
    expect(await views()).toMatchObject([{ who: 'staff 1', subject: 'q1', detail: { questions: 2 } }]);
    expect((await get('/api/questions/none')).status).toBe(404);
    expect(await views()).toHaveLength(1);
  });

  it('tells everybody who asked the same, keeps the answer as a document, and answers it from then on', async () => {
    const { bench, ask, list, record } = await open();
    await record('q1', '停车券怎么领？');
    await record('q2', '停车券怎么领', { memberId: 'm-2' });
    await record('q3', '停车券怎么领', { memberId: 'm-2' });
    const body = { text: '到前台登记车牌后领取停车券，每天两张。', keep: { collection: '服务' } };

    const { json } = await ask('/api/questions/q2/answer', body);

    expect(json).toEqual({ id: 'q2', told: 2, documentId: '服务/answers/q2' });
    const sent = await bench.store.deliveries.listByKey('unanswered/');
    // Who asked it twice in one place hears it once.
    expect(sent.map(({ key, text, state }) => [key, text.includes('前台登记'), state])).toEqual([
      ['unanswered/q1', true, 'pending'],
      ['unanswered/q2', true, 'pending'],
      ['unanswered/q3', true, 'skipped'],
    ]);
    expect((await list()).total).toBe(0);
    expect((await list('?state=answered')).questions).toMatchObject([
      { count: 3, asked: [{ documentId: '服务/answers/q2' }, {}, {}] },
    ]);
    const tried = await ask('/api/questions/try', { question: '停车券怎么领？' });
    expect(tried.json).toMatchObject({ status: 'answered' });
    const again = await ask('/api/questions/q1/answer', { text: '又答一次' });
    expect(again).toMatchObject({ status: 409, json: { error: { message: expect.stringContaining('答复过') } } });
    expect(await bench.store.deliveries.listByKey('unanswered/')).toHaveLength(3);
  });

  it('tells one alone where that is wanted', async () => {
    const { ask, list, record } = await open();
    await record('q1', '停车券怎么领？');
    await record('q2', '停车券怎么领');

    expect((await ask('/api/questions/q1/answer', { text: '问前台', same: false })).json).toMatchObject({ told: 1 });

    expect((await list()).questions).toMatchObject([{ id: 'q2', count: 1 }]);
  });

  it('dismisses without telling anybody', async () => {
    const { bench, ask, list, record } = await open();
    await record('q1', '停车券怎么领？');
    await record('q2', '停车券怎么领');

    expect((await ask('/api/questions/q2/dismiss', {})).json).toEqual({ id: 'q2', dismissed: 2 });

    expect((await list()).total).toBe(0);
    expect((await list('?state=dismissed')).total).toBe(1);
    expect(await bench.store.deliveries.listByKey('unanswered/')).toEqual([]);
    expect((await ask('/api/questions/q1/dismiss', {})).status).toBe(409);
    expect((await ask('/api/questions/none/dismiss', {})).status).toBe(404);
  });

  it('puts on record who answered and who dismissed, without the words of either', async () => {
    const { bench, ask, record } = await open();
    await record('q1', '停车券怎么领？');
    await record(
      'q2',
      '我是王小明，电话 13800138000 能登记吗，请帮我问问秘书处那边的同志，谢谢你们一直以来的帮助和支持',
      {
        memberName: '王小明',
      },
    );
    await ask('/api/questions/q1/answer', { text: '问前台' });
    await ask('/api/questions/q2/dismiss', {});

    const entries = await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER);
    const ours = entries.filter(({ action }) => action.startsWith('question/'));
    expect(ours.map(({ who, action, subject }) => [who, action, subject])).toEqual([
      ['staff 1', 'question/answer', 'q1'],
      ['staff 1', 'question/dismiss', 'q2'],
    ]);
    expect(JSON.stringify(ours)).not.toMatch(/13800138000|问前台|支持|王小明/u);
  });
});

describe('synonyms over the API', () => {
  it('are kept, count at once, and go', async () => {
    const { ask, get, remove } = await open();
    const bytes = new TextEncoder().encode('# 入会\n\n提交材料由秘书处负责。\n');
    await ask('/api/documents?collection=fees&name=a.md', bytes);
    const tried = { question: '交件由谁负责？' };
    const before = await ask('/api/questions/try', tried);

    const { json } = await ask('/api/synonyms', { words: ['提交材料', ' 交件 '] });

    const { id } = z.object({ id: z.string() }).parse(json);
    expect(json).toMatchObject({ words: ['提交材料', '交件'], addedBy: 'staff 1' });
    expect((await ask('/api/questions/try', tried)).json).toMatchObject({
      status: 'answered',
      synonyms: [{ word: '交件', others: ['提交材料'] }],
    });
    expect((await get('/api/synonyms')).json).toMatchObject({ own: [{ id }], file: [], fault: null });
    expect((await remove(`/api/synonyms/${id}`)).status).toBe(204);
    expect((await ask('/api/questions/try', tried)).json).toEqual(before.json);
    expect((await remove(`/api/synonyms/${id}`)).status).toBe(404);
  });

  it('can be tried on a question without being kept', async () => {
    const { ask, get } = await open();
    const bytes = new TextEncoder().encode('# 入会\n\n提交材料由秘书处负责。\n');
    await ask('/api/documents?collection=fees&name=a.md', bytes);

    const { json } = await ask('/api/synonyms/try', { words: ['提交材料', '交件'], question: '交件由谁负责' });

    expect(json).toMatchObject({ before: { synonyms: [] }, after: { synonyms: [{ word: '交件' }] } });
    expect((await get('/api/synonyms')).json).toMatchObject({ own: [] });
    expect((await ask('/api/questions/try', { question: '交件由谁负责' })).json).toMatchObject({ synonyms: [] });
  });

  it.each([
    [['民非'], 400],
    [['民非', '单'], 400],
    [['民非', '民非'], 400],
    [['民非 = 社团', '民办非企业单位'], 400],
    [['交件', '递件'], 409],
  ])('refuses %j', async (words, status) => {
    const { ask } = await open();
    await ask('/api/synonyms', { words: ['提交材料', '交件'] });

    const refused = await ask('/api/synonyms', { words });

    expect(refused.status).toBe(status);
    expect((await ask('/api/synonyms/try', { words, question: '问' })).status).toBe(status);
  });
});

async function open() {
  const bench = await openApi();
  const token = await bench.signIn('staff', { name: 'staff 1' });
  const { conversationId, messageId } = await bench.store.messages.accept(message('1'), 1);
  const get = (path: string) => bench.ask(path, { token });
  let at = 0;
  return {
    bench,
    get,
    ask: (path: string, body: object) => bench.ask(path, { method: 'POST', token, body }),
    remove: (path: string) => bench.ask(path, { method: 'DELETE', token }),
    list: async (query = '') => listShape.parse((await get(`/api/questions${query}`)).json),
    record: (id: string, words: string, changes: object = {}) =>
      bench.store.unanswered.record(
        question(id, { question: words, conversationId, messageId, createdAt: (at += 1), ...changes }),
      ),
  };
}
