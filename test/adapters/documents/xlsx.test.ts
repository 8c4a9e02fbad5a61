import { describe, expect, it } from 'vitest';
import { writeNumber, builtInFormat } from '../../../src/adapters/documents/xlsx/number-format.ts';
import { readXlsx } from '../../../src/adapters/documents/xlsx/xlsx.ts';
import { rowsOf, xlsxOf } from '../../support/office-files.ts';

describe('a number in the format of its cell', () => {
  it.each([
    [1234.5, 'General', '1234.5'],
    [0.1 + 0.2, 'General', '0.3'],
    [13807310123, 'General', '13807310123'],
    [480, '0', '480'],
    [1.005, '0.00', '1.01'],
    [1234567.891, '#,##0.00', '1,234,567.89'],
    [0, '#,##0', '0'],
    [5, '000', '005'],
    [0.5, '#.##', '.5'],
    [12.5, '0.0#', '12.5'],
    [0.985, '0%', '99%'],
    [0.07, '0.00%', '7.00%'],
    [480, '0"元/天"', '480元/天'],
    [480, '0\\元', '480元'],
    [480, '¥#,##0.00', '¥480.00'],
    [480, '[$¥-804]#,##0', '¥480'],
    [480, '_ ¥* #,##0.00_ ', '¥480.00'],
    [-480, '#,##0;[Red]-#,##0', '-480'],
    [-480, '0.00', '-480.00'],
    [-480, '#,##0_);(#,##0)', '(480)'],
    [0, '0;-0;"无"', '无'],
    [123456, '0.00,"千元"', '123.46千元'],
    [480, '@', '480'],
    [1234, '0.00E+00', '1234'],
    [46112, 'yyyy"年"m"月"d"日"', '2026年3月31日'],
    [46112, 'yyyy-mm-dd', '2026-03-31'],
    [46112, '[$-804]aaaa', '星期二'],
    [46112.75, 'yyyy/m/d h:mm', '2026/3/31 18:00'],
    [0.4375, '上午/下午h"时"mm"分"', '上午10时30分'],
    [1.5, '[h]:mm', '36:00'],
    [1, 'yyyy-mm-dd', '1900-01-01'],
  ])('%d as %s shows %s', (value, format, shown) => {
    expect(writeNumber(value, format)).toBe(shown);
  });

  it('counts days from 1904 where the workbook does', () => {
    expect(writeNumber(44650, 'yyyy-mm-dd', true)).toBe('2026-03-31');
  });

  it.each([
    [14, '2026/3/31'],
    [31, '2026年3月31日'],
    [9, '4611200%'],
    [0, '46112'],
  ])('in the format that is only numbered %d shows %s', (id, shown) => {
    expect(writeNumber(46112, builtInFormat(id))).toBe(shown);
  });
});

describe('a sheet', () => {
  it('leaves out hidden rows and columns, and errors of formulas', async () => {
    const rows = `<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>单位</t></is></c><c r="B1" t="inlineStr"><is><t>电话</t></is></c><c r="C1" t="inlineStr"><is><t>会费</t></is></c></row><row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>草稿</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>甲</t></is></c><c r="B3"><v>13800000000</v></c><c r="C3"><f>A1*2</f><v>480</v></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>乙</t></is></c><c r="C4" t="e"><v>#REF!</v></c></row></sheetData>`;

    expect(await tables(rows)).toEqual([['', '| 单位 | 会费 |\n| --- | --- |', '| 甲 | 480 |\n| 乙 |  |']]);
  });

  it('is divided where a row is empty, when what follows has a head of its own', async () => {
    const rows = rowsOf([['片区', '企业数'], ['河东', 128], [], ['类别', '会费'], ['理事', 5000]]);

    expect(await tables(rows)).toEqual([
      ['', '| 片区 | 企业数 |\n| --- | --- |', '| 河东 | 128 |'],
      ['', '| 类别 | 会费 |\n| --- | --- |', '| 理事 | 5000 |'],
    ]);
  });

  it('goes on under its head behind an empty row', async () => {
    const rows = rowsOf([['片区', '企业数'], ['河东', 128], [], ['河西', 96], ['河南', 77]]);

    expect(await tables(rows)).toEqual([
      ['', '| 片区 | 企业数 |\n| --- | --- |', '| 河东 | 128 |\n| 河西 | 96 |\n| 河南 | 77 |'],
    ]);
  });

  it('says its name when a person gave it one', async () => {
    const rows = rowsOf([
      ['片区', '企业数'],
      ['河东', 128],
    ]);

    expect((await tables(rows, '一季度')).map(([section]) => section)).toEqual(['一季度']);
    expect((await tables(rows, 'Sheet1')).map(([section]) => section)).toEqual(['']);
  });

  it('reads days that the file counts from 1904', async () => {
    const book = xlsxOf(`<sheetData><row r="1"><c r="A1" s="0"><v>44650</v></c></row></sheetData>`, {
      formats: ['yyyy/m/d'],
      from1904: true,
    });

    expect((await readXlsx(book, 'a.xlsx')).blocks.map(({ text }) => text)).toEqual(['2026/3/31']);
  });

  it('has title, reporting unit and unit in the head of its table, and the names of merged columns joined', async () => {
    const rows = rowsOf([
      ['东湖商会2026年度收费项目表'],
      ['填报单位：东湖商会秘书处', null, null, '单位：元'],
      ['序号', '收费项目', '收费标准', null, '依据'],
      [null, null, '会员', '非会员'],
      [1, '展位租赁', 480, 600, '理事会决议'],
      [2, '法律咨询', 350, 380],
    ]);
    const merged = ['A1:E1', 'A2:C2', 'D2:E2', 'A3:A4', 'B3:B4', 'C3:D3', 'E3:E4', 'E5:E6'];
    const expected = [
      [
        '',
        '东湖商会2026年度收费项目表\n填报单位：东湖商会秘书处\n单位：元\n| 序号 | 收费项目 | 收费标准 / 会员 | 收费标准 / 非会员 | 依据 |\n| --- | --- | --- | --- | --- |',
        '| 1 | 展位租赁 | 480 | 600 | 理事会决议 |\n| 2 | 法律咨询 | 350 | 380 | 理事会决议 |',
      ],
    ];
    const merges = `<mergeCells>${merged.map((area) => `<mergeCell ref="${area}"/>`).join('')}</mergeCells>`;

    expect(await tables(rows + merges)).toEqual(expected);
    // Nobody merged the cells of the head, only that of the body.
    expect(await tables(`${rows}<mergeCells><mergeCell ref="E5:E6"/></mergeCells>`)).toEqual(expected);
  });

  it('has its title wherever it stands above the column names, and labels with their values', async () => {
    const rows = rowsOf([
      [null, '东湖商会'],
      ['收费项目表'],
      [],
      ['填报日期：', '2026年3月', '填报单位：', '秘书处'],
      ['收费项目', '会员', '非会员', '依据'],
      ['展位租赁', 480, 600, '决议'],
    ]);

    expect(await tables(rows)).toEqual([
      [
        '',
        '东湖商会\n收费项目表\n填报日期：2026年3月\n填报单位：秘书处\n| 收费项目 | 会员 | 非会员 | 依据 |\n| --- | --- | --- | --- |',
        '| 展位租赁 | 480 | 600 | 决议 |',
      ],
    ]);
  });

  it('has one row of column names where the first row of its body leaves cells empty', async () => {
    const rows = rowsOf([
      ['部门', '姓名', '职务', '人数'],
      [null, '张三', '兼职'],
      ['财务部', '李四', null, 3],
    ]);

    expect(await tables(rows)).toEqual([
      [
        '',
        '| 部门 | 姓名 | 职务 | 人数 |\n| --- | --- | --- | --- |',
        '|  | 张三 | 兼职 |  |\n| 财务部 | 李四 |  | 3 |',
      ],
    ]);
  });

  it('of more rows than a document has is refused', async () => {
    const rows = `<sheetData>${'<row><c t="str"><v>a</v></c></row>'.repeat(50_001)}</sheetData>`;

    await expect(readXlsx(xlsxOf(rows), '大.xlsx')).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('大.xlsx 超过 50000 行'),
    });
  });
});

async function tables(sheet: string, name = 'Sheet1'): Promise<[section: string, head: string | null, text: string][]> {
  const { blocks } = await readXlsx(xlsxOf(sheet, { name }), 'a.xlsx');
  return blocks.map(({ section, tableHead, text }) => [section.join(' › '), tableHead, text]);
}
