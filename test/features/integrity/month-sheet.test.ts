import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mammoth from 'mammoth';
import { readSheet } from 'read-excel-file/node';
import { expect, describe, it } from 'vitest';
import { createCsvExporter } from '../../../src/adapters/exports/csv.ts';
import { createDocxExporter } from '../../../src/adapters/exports/docx.ts';
import { createXlsxExporter } from '../../../src/adapters/exports/xlsx.ts';
import { loadAlmanac } from '../../../src/features/integrity/almanac.ts';
import { createMonthSheet, type WriteMonthSheet } from '../../../src/features/integrity/month-sheet.ts';
import { readPreview } from '../../../src/features/integrity/preview.ts';
import { dailyMessages, openPlan, type PlanBench } from '../../support/plan-bench.ts';
import { readCsv } from '../../support/read-csv.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const header = '日期 星期 节日节气 寄语 出处 主题 意见'.split(' ');

async function openSheet(
  messages = dailyMessages(400),
): Promise<PlanBench & { write: WriteMonthSheet; deps: Parameters<typeof readPreview>[0] }> {
  const bench = await openPlan('2026-11-24T07:00:00+08:00');
  const library = { read: async () => messages };
  const deps = { ...bench, library, occasions: loadAlmanac, timeZone: 'Asia/Shanghai' };
  const exporters = { xlsx: createXlsxExporter(), csv: createCsvExporter(), docx: createDocxExporter() };
  return { ...bench, deps, write: createMonthSheet({ ...deps, exporters }) };
}

describe('the sheet of a month', () => {
  it('has every day as the preview shows it, room for remarks, and a line to sign', async () => {
    const { write, deps, orders } = await openSheet();
    await orders.skip('2026-12-13', '国家公祭日');
    await orders.fix('2026-12-04', 'm-8');
    const file = join(tempFolder(), 'month.csv');

    expect(await write('2026-12', { format: 'csv', file })).toBe(31);

    const rows = readCsv((await readFile(file, 'utf8')).slice(1));
    const days = await readPreview(deps, { from: '2026-12-01', days: 31 });
    expect(rows[0]).toEqual(header);
    expect(rows[1]).toEqual(['2026-12-01', '星期二', '', days[0]?.text, days[0]?.source ?? '', days[0]?.theme, '']);
    expect(rows[4]?.slice(0, 4)).toEqual(['2026-12-04', '星期五', '国家宪法日', '寄语 8']);
    expect(rows[13]?.slice(0, 4)).toEqual(['2026-12-13', '星期日', '', '（工作人员安排当天不发：国家公祭日）']);
    expect(rows.slice(32)).toEqual([['审签', '', '', '签字：', '', '日期：', '']]);
  });

  it('tells the leader which ones a model drafted', async () => {
    const { write } = await openSheet(dailyMessages(400).map((message) => ({ ...message, generated: true })));
    const file = join(tempFolder(), 'month.csv');

    await write('2026-12', { format: 'csv', file });

    const texts = readCsv((await readFile(file, 'utf8')).slice(1)).slice(1, 32);
    expect(texts.filter(([, , , text = '']) => !text.endsWith('（AI 生成，经人工审核）'))).toEqual([]);
  });

  it('is a document for Word as well, which says which ones a model drafted', async () => {
    const { write } = await openSheet(dailyMessages(400).map((message) => ({ ...message, generated: true })));
    const file = join(tempFolder(), 'month.docx');

    expect(await write('2026-12', { format: 'docx', file })).toBe(31);

    const { value } = await mammoth.extractRawText({ path: file });
    expect(value.match(/（AI 生成，经人工审核）/gu)).toHaveLength(31);
    expect(value).toContain('2026-12-31');
    expect(value).toContain('签字：');
  });

  it('is a workbook as well, also of a short month', async () => {
    const { write } = await openSheet();
    const file = join(tempFolder(), 'month.xlsx');

    expect(await write('2027-02', { format: 'xlsx', file })).toBe(28);

    const rows = await readSheet(file);
    expect(rows).toHaveLength(30);
    expect(rows[0]).toEqual(header);
    expect(rows.at(-1)).toEqual(['审签', null, null, '签字：', null, '日期：', null]);
  });

  it.each([
    ['2026-13', '月份应写成 YYYY-MM，收到 “2026-13”。'],
    ['2026-12-01', '月份应写成 YYYY-MM，收到 “2026-12-01”。'],
    ['2099-01', '2099-01 太远了，最多提前 400 天导出。'],
  ])('is refused for %j', async (month, sentence) => {
    const { write } = await openSheet();
    const file = join(tempFolder(), 'month.csv');

    await expect(write(month, { format: 'csv', file })).rejects.toThrow(sentence);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });
});
