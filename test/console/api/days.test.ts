import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { dayRoutes as routes } from '../../../src/console/api/contract/days.ts';
import { type ApiBench, failureShape, openApi } from '../../support/api-bench.ts';
import { newCase } from '../../support/store-builders.ts';

/** The bench is at nine on Monday, 23 November 2026 in China. */
const draft = {
  date: '2026-12-03',
  from: '09:30',
  until: '11:30',
  host: '张会长',
  place: '协会二楼会议室',
  topics: ['涉企收费'],
  to: 'all',
};

type Shown = ReturnType<typeof routes.showDay.answer.parse>;
type Bench = ApiBench & {
  token: string;
  post(path: string, body?: object, options?: { key?: string; method?: string }): ReturnType<ApiBench['ask']>;
  plan(changes?: object, key?: string): Promise<Shown>;
  show(id: string): Promise<Shown>;
};

async function open(): Promise<Bench> {
  const bench = await openApi();
  const token = await bench.signIn('secretary', { name: '周秘书' });
  const post: Bench['post'] = (path, body, { key = 'k', method = 'POST' } = {}) =>
    bench.ask(`/api/days${path}`, {
      token,
      method,
      headers: { 'idempotency-key': key },
      ...(body === undefined ? {} : { body }),
    });
  return {
    ...bench,
    token,
    post,
    plan: async (changes = {}, key = 'k') =>
      routes.planDay.answer.parse((await post('', { ...draft, ...changes }, { key })).json),
    show: async (id) => routes.showDay.answer.parse((await bench.ask(`/api/days/${id}`, { token })).json),
  };
}

async function told({ store }: ApiBench): Promise<string[]> {
  return (await store.broadcasts.list(100)).map(({ text }) => text).toReversed();
}

const sentence = ({ json }: { json: unknown }): string => failureShape.parse(json).error.message;

describe('a reception day over HTTP', () => {
  it('is planned once for a key, in the name of the account', async () => {
    const bench = await open();
    await bench.enroll('a');

    const [one, two] = await Promise.all([bench.plan(), bench.plan()]);
    const other = await bench.post('', { ...draft, host: '李会长' });

    expect(one).toMatchObject({ status: 'planned', host: '张会长', segment: 'all', createdBy: '周秘书' });
    expect(two?.id).toBe(one?.id);
    expect([other.status, sentence(other)]).toEqual([409, expect.stringContaining('Idempotency-Key')]);
    expect((await bench.ask('/api/days', bench)).json).toMatchObject({ days: [{ id: one?.id }], next: null });
    const calendar = await bench.ask('/api/days/calendar?from=2026-12-01&until=2026-12-31', bench);
    expect(calendar.json).toMatchObject({ today: '2026-11-23', days: [{ date: '2026-12-03' }] });
  });

  it('is shown before: what is said when, to whom by name, and to whom not', async () => {
    const bench = await open();
    await bench.enroll('甲群');
    await bench.enroll('乙群', { muted: true });
    await bench.enroll('丙群', { channel: 'manual' });

    const { json } = await bench.post('/preview', draft);

    expect(json).toMatchObject({
      announcement: expect.stringMatching(/^【接待日预告】.*12月3日/su),
      opening: expect.stringContaining('【接待日开始】'),
      announceAt: '2026-11-30T01:00:00.000Z',
      remindAt: '2026-12-02T01:00:00.000Z',
      leftOut: [{ group: '群 乙群', reason: '该群已停发' }],
      none: null,
    });
    expect(routes.previewDay.answer.parse(json).groups.map(({ group, byHand }) => [group, byHand])).toEqual(
      expect.arrayContaining([
        ['群 甲群', false],
        ['群 丙群', true],
      ]),
    );
    expect(await told(bench)).toEqual([]);
    expect((await bench.ask('/api/days', bench)).json).toMatchObject({ days: [] });
    const nobody = await bench.post('/preview', { ...draft, to: 'tag:没有' });
    expect(nobody.json).toMatchObject({ groups: [], none: expect.stringContaining('没有') });
  });

  it('tells what each act would say, then does it, and says it only once', async () => {
    const bench = await open();
    await bench.enroll('甲群');
    const { id } = await bench.plan();

    const preview = await bench.post(`/${id}/preview`, { kind: 'announce' });
    expect(preview.json).toMatchObject({ groups: [{ group: '群 甲群' }], text: expect.stringContaining('接待日预告') });
    expect((await bench.post(`/${id}/announce`)).json).toMatchObject({ status: 'announced' });
    expect(sentence(await bench.post(`/${id}/announce`))).toBe(`${id} 已经预告，不能预告。`);
    expect(await told(bench)).toEqual([routes.previewDayAct.answer.parse(preview.json).text]);

    const opening = await bench.post(`/${id}/preview`, { kind: 'open' });
    expect((await bench.post(`/${id}/open`)).json).toMatchObject({ status: 'open' });
    expect((await told(bench)).at(-1)).toBe(routes.previewDayAct.answer.parse(opening.json).text);
    expect((await bench.post(`/${id}/preview`, { kind: 'close' })).json).toMatchObject({ text: null, groups: [] });
    expect((await bench.post(`/${id}/close`)).json).toMatchObject({ status: 'closed' });
    expect((await bench.show(id)).steps.map(({ who, action }) => `${who} ${action}`)).toEqual(
      ['plan', 'announce', 'open', 'close'].map((action) => `周秘书 ${action}`),
    );
  });

  it('is changed and called off: those that heard of it are named before, and told', async () => {
    const bench = await open();
    await bench.enroll('甲群');
    const { id } = await bench.plan();
    const quiet = await bench.post(`/${id}/preview`, { kind: 'cancel', reason: '' });
    expect(quiet.json).toMatchObject({ text: null, groups: [], note: expect.stringContaining('不用通知') });
    await bench.post(`/${id}/announce`);
    await bench.settle();

    const change = await bench.post(`/${id}/preview`, { kind: 'change', edit: { host: '李会长', place: null } });
    const changed = await bench.post(`/${id}`, { host: '李会长', place: null }, { method: 'PATCH' });
    const same = await bench.post(`/${id}/preview`, { kind: 'change', edit: { host: '李会长' } });
    await bench.settle();
    const cancel = await bench.post(`/${id}/preview`, { kind: 'cancel', reason: '场地检修' });
    expect((await bench.post(`/${id}/cancel`, { reason: ' ' })).status).toBe(400);
    const cancelled = await bench.post(`/${id}/cancel`, { reason: '场地检修' });

    expect(changed.json).toMatchObject({ host: '李会长', place: null });
    expect(same.json).toMatchObject({ text: null, note: '和现在一样，没有要改的。' });
    expect(cancelled.json).toMatchObject({ status: 'cancelled', reason: '场地检修' });
    expect(cancel.json).toMatchObject({ groups: [{ group: '群 甲群' }] });
    expect(await told(bench)).toEqual(
      expect.arrayContaining([change, cancel].map(({ json }) => routes.previewDayAct.answer.parse(json).text)),
    );
  });

  it('comes again by a rule, whose next days are shown before, and which is planned once for a key', async () => {
    const bench = await open();
    await bench.enroll('a');
    const order = { ...draft, date: '2026-11-23', every: 'workday:3' };

    const preview = await bench.post('/preview', order);
    const [one, two] = [await bench.post('/rules', order), await bench.post('/rules', order)];
    const { id } = routes.planDayRule.answer.parse(one.json);

    expect(routes.previewDay.answer.parse(preview.json).dates.slice(0, 2)).toEqual(['2026-12-03', '2027-01-06']);
    expect(routes.planDayRule.answer.parse(two.json).id).toBe(id);
    const another = await bench.post('/rules', { ...order, from: '10:00' });
    expect(another).toMatchObject({ status: 409 });
    expect(JSON.stringify(another.json)).toContain('Idempotency-Key');
    expect((await bench.ask('/api/days/rules', bench)).json).toMatchObject({
      rules: [{ id, everyInWords: '每月第 3 个工作日', endedAt: null }],
    });
    expect((await bench.post(`/rules/${id}/stop`)).json).toEqual({ cancelled: 1, left: [] });
    expect(sentence(await bench.post('/preview', { ...order, every: '每周五' }))).toContain('看不懂“每周五”');
  });

  it('has its cases, masked, and that they were read is on record', async () => {
    const bench = await open();
    await bench.enroll('a');
    const { id } = await bench.plan();
    const { no } = await bench.store.cases.record(
      newCase(1, { content: '停车难，找我李小明 13800138000', contact: '李小明' }),
    );

    expect((await bench.post(`/${id}/cases`, { nos: ['2026-9999'] })).status).toBe(404);
    await bench.post(`/${id}/cases`, { nos: [no] });
    const { json, text } = await bench.ask(`/api/days/${id}/cases`, bench);

    expect(json).toMatchObject({ cases: [{ no, kindName: '建议', status: 'registered' }], next: null });
    expect(text).not.toMatch(/13800138000|李小明/u);
    expect((await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).at(-1)).toMatchObject({
      who: '周秘书',
      action: 'case/view',
      subject: id,
      detail: { cases: 1 },
    });
  });

  it('has minutes and a public result: words for each case, a Word file, and a message to its groups once', async () => {
    const bench = await open();
    await bench.enroll('甲群');
    const { id } = await bench.plan();
    await bench.post(`/${id}/open`);
    const { no } = await bench.store.cases.record(newCase(1, { content: '停车难' }));
    await bench.post(`/${id}/cases`, { nos: [no] });
    await bench.post(`/${id}/close`);

    await bench.post(`/${id}/minutes`, { text: '张会长接待了三家企业。' });
    await bench.post(`/${id}/points`, { caseNo: no, said: '园区停车难', decided: '已协调二十个车位' });
    const outlook = await bench.ask(`/api/days/${id}/report`, bench);
    const file = await bench.post(`/${id}/report`);
    const sent = await bench.post(`/${id}/report/send`);
    const again = await bench.post(`/${id}/report/send`);

    expect(outlook.json).toMatchObject({
      sent: false,
      groups: [{ group: '群 甲群' }],
      points: [{ no, said: '园区停车难', decided: '已协调二十个车位', settled: true }],
      text: expect.stringContaining('园区停车难：已协调二十个车位'),
    });
    expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain(
      '2026-12-03 接待日办理结果.docx',
    );
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(file.bytes) });
    expect(value).toMatch(/张会长接待了三家企业[\s\S]*已协调二十个车位/u);
    expect(sent.json).toMatchObject({ groups: 1 });
    expect([again.status, sentence(again)]).toEqual([409, expect.stringContaining('已经在群里公布过了')]);
    expect(await bench.show(id)).toMatchObject({ status: 'reported', minutes: '张会长接待了三家企业。' });
    expect((await bench.ask(`/api/days/${id}/report`, bench)).json).toMatchObject({ sent: true });
  });
});
