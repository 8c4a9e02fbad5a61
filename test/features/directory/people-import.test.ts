import { describe, expect, it } from 'vitest';
import { createPeopleImport, type ImportReport } from '../../../src/features/directory/people-import.ts';
import { treeOf } from '../../../src/domain/organization.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { TableSheet } from '../../../src/ports/table-files.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { openTempStore } from '../../support/temp-store.ts';

const now = Date.parse('2026-11-23T09:00:00+08:00');
const midnight = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

type Bench = {
  store: Store;
  /** The same on another handle of the store, as in another process. */
  second(): Promise<Bench>;
  /** Imports one sheet of these rows; the first is the head. */
  take(rows: string[][], of?: { dryRun?: boolean; strict?: boolean }): Promise<ImportReport>;
  takeSheets(sheets: TableSheet[]): Promise<ImportReport>;
  paths(): Promise<string[]>;
  people(): Promise<Record<string, unknown>>;
};

async function open(): Promise<Bench> {
  const clock = createHandClock(new Date(now).toISOString());
  const { store, second } = await openTempStore(clock);
  let ids = 0;
  const newId = (): string => `${(ids += 1)}`;
  const on = (one: Store): Bench => benchOf({ store: one, clock, newId, second: async () => on(await second()) });
  return on(store);
}

type BenchDeps = { store: Store; clock: Clock; newId: () => string; second: () => Promise<Bench> };

function benchOf({ store, clock, newId, second }: BenchDeps): Bench {
  let sheets: TableSheet[] = [];
  const run = createPeopleImport({
    store,
    clock,
    newId,
    timeZone: 'Asia/Shanghai',
    tables: { read: async () => sheets, parse: async () => sheets },
  });
  return {
    store,
    second,
    take(rows, of = {}) {
      sheets = [sheetOf(rows)];
      return run('名单.xlsx', { dryRun: false, strict: false, ...of });
    },
    takeSheets(given) {
      sheets = given;
      return run('名单.xlsx', { dryRun: false, strict: false });
    },
    async paths() {
      const tree = treeOf(await store.organizations.list());
      return (await store.organizations.list()).map(tree.pathOf).toSorted();
    },
    async people() {
      const tree = treeOf(await store.organizations.list());
      return Object.fromEntries(
        (await store.people.list(null)).map(({ organizationId, name, post, phone, smsConsentAt }) => [
          `${tree.find(organizationId)?.name}/${name}`,
          [post, phone, smsConsentAt],
        ]),
      );
    },
  };
}

function sheetOf(rows: string[][], name: string | null = null): TableSheet {
  return { name, hidden: 0, rows: rows.map((cells, index) => ({ number: index + 1, cells })) };
}

const head = ['上级', '协会', '姓名', '职务', '手机', '同意短信', '标签'];
const list = [
  head,
  ['市委“两新”工委', '社会组织综合党委', '', '', '', '', ''],
  ['社会组织综合党委', '餐饮行业协会', '王 伟', '会长', '13800138000', '是', '会员多、市直'],
  ['社会组织综合党委', '餐饮行业协会', '李敏', '秘书长', '0731-88886666', '2026年11月1日', ''],
  ['市委两新工委/社会组织综合党委', '酒店商会', '赵强', '', '', '否', ''],
];
const outcomes = (report: ImportReport): [number, string][] => report.rows.map(({ row, outcome }) => [row, outcome]);
const details = (report: ImportReport): (string | null)[] => report.rows.map(({ detail }) => detail);

describe('an import', () => {
  it('is on record once, with how many rows; a preview is not', async () => {
    const bench = await open();
    await bench.take(list, { dryRun: true });
    await bench.take(list);

    expect(await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).toMatchObject([
      { who: '命令行', action: 'person/import', detail: { added: 4, changed: 0, same: 0, refused: 0 } },
    ]);
  });

  it('takes organizations and people from a list, and the same list twice changes nothing', async () => {
    const bench = await open();
    const first = await bench.take(list);

    expect(first).toMatchObject({ stored: true, counts: { added: 4, changed: 0, same: 0, refused: 0 }, notes: [] });
    expect(details(first)).toEqual([
      '新建组织“市委“两新”工委”；新建组织“社会组织综合党委”',
      '新建组织“餐饮行业协会”；“餐饮行业协会”加标签 会员多、市直',
      null,
      '新建组织“酒店商会”',
    ]);
    expect(await bench.paths()).toEqual([
      '市委“两新”工委',
      '市委“两新”工委/社会组织综合党委',
      '市委“两新”工委/社会组织综合党委/酒店商会',
      '市委“两新”工委/社会组织综合党委/餐饮行业协会',
    ]);
    const after = {
      '餐饮行业协会/王伟': ['会长', '+8613800138000', now],
      '餐饮行业协会/李敏': ['秘书长', '+8673188886666', midnight('2026-11-01')],
      '酒店商会/赵强': [null, null, null],
    };
    expect(await bench.people()).toEqual(after);

    const again = await bench.take(list);
    expect(again.counts).toEqual({ added: 0, changed: 0, same: 4, refused: 0 });
    expect(await bench.people()).toEqual(after);
  });

  it('changes what a row says, and leaves what it leaves open', async () => {
    const bench = await open();
    await bench.take(list);

    const report = await bench.take([
      ['姓名', '组织名称 *', '联系电话（必填）', '是否同意短信'],
      ['王伟', '餐饮行业协会', '', ''],
      ['李敏', '餐饮行业协会', '13900139000', '否'],
    ]);

    expect(outcomes(report)).toEqual([
      [2, 'same'],
      [3, 'changed'],
    ]);
    expect(details(report)).toEqual([null, '电话；同意短信']);
    expect(await bench.people()).toMatchObject({
      '餐饮行业协会/王伟': ['会长', '+8613800138000', now],
      '餐饮行业协会/李敏': ['秘书长', '+8613900139000', null],
    });
  });

  it('gives nobody back the consent they took back, whatever an old list says', async () => {
    const bench = await open();
    const phone = '+8613800138000';
    const consents = [head, ['', '餐饮行业协会', '王伟', '会长', '13800138000', '是', '']];
    await bench.take(consents);
    await bench.store.smsRefusals.record([{ phone, at: now }]);

    const row = (name: string, number: string, consent: string) => ['', '餐饮行业协会', name, '', number, consent, ''];
    const report = await bench.take([
      ...consents,
      row('王伟', '13900139000', '是'),
      row('王卫', '13800138000', '是'),
      row('王伟', '', '2026-11-23'),
      row('王伟', '', ''),
    ]);

    expect(outcomes(report).map(([, outcome]) => outcome)).toEqual([...Array(4).fill('refused'), 'same']);
    const plain = '本人已收回同意，请写明重新同意的日期。';
    const dated = '本人在 2026-11-23 收回了同意，重新同意的日期应在那天之后。';
    expect(details(report)).toEqual([plain, plain, plain, dated, null]);
    expect(await bench.people()).toEqual({ '餐饮行业协会/王伟': ['会长', phone, null] });
  });

  it('takes a consent that is dated after the refusal, and a plain yes then changes nothing', async () => {
    const bench = await open();
    await bench.store.smsRefusals.record([{ phone: '+8613800138000', at: midnight('2026-11-20') + 1 }]);
    const rows = (consent: string) => [head, ['', '餐饮行业协会', '王伟', '', '13800138000', consent, '']];

    expect((await bench.take(rows('2026-11-21'))).counts).toMatchObject({ added: 1 });
    expect((await bench.take(rows('是'))).counts).toMatchObject({ same: 1 });
    expect(await bench.people()).toMatchObject({
      '餐饮行业协会/王伟': [null, '+8613800138000', midnight('2026-11-21')],
    });
  });

  it('keeps a no of a list for the number, also against a yes beside it, and none in a rehearsal', async () => {
    const bench = await open();
    const rows = [
      head,
      ['', '餐饮行业协会', '王伟', '', '13800138000', '是', ''],
      ['', '酒店商会', '王伟', '', '13800138000', '否', ''],
      ['', '商贸协会', '王伟', '', '13800138000', '是', ''],
    ];
    await bench.take(rows, { dryRun: true });
    expect(await bench.store.smsRefusals.list()).toEqual([]);

    const report = await bench.take(rows);

    expect(outcomes(report).map(([, outcome]) => outcome)).toEqual(['added', 'added', 'refused']);
    expect(await bench.store.smsRefusals.list()).toEqual([{ phone: '+8613800138000', at: now }]);
    expect(await bench.people()).toMatchObject({
      '餐饮行业协会/王伟': [null, '+8613800138000', null],
      '酒店商会/王伟': [null, '+8613800138000', null],
    });
  });

  it('refuses what it cannot take, row by row and with the reason, and keeps the others', async () => {
    const bench = await open();
    const report = await bench.take([
      head,
      ['', '', '王伟', '', '', '', ''],
      ['', '餐饮协会', '', '会长', '', '', ''],
      ['', '餐饮协会', '王伟', '', '1391111222', '', ''],
      ['', '餐饮协会', '王伟', '', '1.38E+10', '', ''],
      ['', '餐饮协会', '王伟', '', '13911112222、13911113333', '', ''],
      ['', '餐饮协会', '王伟', '', '', '大概', ''],
      ['', '餐饮协会', '王伟', '', '', '2027-01-01', ''],
      ['', '餐饮协会', '王/伟', '', '', '', ''],
      ['', '餐饮协会', '王伟', '', '', '', '不行！'],
      ['', '会'.repeat(61), '王伟', '', '', '', ''],
      ['', '酒店商会', '赵强', '', '', '', ''],
    ]);

    expect(report.counts).toEqual({ added: 1, changed: 0, same: 0, refused: 10 });
    const why = ['没有写组织', '没有写姓名', 'E4 的电话看不懂', 'E5 的电话成了科学记数', 'E6 的电话', 'F7', '还没有到'];
    for (const [index, reason] of [...why, '姓名应为', 'G10 的标签“不行！”', '组织名称'].entries())
      expect(report.rows[index]).toMatchObject({
        row: index + 2,
        outcome: 'refused',
        detail: expect.stringContaining(reason),
      });
    expect(report.rows[8]).toMatchObject({ organization: '餐饮协会', name: '王伟' });
    expect(JSON.stringify(report)).not.toMatch(/1391111/u);
    // What only refused rows named is not there.
    expect(await bench.paths()).toEqual(['酒店商会']);
  });

  it('keeps two rows about one person only where they agree', async () => {
    const bench = await open();
    const report = await bench.take([
      ['协会', '姓名', '手机'],
      ['餐饮协会', '王伟', '13800138000'],
      ['餐饮协会', '王伟', '138 0013 8000'],
      ['餐饮协会', '王伟', '13900139000'],
    ]);

    expect(outcomes(report).map(([, outcome]) => outcome)).toEqual(['added', 'same', 'refused']);
    expect(report.rows[2]?.detail).toContain('和第 2 行是同一个人（餐饮协会的“王伟”），电话却不一样');
  });

  it('puts an organization without a place into the one it is given, and moves none from elsewhere', async () => {
    const bench = await open();
    await bench.take([
      ['协会', '姓名'],
      ['餐饮协会', '王伟'],
      ['甲党委/酒店商会', ''],
    ]);

    const report = await bench.take([
      ['上级', '协会'],
      ['综合党委', '餐饮协会'],
      ['综合党委', '酒店商会'],
      ['餐饮协会', '综合党委'],
    ]);

    expect(outcomes(report).map(([, outcome]) => outcome)).toEqual(['changed', 'refused', 'refused']);
    expect(report.rows[0]?.detail).toBe('新建组织“综合党委”；“餐饮协会”归到“综合党委”下面');
    expect(report.rows[1]?.detail).toContain('“酒店商会”已经在别处（甲党委/酒店商会）');
    expect(await bench.paths()).toEqual(['甲党委', '甲党委/酒店商会', '综合党委', '综合党委/餐饮协会'].toSorted());
  });

  it('asks for the whole path where a name is that of several', async () => {
    const bench = await open();
    await bench.store.organizations.put(
      ['甲', '乙'].flatMap((name) => [
        { id: name, name, kind: 'association' as const, parentId: null, tags: [], createdAt: 1 },
        { id: `${name}办`, name: '党建办', kind: 'association' as const, parentId: name, tags: [], createdAt: 1 },
      ]),
    );

    const report = await bench.take([
      ['协会', '姓名'],
      ['党建办', '王伟'],
      ['甲/党建办', '王伟'],
    ]);

    expect(outcomes(report).map(([, outcome]) => outcome)).toEqual(['refused', 'added']);
    expect(report.rows[0]?.detail).toContain('不止一个（乙/党建办，甲/党建办）');
  });

  it('stores nothing in a rehearsal, nor when one row must not be left out', async () => {
    const bench = await open();

    expect(await bench.take(list, { dryRun: true })).toMatchObject({ stored: false, counts: { added: 4 } });
    const strict = await bench.take([...list, ['', '', '谁', '', '', '', '']], { strict: true });
    expect(strict).toMatchObject({ stored: false, counts: { added: 4, refused: 1 } });
    expect([await bench.paths(), await bench.people()]).toEqual([[], {}]);
  });

  it('reads every sheet that has a head, and says what it left out', async () => {
    const bench = await open();
    const report = await bench.takeSheets([
      sheetOf([['2026 年通讯录'], ['序号', '协会', '姓名', '备注'], ['1', '餐饮协会', '王伟', '老会员']], '一'),
      sheetOf([['说明'], ['随便写写']], '二'),
      {
        ...sheetOf(
          [
            ['协会', '姓名'],
            ['酒店商会', '李敏'],
          ],
          '三',
        ),
        hidden: 2,
      },
    ]);

    expect(report.rows).toMatchObject([
      { sheet: '一', row: 3, outcome: 'added' },
      { sheet: '三', row: 2, outcome: 'added' },
    ]);
    expect(report.notes).toEqual([
      '“一”没有用到的列：序号、备注',
      '表“二”没有认得的表头，没有导入',
      '“三”有 2 行是隐藏的，没有导入；要导入请先取消隐藏或筛选',
    ]);
  });

  it.each([
    ['no head', [['王伟', '13800138000']], '没有找到表头'],
    ['nothing', [], '没有找到表头'],
    ['a head alone', [['协会', '姓名']], '表头下面没有内容'],
    [
      'two columns that say the same',
      [
        ['协会', '手机', '电话'],
        ['甲', '', ''],
      ],
      'B 列“手机”和 C 列“电话”是一个意思',
    ],
    ['too many rows', [['协会', '姓名'], ...Array.from({ length: 20_001 }, () => ['甲', '乙'])], '一次最多 20000 行'],
  ])('refuses a table with %s', async (_, rows, sentence) => {
    const bench = await open();

    await expect(bench.take(rows)).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining(sentence),
    });
  });

  it('is taken once by two who import the same list at the same time', async () => {
    const bench = await open();
    const other = await bench.second();

    const reports = await Promise.all([bench.take(list), other.take(list)]);

    expect(reports.map(({ counts }) => counts.added).toSorted()).toEqual([0, 4]);
    expect(await bench.paths()).toHaveLength(4);
  });

  it('takes thousands at once', async () => {
    const bench = await open();
    const rows = Array.from({ length: 3_000 }, (_, index) => [`党委${index % 20}/协会${index % 300}`, `会员${index}`]);

    expect((await bench.take([['协会', '姓名'], ...rows])).counts).toMatchObject({ added: 3_000 });
    expect((await bench.take([['协会', '姓名'], ...rows])).counts).toMatchObject({ same: 3_000 });
    expect(await bench.paths()).toHaveLength(320);
  });
});
