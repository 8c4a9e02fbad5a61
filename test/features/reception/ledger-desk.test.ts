import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mammoth from 'mammoth';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { createExporters } from '../../../src/app/exporters.ts';
import { createLedgerDesk, type LedgerFormat, type LedgerQuery } from '../../../src/features/reception/ledger-desk.ts';
import type { NewCase } from '../../../src/ports/cases.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { readCsv } from '../../support/read-csv.ts';
import { group, message, newCase } from '../../support/store-builders.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { openTempStore } from '../../support/temp-store.ts';

const all = { from: null, to: null, status: null, kind: null };
const header =
  '编号 类别 状态 单位 联系人 电话 分类 内容 期望 来源群 提交人 登记时间 邮箱 来源 办理期限 办结时间 办理结果 满意度'.split(
    ' ',
  );
const nasty = '=HYPERLINK("http://127.0.0.1","点")\n第二行, "引号" 😀';
const row = '2026-0001|建议|已登记|长沙市餐饮行业协会|王会长|0731-88886666|协会服务'.split('|');
const tail = ['年底前', '群 g', '王会长', '2026-11-23 00:30', '', '群聊', '', '', '', ''];
const filed = { content: nasty, phone: '0731-88886666', category: '协会服务', expectation: '年底前' };

describe('the ledger', () => {
  it('as xlsx is opened and read back, phone and dates as text', async () => {
    const bench = await benchWith(filed);

    expect(await readSheet(await bench.take('xlsx'))).toEqual([header, [...row, nasty, ...tail].map(orNull)]);
  });

  it('as csv is opened and read back, with a byte order mark and no formula', async () => {
    const text = await readFile(await (await benchWith(filed)).take('csv'), 'utf8');

    expect(text.startsWith('\uFEFF编号,')).toBe(true);
    expect(readCsv(text.slice(1))).toEqual([header, [...row, `'${nasty}`, ...tail]]);
  });

  it('as docx is a page across with the columns that it has room for', async () => {
    const { value } = await mammoth.convertToHtml({ path: await (await benchWith(filed)).take('docx') });

    expect(value).toContain('<p>诉求台账</p><table><thead><tr><th><p>编号</p></th>');
    expect(value).toContain('<td><p>0731-88886666</p></td><td><p>=HYPERLINK("http://127.0.0.1","点")<br />第二行');
    expect(value.match(/<th>/gu)).toHaveLength(11);
  });

  it('as json holds the cases with their stories, absent as null', async () => {
    const bench = await benchWith(filed, { kind: 'demand' });
    await bench.resolve('2026-0001', '已请主管部门答复');

    const read = JSON.parse(await readFile(await bench.take('json'), 'utf8')) as { cases: object[] };

    expect(read.cases).toEqual([
      expect.objectContaining({
        no: '2026-0001',
        status: 'resolved',
        phone: '0731-88886666',
        email: null,
        group: '群 g',
        createdAt: '2026-11-22T16:30:00.000Z',
        endedAt: '2026-11-24T00:00:00.000Z',
        steps: [
          { at: '2026-11-22T16:30:00.000Z', who: '王会长', action: 'register', status: 'registered', note: null },
          expect.objectContaining({ action: 'resolve', note: '已请主管部门答复' }),
        ],
      }),
      expect.objectContaining({ no: '2026-0002', kind: 'demand' }),
    ]);
  });

  it('tells what came of a case, and when', async () => {
    const bench = await benchWith(filed);
    await bench.resolve('2026-0001', '已请主管部门答复');

    const [, told] = await readSheet(await bench.take('xlsx'));
    expect(told?.slice(-3)).toEqual(['2026-11-24 08:00', '已请主管部门答复', null]);
  });

  it('holds as many as there are, in order, though no more than a page is in memory', async () => {
    const bench = await benchWith(...Array.from({ length: 450 }, () => ({})));

    const read = await readSheet(await bench.take('xlsx'));
    expect(read.slice(1).map(([no]) => no)).toEqual(
      Array.from({ length: 450 }, (_, at) => `2026-${String(at + 1).padStart(4, '0')}`),
    );
  });

  it('keeps to the query: kind, a part of the organization, reception day', async () => {
    const bench = await benchWith({}, { kind: 'complaint' }, { organization: '湘菜商会' }, { receptionDayId: 'd-1' });
    const count = async (query: Partial<LedgerQuery>): Promise<number> =>
      (JSON.parse(await readFile(await bench.take('json', query), 'utf8')) as { cases: object[] }).cases.length;

    expect(await count({ kind: 'complaint' })).toBe(1);
    expect(await count({ organization: '湘菜' })).toBe(1);
    expect(await count({ day: 'd-1' })).toBe(1);
    expect(await count({ organization: '', day: null })).toBe(4);
  });

  it('masks names and numbers when it is asked to, in what was said too', async () => {
    const content = '我是张三丰，电话 13912345678，邮箱 zhang@example.com，请王会长回电';
    const bench = await benchWith({ content, contact: '张三丰', phone: '13912345678', memberName: '王会长' });

    const text = await readFile(await bench.take('csv', {}, true), 'utf8');

    expect(text).toContain('我是张**，电话 139****5678，邮箱 z***@example.com，请王**回电');
    for (const secret of ['张三丰', '王会长', '12345678', 'zhang@']) expect(text).not.toContain(secret);
    const whole = await readFile(await bench.take('json', {}, true), 'utf8');
    for (const secret of ['张三丰', '王会长', '12345678', 'zhang@']) expect(whole).not.toContain(secret);
  });

  it('is on record with who took it, and whether with names and numbers', async () => {
    const bench = await benchWith({});
    await bench.take('csv', { from: '2026-11-01', to: '2026-11-30', kind: '建议' });
    await bench.take('json', {}, true);

    expect(await bench.audit()).toEqual([
      {
        who: '李干事',
        action: 'case/export',
        subject: '2026-11-01～2026-11-30 建议',
        detail: { format: 'csv', contacts: true, files: false },
      },
      {
        who: '李干事',
        action: 'case/export',
        subject: '全部',
        detail: { format: 'json', contacts: false, files: false },
      },
    ]);
  });
});

function orNull(cell: string): string | null {
  return cell === '' ? null : cell;
}

async function benchWith(...changes: Partial<NewCase>[]) {
  const clock = createHandClock('2026-11-24T08:00:00+08:00');
  const { store } = await openTempStore(clock);
  const folder = tempFolder();
  const conversationId = await group(store);
  await store.messages.accept(message('m0'), 1_000);
  await store.transaction(async ({ cases }) => {
    for (const [index, change] of changes.entries()) {
      const createdAt = Date.parse('2026-11-23T00:30:00+08:00') + index;
      await cases.record(newCase(index, { conversationId, createdAt, ...change }));
    }
  });
  const exporters = createExporters({ timeZone: 'Asia/Shanghai' });
  const desk = createLedgerDesk({
    records: store,
    exporters,
    fileSets: exporters.fileSets,
    kindNames: async () => new Map(),
    clock,
    timeZone: 'Asia/Shanghai',
  });
  return {
    async take(format: LedgerFormat, query: Partial<LedgerQuery> = {}, masked = false): Promise<string> {
      const file = join(folder, `台账.${format}`);
      expect(
        (await desk.export({ ...all, ...query }, { format, file, who: '李干事', masked, files: false })).file,
      ).toBe(file);
      return file;
    },
    async resolve(no: string, note: string): Promise<void> {
      const step = { at: clock.now(), who: '李干事', action: 'resolve', note, detail: {} } as const;
      await store.cases.change({ no, version: 1 }, { status: 'resolved', endedAt: clock.now() }, step);
    },
    async audit() {
      const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
      return entries.map(({ who, action, subject, detail }) => ({ who, action, subject, detail }));
    },
  };
}
