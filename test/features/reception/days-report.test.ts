import { join } from 'node:path';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { publicWords, withoutContacts } from '../../../src/features/reception/public-text.ts';
import type { NewCase } from '../../../src/ports/cases.ts';
import { dayDraft, type DayBench, openDays } from '../../support/day-bench.ts';
import { newCase } from '../../support/store-builders.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A day that is over, with these cases. */
async function closedWith(...cases: Partial<NewCase>[]): Promise<DayBench & { id: string }> {
  const bench = await openDays();
  await bench.enroll();
  const { id } = await bench.desk.plan(dayDraft());
  await bench.desk.open(id, '秘书');
  await bench.desk.close(id, '秘书');
  for (const [number, one] of cases.entries())
    await bench.store.cases.record(newCase(number, { receptionDayId: id, ...one }));
  return { ...bench, id };
}

async function textOf({ report, id }: DayBench & { id: string }): Promise<string> {
  const file = join(tempFolder(), 'report.docx');
  await report.write(id, file, '秘书');
  return (await mammoth.extractRawText({ path: file })).value;
}

async function resolved({ store }: DayBench, no: string, note: string): Promise<void> {
  const found = await store.cases.find(no);
  const step = { at: 5_000, who: '李干事', action: 'resolve', note, detail: {} } as const;
  if (found !== null) await store.cases.change(found, { status: 'resolved', endedAt: 5_000 }, step);
}

describe('the public result of a reception day', () => {
  it('tells each point with what was decided, and the minutes, without a number to call', async () => {
    const bench = await closedWith(
      { content: '多办政策培训，联系李小明13812345678', contact: '李小明' },
      { content: '会费分两次交' },
    );
    await resolved(bench, '2026-0001', '每季度一次，详询 0731-88886666');
    await bench.desk.writeMinutes(bench.id, '张会长主持。\n电话 13900001111 已记下。', '秘书');
    await bench.desk.setPoint(bench.id, { caseNo: '2026-0002', said: '会费缴纳方式', decided: '可以分两次' }, '秘书');
    const text = await textOf(bench);

    expect(text).toContain('2026-12-03 接待日办理结果');
    expect(text).toContain('共登记 2 件：建议 2 件；已办结 1 件。');
    expect(text).toContain('电话 *** 已记下');
    expect(text).toMatch(/多办政策培训，联系某某\*\*\*\s+每季度一次，详询 \*\*\*/u);
    expect(text).toMatch(/会费缴纳方式\s+可以分两次/u);
    expect(text).not.toMatch(/李小明|1381234|8888/u);
    expect((await bench.desk.show(bench.id)).status).toBe('reported');
  });

  it('does not name whoever submitted it in what staff noted either', async () => {
    const bench = await closedWith({ content: '多办政策培训', contact: '李小明', memberName: '小明同学' });
    await resolved(bench, '2026-0001', '已回复李小明（小明同学），每季度一次');

    expect(await textOf(bench)).toContain('已回复某某（某某），每季度一次');
  });

  it('says nothing of what a complaint is about, unless staff put it into words', async () => {
    const bench = await closedWith(
      { kind: 'complaint', content: '某局刘科长态度恶劣' },
      { kind: 'dispute', content: '甲公司欠我货款' },
    );
    await resolved(bench, '2026-0001', '已批评刘科长');
    await bench.desk.setPoint(bench.id, { caseNo: '2026-0002', said: '一起货款纠纷', decided: '已达成调解' }, '秘书');
    const text = await textOf(bench);

    expect(text).toMatch(/（内容不公开）\s+已办结/u);
    expect(text).toMatch(/一起货款纠纷\s+已达成调解/u);
    expect(text).not.toMatch(/刘科长|甲公司/u);
  });

  it('leaves out what was withdrawn, and is a document without any cases too', async () => {
    const bench = await closedWith({ content: '撤回的话' });
    const one = await bench.store.cases.find('2026-0001');
    const step = { at: 5_000, who: '王会长', action: 'withdraw', note: null, detail: {} } as const;
    if (one !== null) await bench.store.cases.change(one, { status: 'withdrawn' }, step);

    expect(await textOf(bench)).not.toContain('撤回的话');
    expect(await textOf(await closedWith())).toContain('本次接待日没有登记诉求。');
  });

  it('goes to its groups once, in short', async () => {
    const bench = await closedWith({ content: '多办政策培训' }, { kind: 'complaint', content: '刘科长态度恶劣' });
    await resolved(bench, '2026-0001', '每季度一次');
    const { text, groups } = await bench.report.send(bench.id, '秘书');
    await bench.settle();

    expect(groups).toBe(1);
    expect(text.split('\n')).toEqual([
      '【接待日结果】12月3日（星期四）09:30-11:30，接待：张会长',
      '共登记 2 件：投诉 1 件、建议 1 件；已办结 1 件。',
      '1. 多办政策培训：每季度一次',
      '另有 1 件正在办理或不便公开，发“/进度 编号”可查自己的那一件。',
    ]);
    expect(bench.channel.shown.at(-1)).toBe(text);
    await expect(bench.report.send(bench.id, '秘书')).rejects.toMatchObject({ code: 'record/conflict' });
  });

  it('is not there before the day is over', async () => {
    const bench = await openDays();
    await bench.enroll();
    const { id } = await bench.desk.plan(dayDraft());

    await expect(bench.report.send(id, '秘书')).rejects.toThrow('不能公布结果');
    await expect(bench.report.write(id, join(tempFolder(), 'x.docx'), '秘书')).rejects.toThrow('不能公布结果');
  });
});

describe('words for the public', () => {
  it.each([
    ['电话 138 1234 5678 或 0731-88886666', '电话 *** 或 ***'],
    ['身份证 430102199001011234', '身份证 ***'],
    ['发到 a.b@example.org', '发到 ***'],
    ['共收费 5000 元，2026 年 12 月 3 日', '共收费 5000 元，2026 年 12 月 3 日'],
  ])('%s', (text, told) => {
    expect(withoutContacts(text)).toBe(told);
  });

  it('have no name of who wrote them, also where nobody took it down', () => {
    const text = '我是华盛公司的陈志强，电话13812345678，建议降低会费';

    expect(publicWords({ content: text, contact: null, memberName: '老陈' })).not.toMatch(/陈志强|138/u);
  });
});
