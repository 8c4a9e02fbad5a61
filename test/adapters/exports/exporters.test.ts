import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCsvExporter } from '../../../src/adapters/exports/csv.ts';
import { createJsonExporter } from '../../../src/adapters/exports/json.ts';
import { createXlsxExporter } from '../../../src/adapters/exports/xlsx.ts';
import type { Table } from '../../../src/ports/exporter.ts';
import { readCsv } from '../../support/read-csv.ts';
import { takenPerTurn } from '../../support/taken-per-turn.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingyu-exports-'));
});
afterEach(() => rm(folder, { recursive: true }));

const empty = new Uint8Array();

/** Made within some milliseconds. */
const rowsOfTurn = 200;

const nasty = [
  '=HYPERLINK("http://127.0.0.1/?a="&A1,"点我")',
  '＝1＋1',
  '@SUM(A1:A9)',
  '+86 138 0013 8000',
  '-2+3',
  '\t=1',
  '<b onclick="x()">粗</b> & "引号", \'撇号\'',
  '第一行\n第二行',
  '带\r\n回车',
  '😀👨‍👩‍👧 𠮷 \u200F反\u200E _x0041_',
];

describe.each([
  { name: 'xlsx' as const, exporter: createXlsxExporter(), read: readXlsx },
  { name: 'csv' as const, exporter: createCsvExporter(), read: readCsvFile },
])('$name', ({ name, exporter, read }) => {
  it('is read back as it was written, header first', async () => {
    await exporter.write(table([['2026-0001', '增加培训', '0731-88886666']]), join(folder, 'out'));

    expect(await read(join(folder, 'out'))).toEqual([
      ['编号', '内容', '电话'],
      ['2026-0001', '增加培训', '0731-88886666'],
    ]);
  });

  it('keeps what members write, whatever it looks like', async () => {
    await exporter.write(table(nasty.map((text) => ['1', text, '0'])), join(folder, 'out'));

    const cells = (await read(join(folder, 'out'))).slice(1).map((row) => row[1]);
    expect(cells.map(withoutGuard)).toEqual(nasty.map(asRead(name)));
  });

  it('replaces an older file and leaves nothing beside it', async () => {
    await writeFile(join(folder, 'out'), 'old');

    await exporter.write(table([]), join(folder, 'out'));

    expect(await readdir(folder)).toEqual(['out']);
    expect(await read(join(folder, 'out'))).toEqual([['编号', '内容', '电话']]);
  });

  it('keeps the older file when it fails on the way', async () => {
    await writeFile(join(folder, 'out'), 'old');

    await expect(exporter.write(table(breaking()), join(folder, 'out'))).rejects.toMatchObject({
      code: 'input/invalid',
    });

    expect(await readdir(folder)).toEqual(['out']);
    expect(await readFile(join(folder, 'out'), 'utf8')).toBe('old');
  });

  it('says in a sentence that the folder is not there', async () => {
    const file = join(folder, 'none', 'out');

    await expect(exporter.write(table([['1', '2', '3']]), file)).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('文件夹不存在'),
    });
  });

  it('leaves the event loop its turns while 10,000 rows are written', async () => {
    const { items, most } = takenPerTurn(manyRows(10_000));

    await exporter.write(table(items), join(folder, 'out'));

    expect(most()).toBeLessThanOrEqual(rowsOfTurn);
    expect(await read(join(folder, 'out'))).toHaveLength(10_001);
  });
});

describe('csv for Excel', () => {
  it('begins with a byte order mark and ends every line with CRLF', async () => {
    await createCsvExporter().write(table([['1', '2', '3']]), join(folder, 'out'));

    expect(await readFile(join(folder, 'out'), 'utf8')).toBe('\uFEFF编号,内容,电话\r\n1,2,3\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['  =1+1', "'  =1+1"],
    ['＝1', "'＝1"],
    ['@x', "'@x"],
    ['＠x', "'＠x"],
    ['+86 138', "'+86 138"],
    ['-好', "'-好"],
    ['\tx', "'\tx"],
    ['-5', '-5'],
    ['+3.5', '+3.5'],
    ['正常', '正常'],
  ])('guards %j as %j', async (written, expected) => {
    await createCsvExporter().write(table([['1', written, '3']]), join(folder, 'out'));

    expect((await readCsvFile(join(folder, 'out')))[1]?.[1]).toBe(expected);
  });
});

describe('xlsx for Excel', () => {
  it('refuses more rows than a workbook is made for', async () => {
    await expect(createXlsxExporter().write(table(manyRows(100_001)), join(folder, 'out'))).rejects.toMatchObject({
      message: expect.stringContaining('csv'),
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('further sheets', () => {
  it('stand behind the first in a workbook, and are left out where there is one table', async () => {
    const summary = { title: '汇总', columns: [{ header: '群', width: 20 }], rows: [['甲'], ['乙']] };
    const both = { ...table([['1', '2', '3']]), sheets: [summary] };
    await createXlsxExporter().write(both, join(folder, 'book'));
    await createCsvExporter().write(both, join(folder, 'lines'));

    expect(await readXlsx(join(folder, 'book'))).toHaveLength(2);
    expect(await readSheet(join(folder, 'book'), '汇总')).toEqual([['群'], ['甲'], ['乙']]);
    expect(await readCsvFile(join(folder, 'lines'))).toHaveLength(2);
  });
});

describe('xlsx for paper', () => {
  it('is read back as any other', async () => {
    await createXlsxExporter().write({ ...table([['1', '', '3']]), forPaper: true }, join(folder, 'out'));

    expect(await readXlsx(join(folder, 'out'))).toEqual([
      ['编号', '内容', '电话'],
      ['1', '', '3'],
    ]);
  });

  it('lies across, is as wide as the page, and has its header on every page', async () => {
    const title = "甲'乙 & 丙";
    await createXlsxExporter().write({ ...table([['1', '', '3']]), title, forPaper: true }, join(folder, 'out'));

    const parts = unzipSync(await readFile(join(folder, 'out')));
    const [book, sheet] = ['xl/workbook.xml', 'xl/worksheets/sheet1.xml'].map((name) =>
      strFromU8(parts[name] ?? empty),
    );
    expect(book).toContain(
      `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'甲''乙 &amp; 丙'!$1:$1</definedName></definedNames>`,
    );
    expect(sheet).toMatch(/<sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews>/);
    expect(sheet).toMatch(/<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"\/>/);
  });
});

describe('json', () => {
  it.each([[[]], [[{ no: '2026-0001', phone: null }]], [Array.from({ length: 1234 }, (_, no) => ({ no }))]])(
    'is read back as it was written: %#',
    async (items) => {
      await createJsonExporter().write({ key: 'cases', items }, join(folder, 'out'));

      expect(JSON.parse(await readFile(join(folder, 'out'), 'utf8'))).toEqual({ cases: items });
    },
  );

  it('leaves the event loop its turns while 10,000 items are written', async () => {
    const { items, most } = takenPerTurn(Array.from({ length: 10_000 }, (_, no) => ({ no })));

    await createJsonExporter().write({ key: 'cases', items }, join(folder, 'out'));

    expect(most()).toBeLessThanOrEqual(rowsOfTurn);
  });
});

function table(rows: Table['rows']): Table {
  const columns = [
    { header: '编号', width: 12 },
    { header: '内容', width: 60 },
    { header: '电话', width: 16 },
  ];
  return { title: '诉求台账', columns, rows };
}

function* manyRows(count: number): Generator<string[]> {
  for (let i = 1; i <= count; i += 1)
    yield [`2026-${i}`, `建议协会多组织线上培训，方便外地会员参加。${i}`, '13800138000'];
}

function* breaking(): Generator<string[]> {
  yield ['1', '2', '3'];
  throw new Error('the rows broke off');
}

async function readXlsx(file: string): Promise<string[][]> {
  const rows = await readSheet(file);
  return rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
}

async function readCsvFile(file: string): Promise<string[][]> {
  const text = await readFile(file, 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  return readCsv(text.slice(1));
}

function withoutGuard(cell: string | undefined): string | undefined {
  return cell?.replace(/^'/, '');
}

/** Cells of a workbook break lines with LF, and read-excel-file trims; both are no loss to a reader. */
function asRead(format: 'xlsx' | 'csv'): (text: string) => string {
  return (text) => (format === 'csv' ? text : text.replaceAll('\r\n', '\n').trim());
}
