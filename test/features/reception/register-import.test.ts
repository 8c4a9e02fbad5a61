import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tablesInPlace } from '../../support/tables-in-place.ts';
import { createXlsxExporter } from '../../../src/adapters/exports/xlsx.ts';
import { createRegisterImport } from '../../../src/features/reception/register-import.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { openTempStore } from '../../support/temp-store.ts';

const all = { from: null, to: null, status: null, kind: null };
const paper = `接待日登记簿,,,,,,,
登记号,日期,类别,协会名称,联系人,联系电话,诉求内容,办理期限,办理结果,办结日期,备注
1,2026/11/2,建议,长沙市餐饮行业协会,王会长,１３８ 0013 8000,多办食品安全培训,2026年11月20日,已列入明年计划,2026.11.10,
2,2026-11-03,投诉,湘菜商会,,0731-88886666,停车收费不公示,,,,
3,2026-11-03,表扬,湘菜商会,,,谢谢,,,,
4,11月3日,,,,,什么时候办年会,,,,
5,2026-11-04,,,,,,,,,
6,2026-11-05,建议,,,,路灯不亮,,已修好,,
,2026-11-06,,物流协会,,,希望协调卸货时间,,,,
`;

describe('a register on paper', () => {
  it('becomes cases with all it says, and a report of each row', async () => {
    const { importCsv, store } = await open();

    const { counts, rows, notes } = await importCsv(paper);

    expect(counts).toEqual({ added: 3, same: 0, refused: 4 });
    expect(rows.map(({ row, outcome, register, no, detail }) => [row, outcome, register, no, detail])).toEqual([
      [3, 'added', '1', '2026-0001', null],
      [4, 'added', '2', '2026-0002', null],
      [
        5,
        'refused',
        null,
        null,
        expect.stringMatching(/没有“表扬”这个类别，可用：suggestion（建议）、complaint（投诉）/u),
      ],
      [6, 'refused', null, null, expect.stringContaining('“11月3日”看不懂')],
      [7, 'refused', null, null, '内容是空的'],
      [8, 'refused', null, null, expect.stringContaining('没有办结日期')],
      [9, 'added', null, '2026-0003', null],
    ]);
    expect(notes).toEqual(['没有用到的列：备注']);
    expect(await store.cases.find('2026-0001')).toMatchObject({
      source: 'import',
      kind: 'suggestion',
      status: 'resolved',
      organization: '长沙市餐饮行业协会',
      contact: '王会长',
      phone: '13800138000',
      content: '多办食品安全培训',
      details: { register_no: '1' },
      createdAt: Date.parse('2026-11-02T00:00:00+08:00'),
      endedAt: Date.parse('2026-11-10T00:00:00+08:00'),
      dueAt: Date.parse('2026-11-21T00:00:00+08:00') - 1,
    });
    expect(await store.cases.steps('2026-0001')).toMatchObject([
      { action: 'register', who: '李干事' },
      { action: 'resolve', who: '李干事', note: '已列入明年计划', status: 'resolved' },
    ]);
    expect(await store.cases.find('2026-0003')).toMatchObject({
      kind: 'suggestion',
      status: 'registered',
      dueAt: null,
    });
  });

  it('adds nothing when it is read again, also with rows that came since', async () => {
    const { importCsv, store } = await open();
    await importCsv(paper);

    expect((await importCsv(paper)).counts).toEqual({ added: 0, same: 3, refused: 4 });
    const more = await importCsv(`${paper}8,2026-11-06,,物流协会,,,新的一件,,,,\n`);
    expect(more.counts).toEqual({ added: 1, same: 3, refused: 4 });
    expect(await store.cases.list(all)).toHaveLength(4);
  });

  it('does not let one number be two cases, in the file or with what is there', async () => {
    const { importCsv, store } = await open();
    const table = (...lines: string[]): string => ['登记号,日期,内容', ...lines].join('\n');

    const twice = await importCsv(
      table('1,2026-11-02,甲', '1,2026-11-02,甲', '1,2026-11-02,乙', '1,2025-11-02,去年的'),
    );
    expect(twice.rows.map(({ outcome, no, detail }) => [outcome, no, detail])).toEqual([
      ['added', '2026-0001', null],
      ['same', null, null],
      ['refused', null, '登记号 1 在这份表里出现过，内容不一样'],
      ['added', '2025-0001', null],
    ]);
    const other = await importCsv(table('1,2026-11-02,丙'));
    expect(other.rows[0]).toMatchObject({ outcome: 'refused', detail: '登记号 1 已经导入为 2026-0001，内容不一样' });

    const step = { at: 9, who: '李干事', action: 'correct', note: null, detail: {} } as const;
    await store.cases.change({ no: '2026-0001', version: 1 }, { content: '甲，更正过' }, step);
    expect((await importCsv(table('1,2026-11-02,甲'))).counts.same).toBe(1);
  });

  it('is only looked at in a dry run', async () => {
    const { importCsv, store } = await open();

    const { counts, rows } = await importCsv(paper, { dryRun: true });

    expect(counts.added).toBe(3);
    expect(rows.filter(({ no }) => no !== null)).toEqual([]);
    expect(await store.cases.list(all)).toEqual([]);
    expect(await store.audit.list(0, Number.MAX_SAFE_INTEGER)).toEqual([]);
  });

  it('may be a list of what a body above gave to do', async () => {
    const { importCsv, store } = await open();

    await importCsv('督办编号,交办单位,督办事项,完成时限\n省督〔2026〕5号,省委社会工作部,清理涉企收费,2026-12-31\n', {
      source: 'superior',
    });

    expect(await store.cases.find('2026-0001')).toMatchObject({
      source: 'superior',
      kind: 'demand',
      memberId: null,
      contact: null,
      details: { their_number: '省督〔2026〕5号', given_by: '省委社会工作部' },
    });
  });

  it('may be a workbook of more rows than go in at once, and is on record', async () => {
    const { importFile, store, folder } = await open();
    const columns = ['登记号', '日期', '内容'].map((header) => ({ header, width: 10 }));
    const rows = Array.from({ length: 450 }, (_, at) => [String(at + 1), '2026-11-01', `第 ${at + 1} 件`]);
    const file = join(folder, '登记簿.xlsx');
    await createXlsxExporter().write({ title: '登记簿', columns, rows }, file);

    expect((await importFile(file)).counts).toEqual({ added: 450, same: 0, refused: 0 });
    expect((await importFile(file)).counts).toEqual({ added: 0, same: 450, refused: 0 });

    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.map(({ who, action, subject, detail }) => [who, action, subject, detail['added']])).toEqual([
      ['李干事', 'case/import', 'import', 200],
      ['李干事', 'case/import', 'import', 200],
      ['李干事', 'case/import', 'import', 50],
    ]);
  });

  it.each([
    ['没有表头\n1,2\n', '“内容”'],
    ['登记号,内容\n', '没有可以导入的行'],
    ['内容,诉求内容,日期\n甲,乙,2026-11-01\n', '是一个意思'],
  ])('that is none is refused with a sentence: %j', async (text, sentence) => {
    await expect((await open()).importCsv(text)).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining(sentence),
    });
  });
});

async function open() {
  const clock = createHandClock('2026-11-24T08:00:00+08:00');
  const { store } = await openTempStore(clock);
  const folder = tempFolder();
  const run = createRegisterImport({
    kindNames: async () => new Map(),
    store,
    clock,
    timeZone: 'Asia/Shanghai',
    tables: tablesInPlace(),
  });
  type Order = Partial<Parameters<typeof run>[1]>;
  const importFile = (file: string, order: Order = {}) =>
    run(file, { source: 'import', dryRun: false, who: '李干事', ...order });
  return {
    store,
    folder,
    importFile,
    async importCsv(text: string, order: Order = {}) {
      const file = join(folder, '登记簿.csv');
      await writeFile(file, text);
      return importFile(file, order);
    },
  };
}
