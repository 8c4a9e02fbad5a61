import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { tablesInPlace } from '../../support/tables-in-place.ts';
import type { TableSheet } from '../../../src/ports/table-files.ts';
import { compoundOf, docxOf, paragraph, pdfOf, rowsOf, xlsxOf } from '../../support/office-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const lines = '协会,姓名,手机\r\n餐饮协会,王伟,13800138000\r\n\r\n"酒店,商会","李\n敏",\r\n';
/** The same as Excel on a Chinese Windows saves it. */
const gb18030 = Buffer.from(
  'd0adbbe12cd0d5c3fb2ccad6bbfa0d0a b2cdd2fbd0adbbe12ccdf5ceb02c31333830303133383030300d0a'.replaceAll(' ', ''),
  'hex',
);

function read(name: string, bytes: string | Uint8Array): Promise<TableSheet[]> {
  const file = join(tempFolder(), name);
  writeFileSync(file, bytes);
  return tablesInPlace().read(file);
}

describe('a csv file', () => {
  const rows = [
    { number: 1, cells: ['协会', '姓名', '手机'] },
    { number: 2, cells: ['餐饮协会', '王伟', '13800138000'] },
    { number: 4, cells: ['酒店,商会', '李\n敏', ''] },
  ];

  it.each([
    ['UTF-8', Buffer.from(lines)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${lines}`)],
    ['UTF-16', Buffer.from(`\uFEFF${lines}`, 'utf16le')],
    ['tabs', Buffer.from(lines.replaceAll(/,(?!商)/g, '\t'))],
  ])('in %s is rows as a spreadsheet counts them', async (_, bytes) => {
    expect(await read('a.csv', bytes)).toEqual([{ name: null, rows, hidden: 0 }]);
  });

  it('in the encoding of a Chinese Windows is read too', async () => {
    expect((await read('a.csv', gb18030))[0]?.rows).toEqual(rows.slice(0, 2));
  });

  it('with a quote that never ends is refused', async () => {
    const endless = `协会,姓名\n"${'甲,乙\n'.repeat(10_000)}`;
    await expect(read('a.csv', endless)).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('a.csv 里有引号没有成对'),
    });
  });

  it.each([
    ['lines', '甲\n'.repeat(100_001)],
    ['cells', `甲${','.repeat(9_999)}\n`.repeat(101)],
  ])('of more %s than anybody has is refused before it fills the memory', async (_, text) => {
    await expect(read('a.csv', text)).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('一次最多 100000 行、1000000 格'),
    });
  });
});

describe('a workbook', () => {
  it('whose merged cells lie on each other without end is refused, not worked through', async () => {
    const rows = rowsOf(Array.from({ length: 2_000 }, () => ['甲', '乙']));
    const merges = '<mergeCell ref="A1:B2000"/>'.repeat(400_000);
    await expect(read('a.xlsx', xlsxOf(`${rows}<mergeCells>${merges}</mergeCells>`))).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('已损坏'),
    });
  });

  it('that unfolds to far more than a table is refused', async () => {
    const strings = Buffer.alloc(41 * 1024 * 1024, 0x20);
    const bomb = zipSync({ ...unzipSync(xlsxOf(rowsOf([['协会']]))), 'xl/sharedStrings.xml': strings });
    await expect(read('a.xlsx', bomb)).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('解压后过大'),
    });
  });

  it('gives each row with its own number, merged cells in all rows, and numbers with all their digits', async () => {
    const sheet = `${rowsOf([
      ['通讯录', null, null],
      ['协会', '姓名', '手机'],
      ['餐饮协会', '王伟', 13800138000],
      [null, '李敏', 13900139000],
      [null, null, null],
    ])}<mergeCells><mergeCell ref="A3:A4"/></mergeCells>`;

    const [only] = await read('a.xlsx', xlsxOf(sheet, { name: '名单' }));

    expect(only).toEqual({
      name: '名单',
      hidden: 0,
      rows: [
        { number: 1, cells: ['通讯录'] },
        { number: 2, cells: ['协会', '姓名', '手机'] },
        { number: 3, cells: ['餐饮协会', '王伟', '13800138000'] },
        { number: 4, cells: ['餐饮协会', '李敏', '13900139000'] },
      ],
    });
  });

  it('leaves out hidden rows, says how many, and reads hidden columns', async () => {
    const hidden = `<cols><col min="2" max="2" hidden="1"/></cols>${rowsOf([
      ['协会', '手机'],
      ['甲', '1'],
      ['乙', '2'],
    ]).replace('<row r="2">', '<row r="2" hidden="1">')}`;

    expect(await read('a.xlsx', xlsxOf(hidden))).toMatchObject([
      { hidden: 1, rows: [{ number: 1 }, { number: 3, cells: ['乙', '2'] }] },
    ]);
  });

  it('with one cell far to the right is refused before its rows are as wide', async () => {
    const far = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="ZZZ1"><v>1</v></c></row></sheetData>';
    const last = '<sheetData><row r="1"><c r="IV1"><v>1</v></c></row></sheetData>';

    await expect(read('宽.xlsx', xlsxOf(far))).rejects.toMatchObject({
      code: 'input/invalid',
      message: '宽.xlsx 的列太多，最多 256 列，请删去右边用不到的列。',
    });
    expect((await read('a.xlsx', xlsxOf(last)))[0]?.rows[0]?.cells).toHaveLength(256);
  });

  it('of more rows than are imported at once is refused while it is read', async () => {
    const rows = (count: number) =>
      xlsxOf(`<sheetData>${'<row><c t="str"><v>a</v></c></row>'.repeat(count)}</sheetData>`);

    await expect(read('长.xlsx', rows(20_101))).rejects.toMatchObject({
      code: 'input/invalid',
      message: '长.xlsx 的行太多，一次最多 20000 行，请拆成几份。',
    });
    expect((await read('a.xlsx', rows(20_100)))[0]?.rows).toHaveLength(20_100);
  });

  it('shows dates as their cells do', async () => {
    const sheet = '<sheetData><row r="1"><c r="A1" s="0"><v>46112</v></c></row></sheetData>';

    const [only] = await read('a.xlsx', xlsxOf(sheet, { formats: ['yyyy/m/d'] }));

    expect(only?.rows).toEqual([{ number: 1, cells: ['2026/3/31'] }]);
  });
});

describe('a file that is no table', () => {
  it.each([
    ['旧表.xls', compoundOf('Workbook'), '请另存为 .xlsx'],
    ['加密.xlsx', compoundOf('EncryptionInfo', 'EncryptedPackage'), '设有打开密码'],
    ['文档.docx', docxOf(paragraph('会费')), '不是表格'],
    ['文档.csv', pdfOf(['']), '不是表格'],
    ['断了.xlsx', Buffer.from('504b0304ffff', 'hex'), '已损坏'],
    ['图片.csv', Buffer.from('89504e470d0a1a0a00', 'hex'), '不是表格'],
  ])('%s is refused with what to do', async (name, bytes, what) => {
    await expect(read(name, bytes)).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining(what),
    });
  });

  it('is not there', async () => {
    const reading = tablesInPlace().read(join(tempFolder(), 'none.csv'));
    await expect(reading).rejects.toThrow('找不到文件');
  });
});
