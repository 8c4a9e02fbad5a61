import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { createCsvExporter } from '../../../src/adapters/exports/csv.ts';
import { createJsonExporter } from '../../../src/adapters/exports/json.ts';
import { createXlsxExporter } from '../../../src/adapters/exports/xlsx.ts';
import { createCaseDesk, type CaseDesk } from '../../../src/features/reception/case-desk.ts';
import type { NewCase } from '../../../src/ports/cases.ts';
import type { Records } from '../../../src/ports/store.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { readCsv } from '../../support/read-csv.ts';
import { group, message, newCase } from '../../support/store-builders.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { openTempStore } from '../../support/temp-store.ts';

const all = { from: null, to: null, status: null, kind: null };
const header = '编号 类别 状态 单位 联系人 电话 分类 内容 期望 来源群 提交人 登记时间'.split(' ');

describe('the list', () => {
  it('shows cases oldest first, times as ISO strings, absent as null', async () => {
    const { desk } = await deskWith({ content: '多办培训' }, { kind: 'complaint', phone: '13800138000' });

    expect(await desk.list(all)).toEqual({
      cases: [
        {
          no: '2026-0001',
          kind: 'suggestion',
          status: 'registered',
          organization: '长沙市餐饮行业协会',
          contact: '王会长',
          phone: null,
          category: null,
          content: '多办培训',
          dueAt: null,
          createdAt: '2026-11-22T16:30:00.000Z',
        },
        expect.objectContaining({ no: '2026-0002', kind: 'complaint', phone: '13800138000' }),
      ],
    });
  });

  it('keeps to days of the time zone, both included, and to a kind by either name', async () => {
    const { desk } = await deskWith(
      { createdAt: Date.parse('2026-11-22T23:59:59+08:00') },
      { createdAt: Date.parse('2026-11-23T00:00:00+08:00') },
      { createdAt: Date.parse('2026-11-23T23:59:59+08:00'), kind: 'complaint' },
      { createdAt: Date.parse('2026-11-24T00:00:00+08:00') },
    );
    const numbers = async (query: Partial<typeof all> | object): Promise<string[]> =>
      (await desk.list({ ...all, ...query })).cases.map(({ no }) => no.slice(-1));

    expect(await numbers({ from: '2026-11-23', to: '2026-11-23' })).toEqual(['2', '3']);
    expect(await numbers({ from: '2026-11-24' })).toEqual(['4']);
    expect(await numbers({ to: '2026-11-22' })).toEqual(['1']);
    expect(await numbers({ kind: 'complaint' })).toEqual(['3']);
    expect(await numbers({ kind: '投诉', status: '已登记' })).toEqual(['3']);
  });

  it.each([
    [{ from: '2026-02-30' }, '--from 要写成'],
    [{ to: '昨天' }, '--to 要写成'],
    [{ from: '2026-11-24', to: '2026-11-23' }, '请对调'],
    [{ kind: '表扬' }, 'complaint（投诉）'],
    [{ status: '已完成' }, 'registered（已登记）'],
  ])('refuses %j with a sentence', async (query, sentence) => {
    const { desk } = await deskWith();

    await expect(desk.list({ ...all, ...query })).rejects.toMatchObject({
      code: 'usage/invalid',
      message: expect.stringContaining(sentence),
    });
  });
});

describe('one case', () => {
  it('is shown with its wish, its group and who submitted it', async () => {
    const { desk } = await deskWith({ expectation: '年底前' });

    expect(await desk.show('2026-0001')).toMatchObject({ expectation: '年底前', group: '群 g', member: '王会长' });
  });

  it('that is not there is said in a sentence', async () => {
    const { desk } = await deskWith();

    await expect(desk.show('2026-0009')).rejects.toMatchObject({ code: 'record/not-found' });
  });
});

describe('the ledger', () => {
  const nasty = '=HYPERLINK("http://127.0.0.1","点")\n第二行, "引号" 😀';
  const row = '2026-0001|建议|已登记|长沙市餐饮行业协会|王会长|0731-88886666|协会服务'.split('|');
  const tail = ['年底前', '群 g', '王会长', '2026-11-23 00:30'];
  const filed = { content: nasty, phone: '0731-88886666', category: '协会服务', expectation: '年底前' };

  it('as xlsx is opened and read back, phone and dates as text', async () => {
    const { desk, folder } = await deskWith(filed);
    const file = join(folder, '台账.xlsx');

    expect(await desk.export(all, { format: 'xlsx', file })).toEqual({ file, cases: 1 });

    expect(await readSheet(file)).toEqual([header, [...row, nasty, ...tail]]);
  });

  it('as csv is opened and read back, with a byte order mark and no formula', async () => {
    const { desk, folder } = await deskWith(filed);
    const file = join(folder, '台账.csv');

    await desk.export(all, { format: 'csv', file });

    const text = await readFile(file, 'utf8');
    expect(text.startsWith('\uFEFF编号,')).toBe(true);
    expect(readCsv(text.slice(1))).toEqual([header, [...row, `'${nasty}`, ...tail]]);
  });

  it('as json holds the cases as they are shown', async () => {
    const { desk, folder } = await deskWith(filed, { kind: 'demand' });
    const file = join(folder, 'cases.json');

    await desk.export(all, { format: 'json', file });

    const read: unknown = JSON.parse(await readFile(file, 'utf8'));
    expect(read).toEqual({ cases: [await desk.show('2026-0001'), await desk.show('2026-0002')] });
  });

  it('keeps to the query', async () => {
    const { desk, folder } = await deskWith({}, { kind: 'complaint' }, {});
    const file = join(folder, 'cases.json');

    expect(await desk.export({ ...all, kind: 'complaint' }, { format: 'json', file })).toEqual({ file, cases: 1 });
  });
});

async function deskWith(...changes: Partial<NewCase>[]): Promise<{ desk: CaseDesk; folder: string }> {
  const { store } = await openTempStore(createHandClock('2026-11-23T08:00:00+08:00'));
  const conversationId = await group(store);
  for (const [index, change] of changes.entries()) {
    const { messageId } = await store.messages.accept(message(`m${index}`), 1_000);
    const createdAt = Date.parse('2026-11-23T00:30:00+08:00') + index;
    await store.cases.record(newCase(messageId, { conversationId, createdAt, ...change }));
  }
  return { desk: createDesk(store), folder: tempFolder() };
}

function createDesk(records: Pick<Records, 'cases' | 'conversations'>): CaseDesk {
  const exporters = { xlsx: createXlsxExporter(), csv: createCsvExporter(), json: createJsonExporter() };
  return createCaseDesk({ records, exporters, timeZone: 'Asia/Shanghai' });
}
