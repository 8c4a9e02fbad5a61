import { describe, expect, it } from 'vitest';
import { createDocumentFiles } from '../../../src/adapters/documents/document-files.ts';
import type { Block, ReadDocument } from '../../../src/domain/document.ts';
import { buildReadingWorker } from '../../support/reading-worker.ts';

const files = createDocumentFiles({ worker: await buildReadingWorker() });

const feeHead = [
  '表1　会费标准一览表',
  '单位：元',
  '| 会员类别 | 会费标准（元/年） / 甲类 | 会费标准（元/年） / 乙类 | 缴纳期限 |',
  '| --- | --- | --- | --- |',
].join('\n');
const feeRows = [
  '| 会长单位 | 50000 | 30000 | 每年3月31日前 |',
  '| 副会长单位 | 20000 | 12000 | 每年3月31日前 |',
  '| 理事单位 | 8000 | 4800 | 每年3月31日前 |',
  '| 会员单位 | 2000 | 2000 | 入会后30日内 |',
].join('\n');
const serviceHead = '| 序号 | 服务项目 | 收费标准 | 减免办法 |\n| --- | --- | --- | --- |';
const serviceRows = Array.from(
  { length: 34 },
  (_, at) =>
    `| ${at + 1} | 第${at + 1}类培训服务 | ${300 + at * 10}元/人次 | ${at % 2 === 0 ? '会员单位减半' : '会员单位免收'} |`,
);

/** What test/fixtures/documents/sources.mjs says, with the page it stands on. */
const measures: [page: number, section: string, text: string, tableHead?: string][] = [
  [1, '第一章　总则', '第一条　为规范行业协会商会会费的收取和使用，维护会员合法权益，制定本办法。'],
  [
    1,
    '第一章　总则',
    '第二条　本办法适用于在星城市民政局登记的行业协会和商会。会费是会员依照章程缴纳的费用，不得与服务收费混同，也不得以会费名义向非会员收取任何费用，更不得强制企业入会并借此收费。',
  ],
  [1, '第二章　会费标准', '第三条　会费标准由会员大会以无记名投票方式表决通过，分为四档，具体见下表。'],
  [1, '第二章　会费标准', feeRows, feeHead],
  [1, '第二章　会费标准', '注：当年新入会的单位按半年计收。'],
  [1, '第二章　会费标准', '第四条　会费标准实行下列程序：'],
  [1, '第二章　会费标准', '（一）理事会提出方案'],
  [1, '第二章　会费标准', '（二）监事会审核'],
  [1, '第二章　会费标准', '（三）会员大会表决，并在十五日内向全体会员公开。'],
  [2, '第二章　会费标准', '第五条　除会费外，协会可以按自愿原则提供有偿服务，收费标准如下。'],
  [2, '第二章　会费标准', serviceRows.join('\n'), serviceHead],
  [3, '第三章　附则', '第六条　本办法自2026年1月1日起施行，有效期五年。'],
];

const plain: [page: number, section: string, text: string][] = [
  [1, '', '各行业协会商会：'],
  [1, '', '为畅通会员诉求渠道，现就做好接待日工作通知如下。'],
  [
    1,
    '一、总体要求',
    '坚持问题导向，把接待日办成会员说话的地方，做到件件有着落、事事有回音，使会员在家门口就能把话说清楚、把事办明白，不断提高会员满意度。',
  ],
  [1, '二、工作安排 › （一）接待时间', '每月第二个星期三上午九时至十一时三十分，遇法定节假日顺延一周。'],
  [
    1,
    '二、工作安排 › （二）接待方式',
    '（二）接待方式。采取现场接待、电话接待和视频接待三种方式，热线电话为0731-85550123。',
  ],
  [2, '三、有关要求', '1.当场登记编号，五个工作日内告知承办人。'],
  [2, '三、有关要求', '2.十五个工作日内书面答复；情况复杂的，经会长批准可以延长十个工作日。'],
  [2, '三、有关要求', '星城市工商业联合会'],
  [2, '三、有关要求', '2026年3月5日'],
];

describe('a Word document', () => {
  it('keeps title, sections, clauses and tables, with merged cells in every row they cover', async () => {
    const { title, blocks } = await readGolden('measures.docx');

    expect(title).toBe('星城市行业协会商会会费管理办法');
    expect(blocks).toEqual(measures.map(([, ...rest]) => blockOf(null, ...rest)));
  });

  it('without heading styles is divided by its numbers', async () => {
    const { title, blocks } = await readGolden('plain.docx');

    expect(title).toBe('关于做好会员接待日工作的通知');
    expect(blocks).toEqual(plain.map(([, ...rest]) => blockOf(null, ...rest)));
  });
});

describe('a PDF', () => {
  it('says the same as its Word document, with pages, without running head and page numbers', async () => {
    const { title, blocks } = await readGolden('measures.pdf');

    expect(title).toBe('星城市行业协会商会会费管理办法');
    expect(blocks.filter(({ tableHead }) => tableHead !== serviceHead)).toEqual(
      measures.filter(([, , , head]) => head !== serviceHead).map((block) => blockOf(...block)),
    );
  });

  it('repeats the head of a table that goes on over the page, and begins its rows on their own page', async () => {
    const { blocks } = await readGolden('measures.pdf');

    const tables = blocks.filter(({ tableHead }) => tableHead === serviceHead);
    expect(tables.map(({ page }) => page)).toEqual([2, 3]);
    expect(tables.map(({ text }) => text).join('\n')).toBe(serviceRows.join('\n'));
  });

  it('joins the lines of its paragraphs, and is divided by its numbers', async () => {
    const { title, blocks } = await readGolden('plain.pdf');

    expect(title).toBe('关于做好会员接待日工作的通知');
    expect(blocks).toEqual(plain.map((block) => blockOf(...block)));
  });

  it.each([
    ['scan.pdf', '扫描件'],
    ['locked.pdf', '密码'],
  ])('%s is refused with what to do', async (name, what) => {
    const reading = readGolden(name);

    await expect(reading).rejects.toMatchObject({ code: 'input/invalid', message: expect.stringContaining(what) });
    await expect(reading).rejects.toMatchObject({ message: expect.stringContaining(name) });
  });
});

describe('a workbook', () => {
  it('reads as people see it: shown sheets, formatted numbers and days, merged cells, a head of two rows', async () => {
    const { blocks } = await readGolden('workbook.xlsx');

    expect(blocks).toEqual([
      blockOf(
        null,
        '会费标准',
        [
          '| 会长单位 | 50,000.00元 | 30,000.00元 | 98.5% | 2026年3月31日 |',
          '| 理事单位 | 8,000.00元 | 4,800.00元 | 90.0% | 2026年3月31日 |',
          '| 理事单位 | 6,000.00元 | 3,600.50元 | 87.5% | 2026年6月30日 |',
        ].join('\n'),
        '2026年会费收缴情况一览表\n单位：元\n| 会员类别 | 标准 / 甲类 | 标准 / 乙类 | 收缴率 | 截止日期 |\n| --- | --- | --- | --- | --- |',
      ),
      blockOf(null, '会费标准', '注：收缴率按户数计算。'),
      blockOf(
        null,
        '联系人',
        '| 河东片区 | 周宁 | 0731-85550123 | 128 |\n| 河西片区 | 吴敏 | 0731-85550456 | 96.5 |',
        '| 片区 | 联系人 | 电话 | 企业数 |\n| --- | --- | --- | --- |',
      ),
    ]);
  });
});

async function readGolden(name: string): Promise<ReadDocument> {
  const [file] = await files.list(`test/fixtures/documents/${name}`);
  if (!file) throw new Error(`${name} is not listed`);
  return (await files.open(file)).read();
}

function blockOf(
  page: number | null,
  section: string,
  ...[text, tableHead]: [text: string, tableHead?: string]
): Block {
  return { section: section === '' ? [] : section.split(' › '), text, page, tableHead: tableHead ?? null };
}
