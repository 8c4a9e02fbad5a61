import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ApiBench, openApi } from '../../support/api-bench.ts';

const pageShape = z.strictObject({
  entries: z.array(
    z.strictObject({
      seq: z.number(),
      at: z.string(),
      who: z.string(),
      action: z.string(),
      actionName: z.string(),
      subject: z.string(),
      detail: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
const begunShape = z.strictObject({ jobId: z.string() });

async function open(): Promise<
  ApiBench & { token: string; page(query?: string): Promise<z.output<typeof pageShape>> }
> {
  const bench = await openApi();
  const token = await bench.signIn('admin', { name: '李主任' });
  for (let day = 1; day <= 5; day += 1)
    await bench.store.audit.append({
      at: Date.parse(`2026-11-0${day}T09:00:00+08:00`),
      who: '周秘书',
      action: 'broadcast/plan',
      subject: `b${day}`,
      detail: { groups: day, textBegins: '通知', urgent: false },
    });
  const page = async (query = '') => pageShape.parse((await bench.ask(`/api/audit${query}`, { token })).json);
  return { ...bench, token, page };
}

/** Until the job has ended. */
async function fileOf({ ask }: ApiBench, token: string, jobId: string) {
  await expect
    .poll(async () => (await ask(`/api/jobs/${jobId}`, { token })).json)
    .not.toMatchObject({ state: 'running' });
  return [await ask(`/api/jobs/${jobId}`, { token }), await ask(`/api/jobs/${jobId}/file`, { token })] as const;
}

describe('the audit log in the console', () => {
  it('is read page by page in words', async () => {
    const { page } = await open();

    const first = await page('?limit=3');
    const second = await page(`?limit=3&after=${first.next}`);

    expect(first.entries.map(({ subject }) => subject)).toEqual(['b5', 'b4', 'b3']);
    expect(first.entries[0]).toMatchObject({
      at: '2026-11-05T01:00:00.000Z',
      who: '周秘书',
      actionName: '安排群发',
      detail: '群数：5，内容：通知，加急：否',
    });
    expect(second.entries.map(({ action }) => action)).toEqual(['broadcast/plan', 'broadcast/plan', 'user/password']);
  });

  it('is found by who, what, when and what it was done to', async () => {
    const { page, ask, token } = await open();
    const subjects = async (query: string) => (await page(query)).entries.map(({ subject }) => subject);

    expect(await subjects(`?who=${encodeURIComponent('周秘书')}`)).toHaveLength(5);
    expect(await subjects('?action=user/add')).toEqual(['李主任']);
    expect(await subjects('?subject=b4')).toEqual(['b4']);
    expect(await subjects('?from=2026-11-02&to=2026-11-03')).toEqual(['b3', 'b2']);
    expect((await page('?limit=5&who=nobody')).next).toBeNull();
    for (const query of ['?from=2026-02-30', '?from=2026-11-05&to=2026-11-04'])
      expect(await ask(`/api/audit${query}`, { token })).toMatchObject({ status: 400 });
  });

  it('names every act and everybody who may stand in it', async () => {
    const { ask, token } = await open();

    const { json } = await ask('/api/audit/actions', { token });

    expect(json).toMatchObject({ people: ['李主任', '命令行'] });
    expect(json).toMatchObject({ actions: expect.arrayContaining([{ action: 'user/role', name: '改账号身份' }]) });
  });

  it('says whether it is whole', async () => {
    const { ask, token } = await open();

    expect(await ask('/api/audit/verification', { token })).toMatchObject({
      json: { whole: true, entries: 7, sentence: expect.stringContaining('完整，共 7 条') },
    });
  });

  it('is exported as a table, with who took it on record in it', async () => {
    const bench = await open();
    const body = { from: '2026-11-03' };

    const begun = await bench.ask('/api/audit/export', { token: bench.token, body });
    const [job, file] = await fileOf(bench, bench.token, begunShape.parse(begun.json).jobId);

    expect(job.json).toMatchObject({ kind: 'audit/export', state: 'done', note: '导出了 6 条。' });
    expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain('操作记录-2026-11-23.csv');
    const lines = file.text.trim().split('\r\n');
    expect(lines[1]).toMatch(/^8,2026-11-23 09:00,李主任,导出操作记录,/u);
    expect(lines).toHaveLength(7);
  });
});

describe('a backup from the console', () => {
  it('is made as a job and is for administrators, also when who made it is none any more', async () => {
    const bench = await open();
    await bench.signIn('admin', { name: '赵主任' });

    const begun = await bench.ask('/api/backup', { method: 'POST', token: bench.token });
    const { jobId } = begunShape.parse(begun.json);
    const [job, file] = await fileOf(bench, bench.token, jobId);
    await bench.accounts.setRole('李主任', 'staff', '赵主任');
    const after = await bench.ask(`/api/jobs/${jobId}/file`, { token: bench.token });

    expect(job.json).toMatchObject({ state: 'done', note: '备份了 7 条记录，1 份资料原件。' });
    expect(file.text).toBe('everything');
    expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain(
      '清语备份-202611230900.qingyu.gz',
    );
    expect(after).toMatchObject({ status: 403 });
    expect(await bench.store.audit.page(everything, { before: null, limit: 3 })).toMatchObject([
      { action: 'user/role' },
      { who: '李主任', action: 'job/file', subject: '清语备份-202611230900.qingyu.gz' },
      { who: '李主任', action: 'store/backup', subject: 'store' },
    ]);
  });
});

const everything = { from: null, until: null, who: null, action: null, subject: null };

describe('how it is', () => {
  it('is told to administrators part by part, and which version runs to all', async () => {
    const { ask, token, signIn } = await open();
    const staff = await signIn('staff');

    expect((await ask('/api/findings', { token })).json).toEqual({
      at: '2026-11-23T01:00:00.000Z',
      findings: [
        { name: 'store', title: '数据存储', channel: false, state: 'ok', detail: 'SQLite', action: null },
        expect.objectContaining({ title: 'Telegram', channel: true, action: '运行 qingyu start' }),
      ],
    });
    expect((await ask('/api/system', { token: staff })).json).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/u),
      store: 'sqlite',
      timeZone: 'Asia/Shanghai',
    });
  });
});
