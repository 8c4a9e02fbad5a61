import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { dailyRoutes as routes } from '../../../src/console/api/contract/daily.ts';
import type { ModelDraftsDeps } from '../../../src/features/integrity/model-drafts.ts';
import { readPrompts } from '../../../src/adapters/prompts/prompt-files.ts';
import type { ChatModel } from '../../../src/ports/chat-model.ts';
import { noUsage } from '../../../src/domain/generation.ts';
import { type ApiBench, type ApiOptions, failureShape, openApi } from '../../support/api-bench.ts';

/** The bench is at nine on Monday, 23 November 2026 in China. */
const [today, tomorrow] = ['2026-11-23', '2026-11-24'];
const tea = { text: '客人送来一盒茶叶，先问问自己：换了别人坐在这个位置，他还会不会送。', theme: '礼品礼金' };

type Bench = ApiBench & {
  token: string;
  calendar(query?: string): Promise<ReturnType<typeof routes.listDailyDays.answer.parse>['days']>;
  post(path: string, body?: object, method?: string): ReturnType<ApiBench['ask']>;
};

async function open(options: ApiOptions = {}): Promise<Bench> {
  const bench = await openApi(options);
  const token = await bench.signIn('secretary', { name: '周秘书' });
  return {
    ...bench,
    token,
    calendar: async (query = '') =>
      routes.listDailyDays.answer.parse((await bench.ask(`/api/daily/days${query}`, { token })).json).days,
    post: (path, body, method = 'POST') =>
      bench.ask(`/api/daily${path}`, { token, method, ...(body === undefined ? {} : { body }) }),
  };
}

describe('the calendar of the daily message', () => {
  it('shows the next sixty days with text, occasion, rest days and state', async () => {
    const bench = await open();

    const days = await bench.calendar();

    expect(days).toHaveLength(60);
    expect(days[0]).toMatchObject({ date: today, weekday: '星期一', state: 'chosen', off: false, deliveries: null });
    expect(days.find(({ date }) => date === '2027-01-01')).toMatchObject({ occasions: ['元旦'], off: true });
    expect(days.find(({ date }) => date === '2026-12-07')).toMatchObject({ occasions: ['大雪'] });
    expect(new Set(days.map(({ messageId }) => messageId)).size).toBe(60);
  });

  it('says of a sent day how many groups got it, and sends to those that have not', async () => {
    const bench = await open();
    await bench.enroll('a');
    await bench.enroll('b');

    expect((await bench.post(`/days/${today}/send`)).json).toEqual({ date: today, added: 2 });
    await bench.settle();
    expect((await bench.post(`/days/${today}/send`)).json).toEqual({ date: today, added: 0 });

    const [day] = await bench.calendar('?days=1');
    expect(day).toMatchObject({ state: 'planned', deliveries: { sent: 2 } });
    expect((await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).slice(-2)).toMatchObject([
      { who: '周秘书', action: 'daily/send', subject: today },
      { who: '周秘书', action: 'daily/send', detail: { groups: 0 } },
    ]);
  });

  it('takes what a person orders for a day, and back again, in their name', async () => {
    const bench = await open();

    const fixed = await bench.post(`/days/${tomorrow}/message`, { messageId: 'm-9' });
    const skipped = await bench.post(`/days/${tomorrow}/skip`, { reason: '会长定的', told: '国家公祭日' });
    const open1 = await bench.post(`/days/${tomorrow}/skip`, undefined, 'DELETE');
    await bench.post(`/days/${tomorrow}/message`, { messageId: 'm-9' });
    const open2 = await bench.post(`/days/${tomorrow}/message`, undefined, 'DELETE');

    expect(fixed.json).toMatchObject({ date: tomorrow, state: 'fixed', messageId: 'm-9', text: '寄语 9' });
    expect(skipped.json).toMatchObject({ state: 'skipped', reason: '工作人员安排当天不发：会长定的', text: null });
    expect([open1.json, open2.json]).toMatchObject([{ state: 'chosen' }, { state: 'chosen' }]);
    const acts = (await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER))
      .slice(-5)
      .map(({ who, action }) => `${who} ${action}`);
    expect(acts).toEqual(['fix', 'skip', 'unskip', 'fix', 'unfix'].map((act) => `周秘书 daily/${act}`));
  });

  it('refuses days that are over, that are none and that are too far away', async () => {
    const bench = await open();
    const sentence = async (path: string, body?: object) => {
      const { status, json } = await bench.post(path, body);
      return [status, failureShape.parse(json).error.message];
    };

    expect(await sentence('/days/2026-11-22/message', { messageId: 'm-1' })).toEqual([
      409,
      '2026-11-22 已经过去，不能再改；请写今天或以后的日期。',
    ]);
    expect(await sentence('/days/2026-02-30/skip', { reason: '' })).toMatchObject([
      404,
      expect.stringMatching(/没有/u),
    ]);
    expect(await sentence(`/days/${tomorrow}/send`)).toMatchObject([409, expect.stringMatching(/只能发今天/u)]);
    expect(await sentence(`/days/${tomorrow}/message`, { messageId: '没有' })).toMatchObject([404, expect.anything()]);
    const far = await bench.ask('/api/daily/days?from=9999-01-01', { token: bench.token });
    expect(failureShape.parse(far.json).error.message).toBe('9999-01-01 太远了，只能看今天前后 400 天。');
    expect((await bench.ask('/api/daily/months/0001-01', { token: bench.token })).status).toBe(400);
  });
});

describe('the library', () => {
  it('is searched, filtered and read page by page', async () => {
    const bench = await open();
    const read = async (query: string) =>
      routes.listDailyMessages.answer.parse((await bench.ask(`/api/daily/messages${query}`, bench)).json);

    const all = await read('?limit=3');
    const second = await read(`?limit=3&after=${all.next ?? ''}`);
    const found = await read(`?search=${encodeURIComponent('寄语 39')}`);
    const themed = await read(`?theme=${encodeURIComponent('主题2')}&limit=1`);

    expect(all).toMatchObject({ total: 400, messages: [{ id: 'm-0', origin: 'shipped' }, {}, {}], next: 'm-2' });
    expect(second.messages.map(({ id }) => id)).toEqual(['m-3', 'm-4', 'm-5']);
    expect(found.messages.map(({ id }) => id).slice(0, 2)).toEqual(['m-39', 'm-390']);
    expect(themed).toMatchObject({ total: 80, messages: [{ theme: '主题2' }] });
    expect((await bench.ask('/api/daily/messages?after=none', bench)).status).toBe(400);
  });

  it('says when a message was used last, when it comes next, and what would repeat', async () => {
    const bench = await open();
    await bench.post(`/days/2026-12-01/message`, { messageId: 'm-7' });
    const [first] = await bench.calendar();
    const read = async (id: string, day: string) => {
      const { json } = await bench.ask(`/api/daily/messages?search=${id}&day=${day}&limit=200`, bench);
      return routes.listDailyMessages.answer.parse(json).messages.find((one) => one.id === id);
    };

    expect(await read('m-7', '2026-12-20')).toMatchObject({ lastOn: '2026-12-01', nextOn: null, repeats: true });
    expect(await read('m-7', '2026-11-25')).toMatchObject({ lastOn: null, nextOn: '2026-12-01', repeats: true });
    expect(await read('m-7', '2027-11-01')).toMatchObject({ lastOn: '2026-12-01', repeats: false });
    expect(await read(first?.messageId ?? '', tomorrow)).toMatchObject({ lastOn: today, repeats: true });
  });
});

describe('own messages and drafts', () => {
  it('are written by one account and decided by another', async () => {
    const bench = await open();
    const other = await bench.signIn('admin', { name: '李主任' });

    const added = await bench.post('/drafts', tea);
    const own = await bench.post('/drafts/own-0001/approve', {});
    const approved = await bench.ask('/api/daily/drafts/own-0001/approve', { token: other, body: {} });

    expect(added.json).toMatchObject({ id: 'own-0001', state: 'draft', createdBy: '周秘书', generated: false });
    expect([own.status, failureShape.parse(own.json).error.message]).toEqual([
      409,
      'own-0001 是 周秘书 自己写的，要请另一个人来审核。',
    ]);
    expect(approved.json).toMatchObject({ state: 'approved', decidedBy: '李主任' });
    const { json } = await bench.ask('/api/daily/messages?origin=own', bench);
    expect(json).toMatchObject({ total: 1, messages: [{ id: 'own-0001', text: tea.text }] });
    expect((await bench.ask('/api/daily/drafts', bench)).json).toEqual({ drafts: [] });
    expect((await bench.ask('/api/daily/drafts?decided=true', bench)).json).toMatchObject({
      drafts: [{ id: 'own-0001' }],
    });
  });

  it('of a model are labelled, may be put in other words, and wait for a person', async () => {
    const words = '合作方寄来的挂历留下，附在里面的购物卡原样寄回，再打个电话说声谢谢。';
    const bench = await open({ dailyModel: await modelSaying([words, '短。']) });

    const drafted = await bench.post('/drafts/model', { theme: '主题1', count: 2 });
    const jobId = routes.draftDailyWithModel.answer.parse(drafted.json).jobId;
    await expect
      .poll(async () => (await bench.ask(`/api/jobs/${jobId}`, bench)).json)
      .toMatchObject({
        state: 'done',
        note: '为“主题1”起草了 1 条，都还没有使用，请人审核。另有 1 条没有留下（太短）。',
      });
    expect((await bench.ask('/api/daily/drafts', bench)).json).toMatchObject({
      drafts: [{ id: 'own-0001', generated: true, createdBy: 'AI 会写的模型，周秘书安排' }],
    });
    const text = '合作方寄来的挂历留下，购物卡原样寄回，再说声谢谢。';
    await bench.post('/drafts/own-0001/approve', { text });

    const { json } = await bench.ask('/api/daily/messages?origin=generated', bench);
    expect(json).toMatchObject({ messages: [{ text, origin: 'generated' }] });
    expect((await bench.ask('/api/daily', bench)).json).toMatchObject({ canDraft: true, waiting: 0, today });
  });

  it('say what to set where no model is configured', async () => {
    const bench = await open();

    const { status, json } = await bench.post('/drafts/model', {});

    expect((await bench.ask('/api/daily', bench)).json).toMatchObject({ canDraft: false });
    expect([status, failureShape.parse(json).error]).toMatchObject([
      409,
      { message: expect.stringMatching(/CHAT_MODEL/u) },
    ]);
  });

  it('are rejected with a reason', async () => {
    const bench = await open();
    await bench.post('/drafts', tea);

    expect((await bench.post('/drafts/own-0001/reject', { reason: ' ' })).status).toBe(400);
    expect((await bench.post('/drafts/own-0001/reject', { reason: '太长' })).json).toMatchObject({
      state: 'rejected',
      reason: '太长',
    });
  });
});

describe('the sheet of a month', () => {
  it('is a file to print, and that it was taken is on record', async () => {
    const bench = await open();

    const { status, bytes, headers } = await bench.ask('/api/daily/months/2026-12?format=xlsx', bench);

    expect(status).toBe(200);
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain('寄语 2026-12.xlsx');
    expect((await readSheet(Buffer.from(bytes))).length).toBe(33);
    expect(bench.acts.at(-1)).toMatchObject({ act: 'daily.export', target: '2026-12' });
    expect((await bench.ask('/api/daily/months/2026-13', bench)).status).toBe(400);
  });
});

async function modelSaying(messages: readonly string[]): Promise<NonNullable<ModelDraftsDeps['model']>> {
  const chat: ChatModel = {
    name: '会写的模型',
    generate: async ({ shape }) => ({ value: shape.schema.parse({ messages }), usage: noUsage }),
    research: async ({ shape }) => ({ value: shape.schema.parse({ messages }), usage: noUsage }),
  };
  return { chat, prompts: await readPrompts('prompts') };
}
