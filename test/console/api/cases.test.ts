import { mostCaseFiles } from '../../../src/domain/case-file.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listedCase, wholeCase } from '../../../src/console/api/contract/case-shapes.ts';
import { type ApiBench, failureShape, openApi } from '../../support/api-bench.ts';
import { newCase, organization, person } from '../../support/store-builders.ts';

const listShape = z.object({ cases: z.array(listedCase), next: z.string().nullable(), total: z.number().nullable() });
const pdf = new TextEncoder().encode('%PDF-1.7\n%%EOF');

type Bench = ApiBench & {
  token: string;
  record(at: number, changes?: Parameters<typeof newCase>[1]): Promise<string>;
  act(no: string, body: object): ReturnType<ApiBench['ask']>;
  list(query?: string): Promise<z.output<typeof listShape>>;
};

async function openCases(): Promise<Bench> {
  const bench = await openApi();
  const token = await bench.signIn('staff', { name: '李干事' });
  return {
    ...bench,
    token,
    record: async (at, changes = {}) =>
      (await bench.store.cases.record(newCase(at, { createdAt: bench.clock.now() + at, ...changes }))).no,
    act: (no, body) => bench.ask(`/api/cases/${no}/steps`, { token, body }),
    list: async (query = '') => listShape.parse((await bench.ask(`/api/cases${query}`, { token })).json),
  };
}

describe('the register over HTTP', () => {
  it('is read page by page, filtered and sorted, without names and numbers in it', async () => {
    const { record, list } = await openCases();
    const said = { contact: '王建国', memberName: '王建国', phone: '13800138000' };
    await record(1, {
      ...said,
      content: '王建国说停车难，电话13800138000',
      kind: 'complaint',
      dueAt: Date.parse('2026-11-16T23:59:59+08:00'),
    });
    for (let at = 2; at <= 5; at += 1) await record(at);

    const first = await list('?limit=2');
    expect(first).toMatchObject({ total: 5, cases: [{ no: '2026-0005' }, { no: '2026-0004' }] });
    const second = await list(`?limit=2&after=${encodeURIComponent(first.next ?? '')}`);
    expect(second).toMatchObject({ total: null, cases: [{ no: '2026-0003' }, { no: '2026-0002' }] });
    const [masked] = (await list('?state=overdue')).cases;
    expect(masked).toMatchObject({
      contact: '王**',
      member: '王**',
      kindName: '投诉',
      dueDay: '2026-11-16',
      daysLeft: -5,
    });
    expect(JSON.stringify(masked)).not.toMatch(/建国|13800138000/u);
    expect((await list('?kind=complaint&search=停车')).cases).toHaveLength(1);
    expect((await list('?search=13800138000')).cases).toHaveLength(1);
    for (const piece of ['1380013', '停车 1380013', '0001 380013', '话138', '13-80'])
      expect((await list(`?search=${encodeURIComponent(piece)}`)).cases).toEqual([]);
    expect((await list('?search=停车 0001')).cases).toHaveLength(1);
    expect((await list('?order=asc&limit=1')).cases[0]?.no).toBe('2026-0001');
  });

  it('refuses what cannot be asked with one sentence', async () => {
    const { ask, token } = await openCases();

    for (const query of ['?from=2026-02-30', '?after=x', '?kind=没有', '?status=x', '?from=2026-02-02&to=2026-02-01']) {
      const { status, json } = await ask(`/api/cases${query}`, { token });
      expect([query, status]).toEqual([query, 400]);
      expect(failureShape.parse(json).error.message).toMatch(/。$/u);
    }
  });

  it('shows one case whole, and its names only to whoever asks, which is on record', async () => {
    const { record, ask, token, store } = await openCases();
    const no = await record(1, { contact: '王建国', phone: '13800138000', email: 'wjg@example.com' });
    const named = `?name=${encodeURIComponent('王建国 13800138000.pdf')}`;
    const headers = { 'idempotency-key': 'k' };
    await ask(`/api/cases/${no}/files${named}`, { token, body: Buffer.from('%PDF-1.7\n'), headers });

    const hidden = await ask(`/api/cases/${no}`, { token });
    expect(JSON.stringify(hidden.json)).not.toMatch(/建国|13800138000|wjg@/u);
    expect(wholeCase.parse(hidden.json)).toMatchObject({
      hidden: true,
      actions: ['accept', 'decline', 'assign', 'note', 'reply'],
    });
    expect((await store.audit.list(0, Number.MAX_SAFE_INTEGER)).filter(({ action }) => action === 'case/view')).toEqual(
      [],
    );

    const shown = await ask(`/api/cases/${no}/personal`, { token });
    expect(wholeCase.parse(shown.json)).toMatchObject({ hidden: false, contact: '王建国', phone: '13800138000' });
    expect((await store.audit.list(0, Number.MAX_SAFE_INTEGER)).at(-1)).toMatchObject({
      who: '李干事',
      action: 'case/view',
      subject: no,
    });
    expect((await ask('/api/cases/2026-9999', { token })).status).toBe(404);
  });

  it('goes its way step by step, and a page that is out of date changes nothing', async () => {
    const { record, act, ask, token, store } = await openCases();
    await store.organizations.put([organization('餐饮协会')]);
    await store.people.put([person('张干事', '餐饮协会')]);
    const no = await record(1);

    expect((await act(no, { action: 'accept', seen: 1 })).json).toMatchObject({ status: 'accepted', version: 2 });
    const stale = await act(no, { action: 'decline', seen: 1, note: '不属于' });
    expect([stale.status, failureShape.parse(stale.json).error.message]).toEqual([
      409,
      `${no} 已经被李干事改为“已受理”，请重新看一遍再改。`,
    ]);
    const { json } = await ask('/api/cases/assignees?search=张', { token });
    expect(json).toMatchObject({ assignees: [{ name: '张干事', kind: 'person', where: '餐饮协会' }] });
    const to = z.object({ assignees: z.tuple([z.object({ to: z.string() })]) }).parse(json).assignees[0].to;
    expect((await act(no, { action: 'assign', seen: 2, to, workdays: 5 })).status).toBe(200);
    expect((await act(no, { action: 'resolve', seen: 3, note: '已办', to })).status).toBe(400);
    expect((await act(no, { action: 'resolve', seen: 3, note: '已办好' })).status).toBe(200);

    const whole = wholeCase.parse((await ask(`/api/cases/${no}`, { token })).json);
    expect(whole.steps.map(({ action, who }) => `${action} ${who}`)).toEqual([
      'register 王**',
      'accept 李干事',
      'assign 李干事',
      'resolve 李干事',
    ]);
    expect(whole).toMatchObject({ dueDay: '2026-11-30', assignments: [{ assignee: '张干事', endedAs: 'resolved' }] });
  });

  it('tells whom a person has to remind, because the bot cannot write to them', async () => {
    const { record, act, ask, token, store, clock } = await openCases();
    const no = await record(1);
    await act(no, { action: 'assign', seen: 1, to: '单位：人社局', workdays: 5 });
    const [given] = await store.assignments.listOf(no);
    const of = { id: given?.id ?? '', seen: given?.nextAt ?? 0, nextAt: null };
    const reminder = { stage: 'assigned', at: clock.now(), outcome: 'by-hand', deliveryId: null } as const;
    await store.assignments.remind([{ ...of, reminder }]);

    const { json } = await ask('/api/cases/reminders', { token });

    expect(json).toMatchObject({ reminders: [{ no, assignee: '人社局', stage: 'assigned', dueDay: '2026-11-30' }] });
  });

  it('takes what came by telephone once, however often the request comes', async () => {
    const { ask, token, list } = await openCases();
    const body = { source: 'superior', kind: 'demand', content: '请核查收费', givenBy: '市民政局', workdays: 5 };
    const add = () => ask('/api/cases', { token, body, headers: { 'idempotency-key': 'k1' } });

    const [first, again] = [await add(), await add()];

    expect(first.json).toEqual({ id: '2026-0001', no: '2026-0001' });
    expect(again.json).toEqual(first.json);
    expect((await list('?source=superior')).cases).toMatchObject([{ no: '2026-0001', dueDay: '2026-11-30' }]);
  });

  it('shows what reads the same, and merges it into the other', async () => {
    const { record, ask, token } = await openCases();
    const one = await record(1, { content: '园区停车位太少，员工停车难，请王建国处理', contact: '王建国' });
    const other = await record(2, { content: '园区停车位太少，员工停车难', memberId: 'm-2' });

    const { json } = await ask(`/api/cases/${other}/alike`, { token });
    expect(json).toMatchObject({ cases: [{ no: one }] });
    expect(JSON.stringify(json)).not.toContain('建国');
    const merged = await ask(`/api/cases/${other}/merge`, { token, body: { into: one, seen: 1 } });
    expect(merged.json).toMatchObject({ no: other, status: 'merged', version: 2 });
    const late = await ask(`/api/cases/${other}/merge`, { token, body: { into: one, seen: 1 } });
    expect(late.status).toBe(409);
  });

  it('keeps a file once, gives it back, and both are on record', async () => {
    const { record, ask, token, store } = await openCases();
    const no = await record(1);
    const put = (body: Uint8Array, key: string) =>
      ask(`/api/cases/${no}/files?name=回函.pdf`, { token, body, headers: { 'idempotency-key': key } });

    expect((await put(new TextEncoder().encode('hello'), 'k0')).status).toBe(400);
    expect((await put(pdf, 'k1')).json).toEqual({ no, files: 1 });
    expect((await put(pdf, 'k1')).json).toEqual({ no, files: 1 });
    const { files, steps } = wholeCase.parse((await ask(`/api/cases/${no}`, { token })).json);
    expect(files).toMatchObject([{ name: '回函.pdf', mime: 'application/pdf' }]);
    expect(steps.filter(({ action }) => action === 'attach')).toHaveLength(1);
    expect((await ask(`/api/case-files/${files[0]?.id}`, { token })).bytes).toEqual(pdf);
    const actions = (await store.audit.list(0, Number.MAX_SAFE_INTEGER)).map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith('case/'))).toEqual(['case/update', 'case/view']);
  });

  it('answers the key of the last file that had a place as the first time', async () => {
    const { record, ask, token } = await openCases();
    const no = await record(1);
    const put = (key: string) =>
      ask(`/api/cases/${no}/files?name=回函.pdf`, { token, body: pdf, headers: { 'idempotency-key': key } });
    for (let one = 1; one <= mostCaseFiles; one += 1) await put(`k${one}`);

    expect(await put(`k${mostCaseFiles}`)).toMatchObject({ status: 200, json: { no, files: mostCaseFiles } });
    expect(await put('one-more')).toMatchObject({ status: 409 });
  });

  it('counts cases by kind, organization and month', async () => {
    const { record, ask, token } = await openCases();
    await record(1);
    await record(2, { kind: 'complaint' });

    expect((await ask('/api/cases/statistics', { token })).json).toMatchObject({
      all: { total: 2, open: 2, resolved: { count: 0, of: 2 } },
      kinds: [{ name: '建议' }, { name: '投诉' }],
      months: [{ month: '2026-11', total: 2 }],
    });
  });

  it('are exported beside, with the filters in force, and that is on record', async () => {
    const { record, ask, token, store } = await openCases();
    await record(1, { contact: '王建国', content: '停车难' });
    await record(2, { kind: 'complaint' });

    const begun = await ask('/api/cases/export', { token, body: { format: 'csv', search: '停车', masked: false } });
    const { jobId } = z.object({ jobId: z.string() }).parse(begun.json);

    await expect
      .poll(async () => (await ask(`/api/jobs/${jobId}`, { token })).json)
      .toMatchObject({
        state: 'done',
        note: '导出 1 件，含姓名和电话。',
        file: { name: '诉求台账-2026-11-23.csv' },
      });
    const { text } = await ask(`/api/jobs/${jobId}/file`, { token });
    expect(text).toContain('王建国');
    expect(text).not.toContain('2026-0002');
    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.slice(-2)).toMatchObject([
      { who: '李干事', action: 'case/export', subject: '停车' },
      { who: '李干事', action: 'job/file', subject: '诉求台账-2026-11-23.csv' },
    ]);
  });
});
