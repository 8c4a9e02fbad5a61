import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../src/adapters/documents/pdf/pdf.ts';
import { chineseFont, drawText, pdfOf } from '../../support/office-files.ts';

const font = chineseFont('UniGB-UCS2-H');

describe('a PDF whose Chinese font is not embedded', () => {
  it.each(['UniGB-UCS2-H', 'UniGB-UTF16-H'])('is read in %s', async (encoding) => {
    expect(await textsOf(pdfOf([drawText('会费须向会员公开。', { x: 72, y: 700 })], chineseFont(encoding)))).toEqual([
      '会费须向会员公开。',
    ]);
  });

  it.each(['GBK-EUC-H', 'GB-EUC-H', 'GBKp-EUC-H'])('is read in %s', async (encoding) => {
    const drawing = 'BT /F1 12 Tf 72 700 Td <bbe1b7d1d0ebb9abbfaaa1a3> Tj ET';

    expect(await textsOf(pdfOf([drawing], chineseFont(encoding)))).toEqual(['会费须公开。']);
  });

  it('is refused when nothing says what its characters are', async () => {
    const drawing = 'BT /F1 12 Tf 72 700 Td <0561056205630564056505660567> Tj ET';

    await expect(readPdf(pdfOf([drawing], chineseFont('Identity-H')), '乱码.pdf')).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('乱码.pdf'),
    });
  });
});

describe('a PDF of more pages than a document has', () => {
  it('is refused before they are read', async () => {
    await expect(readPdf(pdfOf(Array.from({ length: 1_001 }, () => '')), '汇编.pdf')).rejects.toMatchObject({
      code: 'input/invalid',
      message: '汇编.pdf 超过 1000 页，请拆成几份再导入。',
    });
  });
});

describe('the lines of a PDF', () => {
  it('are paragraphs again: set in, full to the edge, over the end of a page', async () => {
    const full = '各行业协会商会应当在每年三月底前公开上一年度会费收支情况，接受全体会员';
    const pages = [
      lines([
        [96, 700, full.slice(0, 33)],
        [72, 676, full],
        [72, 652, '监督。'],
        [96, 628, full.slice(0, 33)],
        [72, 604, full],
      ]),
      lines([
        [72, 760, '监督。'],
        [96, 736, '第二条　账目每季度公开一次。'],
      ]),
    ];

    expect(await blocksOf(pages)).toEqual([
      [1, '', `${full.slice(0, 33)}${full}监督。`],
      [1, '', `${full.slice(0, 33)}${full}监督。`],
      [2, '', '第二条　账目每季度公开一次。'],
    ]);
  });

  it('are headings by their size, of two lines too; the red head of an office is none', async () => {
    const page = [
      drawText('星城市工商业联合会文件', { x: 120, y: 780, size: 30 }),
      drawText('关于规范会费收取', { x: 205, y: 720, size: 22 }),
      drawText('有关事项的通知', { x: 216, y: 690, size: 22 }),
      drawText('总体要求', { x: 72, y: 650, size: 16 }),
      drawText('各协会的会费应当公开，不得强制收取，也不得以任何名义重复收取任何费用。', { x: 72, y: 620 }),
    ].join('\n');
    const { title, blocks } = await readPdf(pdfOf([page], font), 'a.pdf');

    expect(title).toBe('关于规范会费收取有关事项的通知');
    expect(blocks.map(({ section, text }) => [section.join(' › '), text])).toEqual([
      ['', '星城市工商业联合会文件'],
      ['总体要求', '各协会的会费应当公开，不得强制收取，也不得以任何名义重复收取任何费用。'],
    ]);
  });

  it('that stand at the same place of most pages are left out, and page numbers on every page', async () => {
    const pages = ['甲', '乙', '丙', '丁'].map((name, at) =>
      lines([
        [72, 800, '星城市社会组织文件汇编'],
        [96, 600, `${name}协会应当公开会费，接受会员监督。`],
        [280, 40, `— ${at + 1} —`],
      ]),
    );

    expect((await blocksOf(pages)).map(([, , text]) => text)).toEqual(
      ['甲', '乙', '丙', '丁'].map((name) => `${name}协会应当公开会费，接受会员监督。`),
    );
    expect(
      (
        await blocksOf([
          lines([
            [96, 600, '会费公开。'],
            [280, 40, '第1页 共1页'],
          ]),
        ])
      ).map(([, , text]) => text),
    ).toEqual(['会费公开。']);
  });

  it('leave out a watermark across the page', async () => {
    const watermark = 'BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm <518590e8> Tj ET';

    expect((await blocksOf([`${lines([[72, 600, '会费公开。']])}\n${watermark}`])).map(([, , text]) => text)).toEqual([
      '会费公开。',
    ]);
  });
});

describe('a table of a PDF', () => {
  const texts = [
    drawText('城市', { x: 80, y: 680 }),
    drawText('标准', { x: 210, y: 680 }),
    drawText('北京', { x: 80, y: 650 }),
    drawText('480元', { x: 210, y: 635 }),
    drawText('上海', { x: 80, y: 620 }),
  ];
  const across = [
    [72, 400, 700],
    [72, 400, 670],
    [72, 200, 640],
    [72, 400, 610],
  ] as const;
  const down = [72, 200, 400];
  const expected = [['| 城市 | 标准 |\n| --- | --- |', '| 北京 | 480元 |\n| 上海 | 480元 |']];

  it('is found by its lines, with the cells that no line divides', async () => {
    const strokes = [
      ...across.map(([from, to, y]) => `${from} ${y} m ${to} ${y} l S`),
      ...down.map((x) => `${x} 610 m ${x} 700 l S`),
    ];

    expect(await tablesOf([...strokes, ...texts])).toEqual(expected);
  });

  it('is found by lines that are thin filled bars, one for each cell, within a scaled drawing', async () => {
    const bars = [
      ...across.map(([from, to, y]) => `${from * 2} ${y * 2 - 0.5} ${(to - from) * 2} 1 re f`),
      ...down.flatMap((x) => [610, 640, 670].map((y) => `${x * 2 - 0.5} ${y * 2} 1 60 re f`)),
    ];

    expect(await tablesOf(['q 0.5 0 0 0.5 0 0 cm', ...bars, 'Q', ...texts])).toEqual(expected);
  });

  it('is found by boxes drawn around each cell', async () => {
    const boxes = [
      [72, 670, 128, 30],
      [200, 670, 200, 30],
      [72, 640, 128, 30],
      [72, 610, 128, 30],
      [200, 610, 200, 60],
    ].map((box) => `${box.join(' ')} re S`);

    expect(await tablesOf([...boxes, ...texts])).toEqual(expected);
  });

  it('has the texts of cells apart that stand close on both sides of a line, and a row as text where none can say', async () => {
    const ys = [700, 670, 640, 610, 580, 550];
    const strokes = [
      ...ys.slice(0, 3).map((y) => `72 ${y} m 300 ${y} l S`),
      ...ys.slice(3).map((y) => `${y === 550 ? 72 : 118.5} ${y} m 300 ${y} l S`),
      ...[72, 118.5, 164, 230, 300].map((x) => `${x} 550 m ${x} 700 l S`),
    ];
    const row = (y: number, ...places: [x: number, text: string][]): string[] =>
      places.map(([x, text]) => drawText(text, { x, y }));
    const page = [
      ...strokes,
      ...row(680, [76, '部门'], [122, '姓名'], [170, '职务'], [240, '日期']),
      ...row(650, [76, '秘书处'], [123, '王建国'], [165, '秘书长'], [240, '三月']),
      ...row(620, [76, '财务部'], [123, '李小红'], [165, '干事']),
      ...row(590, [123, '赵大海兼干事'], [240, '五月']),
      ...row(560, [123, '孙丽'], [170, '干事'], [240, '六月']),
    ];

    expect(await tablesOf(page)).toEqual([
      [
        '| 部门 | 姓名 | 职务 | 日期 |\n| --- | --- | --- | --- |',
        '| 秘书处 | 王建国 | 秘书长 | 三月 |\n| 财务部 | 李小红 | 干事 |  |',
      ],
      [null, '财务部 赵大海兼干事 五月'],
      ['| 部门 | 姓名 | 职务 | 日期 |\n| --- | --- | --- | --- |', '| 财务部 | 孙丽 | 干事 | 六月 |'],
    ]);
  });

  it('without lines between its cells is found by what stands below each other', async () => {
    const rows = [
      ['会员类别', '标准', '期限'],
      ['会长单位', '5万元', '三月'],
      ['理事单位', '8千元', '六月'],
    ];
    const drawn = rows.flatMap((row, at) =>
      row.map((text, column) => drawText(text, { x: 90 + column * 140, y: 600 - at * 24 })),
    );

    const above = [drawText('按下表执行。', { x: 72, y: 680 }), drawText('会费标准一览表', { x: 200, y: 640 })];

    expect(await tablesOf([...above, ...drawn])).toEqual([
      [null, '按下表执行。'],
      [
        '会费标准一览表\n| 会员类别 | 标准 | 期限 |\n| --- | --- | --- |',
        '| 会长单位 | 5万元 | 三月 |\n| 理事单位 | 8千元 | 六月 |',
      ],
    ]);
  });

  const place = (rows: readonly (readonly (readonly [x: number, text: string])[])[]): string[] =>
    rows.flatMap((row, at) => row.map(([x, text]) => drawText(text, { x, y: 600 - at * 20 })));

  it('without lines keeps its columns where a row leaves one out or two of its texts stand close together', async () => {
    const drawn = place([
      [
        [90, '部门'],
        [150, '姓名'],
        [195, '职务'],
        [290, '日期'],
      ],
      [
        [90, '秘书处'],
        [150, '王建国'],
        [191, '秘书长'],
        [290, '三月'],
      ],
      [
        [90, '秘书处'],
        [150, '李红'],
        [195, '副秘书长'],
        [290, '五月'],
      ],
      [
        [90, '财务部'],
        [150, '孙丽'],
        [195, '干事'],
        [290, '六月'],
      ],
      [
        [90, '财务部'],
        [150, '赵大'],
        [290, '七月'],
      ],
      [
        [90, '法务部'],
        [150, '陈平'],
        [195, '干事'],
        [290, '八月'],
      ],
    ]);

    expect(await tablesOf(drawn)).toEqual([
      [
        '| 部门 | 姓名 | 职务 | 日期 |\n| --- | --- | --- | --- |',
        '| 秘书处 | 王建国 | 秘书长 | 三月 |\n| 秘书处 | 李红 | 副秘书长 | 五月 |\n| 财务部 | 孙丽 | 干事 | 六月 |\n| 财务部 | 赵大 |  | 七月 |\n| 法务部 | 陈平 | 干事 | 八月 |',
      ],
    ]);
  });

  it('without lines has its column names also where two of them stand close together', async () => {
    const drawn = place([
      [
        [90, '部门'],
        [150, '会员姓名'],
        [203, '职务'],
        [290, '日期'],
      ],
      [
        [90, '秘书处'],
        [150, '李红'],
        [203, '干事'],
        [290, '三月'],
      ],
      [
        [90, '财务部'],
        [150, '孙丽'],
        [203, '干事'],
        [290, '六月'],
      ],
      [
        [90, '法务部'],
        [150, '陈平'],
        [203, '干事'],
        [290, '八月'],
      ],
    ]);

    expect((await tablesOf(drawn)).map(([head]) => head)).toEqual([
      '| 部门 | 会员姓名 | 职务 | 日期 |\n| --- | --- | --- | --- |',
    ]);
  });

  it('without lines has a row as text whose columns none can tell, and its head below it too', async () => {
    const drawn = place([
      [
        [90, '部门'],
        [150, '姓名'],
        [200, '职务'],
        [290, '日期'],
      ],
      [
        [90, '秘书处'],
        [150, '李红'],
        [200, '干事'],
        [290, '三月'],
      ],
      [
        [90, '财务部'],
        [150, '孙丽'],
        [200, '干事'],
        [290, '六月'],
      ],
      [
        [90, '财务部'],
        [150, '赵大海兼干事'],
        [290, '七月'],
      ],
      [
        [90, '法务部'],
        [150, '陈平'],
        [200, '干事'],
        [290, '八月'],
      ],
    ]);

    const head = '| 部门 | 姓名 | 职务 | 日期 |\n| --- | --- | --- | --- |';
    expect(await tablesOf(drawn)).toEqual([
      [head, '| 秘书处 | 李红 | 干事 | 三月 |\n| 财务部 | 孙丽 | 干事 | 六月 |'],
      [null, '财务部 赵大海兼干事 七月'],
      [head, '| 法务部 | 陈平 | 干事 | 八月 |'],
    ]);
  });

  it('without lines ends where the text below it does not stand in its columns', async () => {
    const drawn = place([
      [
        [90, '部门'],
        [150, '姓名'],
        [200, '日期'],
      ],
      [
        [90, '秘书处'],
        [150, '李红'],
        [200, '三月'],
      ],
      [
        [90, '财务部'],
        [150, '孙丽'],
        [200, '六月'],
      ],
      [
        [90, '以上名单自公布之日起生效。'],
        [270, '特此公告。'],
      ],
      [
        [90, '东湖商会秘书处负责解释。'],
        [270, '特此说明。'],
      ],
    ]);

    expect(await tablesOf(drawn)).toEqual([
      ['| 部门 | 姓名 | 日期 |\n| --- | --- | --- |', '| 秘书处 | 李红 | 三月 |\n| 财务部 | 孙丽 | 六月 |'],
      [null, '以上名单自公布之日起生效。特此公告。东湖商会秘书处负责解释。特此说明。'],
    ]);
  });

  it('that goes on over the page keeps its head, also where only the head stood on the page before', async () => {
    const row = (y: number, ...texts: [string, string]): string[] => [
      ...[y, y + 30].map((at) => `72 ${at} m 400 ${at} l S`),
      ...[72, 200, 400].map((x) => `${x} ${y} m ${x} ${y + 30} l S`),
      ...texts.map((text, column) => drawText(text, { x: 80 + column * 130, y: y + 10 })),
    ];
    const pages = [
      [drawText('按下表执行。', { x: 72, y: 200 }), ...row(100, '城市', '标准')],
      [...row(700, '', ''), ...row(670, '北京', '480元'), ...row(640, '上海', '350元')],
      [...row(700, '城市', '标准'), ...row(670, '天津', '320元')],
    ];

    const { blocks } = await readPdf(
      pdfOf(
        pages.map((page) => page.join('\n')),
        font,
      ),
      'a.pdf',
    );

    expect(blocks.map(({ page, tableHead, text }) => [page, tableHead, text])).toEqual([
      [1, null, '按下表执行。'],
      [2, '| 城市 | 标准 |\n| --- | --- |', '| 北京 | 480元 |\n| 上海 | 350元 |'],
      [3, '| 城市 | 标准 |\n| --- | --- |', '| 天津 | 320元 |'],
    ]);
  });

  it('is none where a frame stands around a text, or a line below it', async () => {
    const page = [
      '60 400 480 320 re S',
      '72 640 m 400 640 l S',
      drawText('会费应当公开。', { x: 72, y: 645 }),
      drawText('账目应当公开。', { x: 72, y: 600 }),
    ];

    expect(await tablesOf(page)).toEqual([
      [null, '会费应当公开。'],
      [null, '账目应当公开。'],
    ]);
  });
});

function lines(places: readonly (readonly [x: number, y: number, text: string])[]): string {
  return places.map(([x, y, text]) => drawText(text, { x, y })).join('\n');
}

async function textsOf(bytes: Uint8Array): Promise<string[]> {
  return (await readPdf(bytes, 'a.pdf')).blocks.map(({ text }) => text);
}

async function blocksOf(pages: readonly string[]): Promise<[page: number | null, section: string, text: string][]> {
  const { blocks } = await readPdf(pdfOf(pages, font), 'a.pdf');
  return blocks.map(({ page, section, text }) => [page, section.join(' › '), text]);
}

async function tablesOf(drawing: readonly string[]): Promise<[head: string | null, text: string][]> {
  const { blocks } = await readPdf(pdfOf([drawing.join('\n')], font), 'a.pdf');
  return blocks.map(({ tableHead, text }) => [tableHead, text]);
}
