import { describe, expect, it } from 'vitest';
import { readDocx } from '../../../src/adapters/documents/docx/docx.ts';
import { writeNumber } from '../../../src/adapters/documents/docx/number-forms.ts';
import { docxOf, paragraph } from '../../support/office-files.ts';

const list = (numId: number, level = 0): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`;
const level = (at: number, format: string, text: string): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const legal = (level: string): string => level.replace('<w:numFmt', '<w:isLgl/><w:numFmt');
const abstract = (id: number, ...levels: string[]): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
const num = (id: number, of: number, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;

describe('numbers that Word only computes', () => {
  it('are written: chapters, clauses that go on over chapters, items', async () => {
    const numbering =
      abstract(1, level(0, 'chineseCountingThousand', '第%1章')) +
      abstract(2, level(0, 'chineseCountingThousand', '第%1条'), level(1, 'chineseCounting', '（%2）')) +
      num(1, 1) +
      num(2, 2);
    const { blocks } = await read(
      [
        paragraph('总则', list(1)),
        paragraph('会费公开。', list(2)),
        paragraph('下列事项公开：', list(2)),
        paragraph('账目', list(2, 1)),
        paragraph('人事', list(2, 1)),
        paragraph('附则', list(1)),
        paragraph('由理事会解释：', list(2)),
        paragraph('会费', list(2, 1)),
      ],
      { numbering },
    );

    expect(blocks).toEqual([
      ['第一章 总则', '第一条 会费公开。'],
      ['第一章 总则', '第二条 下列事项公开：'],
      ['第一章 总则', '（一）账目'],
      ['第一章 总则', '（二）人事'],
      ['第二章 附则', '第三条 由理事会解释：'],
      ['第二章 附则', '（一）会费'],
    ]);
  });

  it('begin anew where a list says so, and are legal or of several levels', async () => {
    const numbering =
      abstract(1, level(0, 'chineseCounting', '%1、'), legal(level(1, 'decimal', '%1.%2'))) +
      num(1, 1) +
      num(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>');
    const { blocks } = await read(
      [
        paragraph('会费须公开，人人可查。', list(1)),
        paragraph('账目须公开。', list(1, 1)),
        paragraph('人事须公开，人人可查。', list(1)),
        paragraph('换届须公开。', list(1, 1)),
        paragraph('另起一处，重新编号。', list(2)),
      ],
      { numbering },
    );

    expect(blocks.map(([, text]) => text)).toEqual([
      '一、会费须公开，人人可查。',
      '1.1 账目须公开。',
      '二、人事须公开，人人可查。',
      '2.1 换届须公开。',
      '一、另起一处，重新编号。',
    ]);
  });

  it('come from the style as well, and bullets are none', async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="tiao"><w:name w:val="条"/><w:pPr>${list(1)}</w:pPr></w:style><w:style w:type="paragraph" w:styleId="sub"><w:name w:val="子条"/><w:basedOn w:val="tiao"/></w:style>`;
    const numbering =
      abstract(1, level(0, 'chineseCounting', '第%1条')) + abstract(2, level(0, 'bullet', '•')) + num(1, 1) + num(2, 2);
    const { blocks } = await read(
      [
        paragraph('会费公开。', '<w:pStyle w:val="tiao"/>'),
        paragraph('账目公开。', '<w:pStyle w:val="sub"/>'),
        paragraph('没有编号。', `<w:pStyle w:val="tiao"/><w:numPr><w:numId w:val="0"/></w:numPr>`),
        paragraph('圆点。', list(2)),
      ],
      { styles, numbering },
    );

    expect(blocks.map(([, text]) => text)).toEqual(['第一条 会费公开。', '第二条 账目公开。', '没有编号。', '圆点。']);
  });

  it.each([
    ['chineseCounting', 1, '一'],
    ['chineseCounting', 10, '十'],
    ['chineseCounting', 21, '二十一'],
    ['chineseCounting', 105, '一百零五'],
    ['chineseCounting', 110, '一百一十'],
    ['chineseCounting', 2020, '二千零二十'],
    ['chineseLegalSimplified', 12, '壹拾贰'],
    ['ideographTraditional', 3, '丙'],
    ['decimalEnclosedCircleChinese', 3, '③'],
    ['decimalZero', 3, '03'],
    ['upperLetter', 28, 'BB'],
    ['lowerRoman', 14, 'xiv'],
    ['decimal', 14, '14'],
    ['somethingElse', 14, '14'],
  ])('in the format %s: %d is %s', (format, value, written) => {
    expect(writeNumber(value, format)).toBe(written);
  });
});

describe('a Word document', () => {
  it('takes its headings from the outline of a style of any name, or of the paragraph', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="我的标题"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>';
    const { blocks } = await read(
      [
        paragraph('会费标准', '<w:pStyle w:val="a1"/>'),
        paragraph('按年缴纳。'),
        paragraph('减免', '<w:outlineLvl w:val="2"/>'),
        paragraph('新会员减半。'),
      ],
      { styles },
    );

    expect(blocks).toEqual([
      ['会费标准', '按年缴纳。'],
      ['会费标准 › 减免', '新会员减半。'],
    ]);
  });

  it.each([
    ['会费管理办法', '会费管理办法'],
    ['Microsoft Word - a.doc', null],
    ['文档1', null],
    ['draft', null],
  ])('with the title %j in its properties has the title %j', async (title, expected) => {
    expect(await read([paragraph('会费公开。'), paragraph('账目公开。')], { title })).toMatchObject({
      title: expected,
    });
  });

  it('leaves out its table of contents, and what was deleted with changes tracked', async () => {
    const styles = '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>';
    const { blocks } = await read(
      [
        paragraph('第一章 总则 1', '<w:pStyle w:val="t1"/>'),
        paragraph('第一章 总则……………… 1'),
        '<w:p><w:r><w:t>会费为</w:t></w:r><w:del><w:r><w:delText>500</w:delText></w:r></w:del><w:ins><w:r><w:t>800</w:t></w:r></w:ins><w:r><w:t>元。</w:t></w:r></w:p>',
      ],
      { styles },
    );

    expect(blocks).toEqual([['', '会费为800元。']]);
  });

  it('keeps notes as text, without the arrow back', async () => {
    const { blocks } = await read([
      paragraph('会费公开。'),
      '<w:p><w:r><w:t xml:space="preserve">A &amp; B 须知。</w:t></w:r></w:p>',
    ]);

    expect(blocks.map(([, text]) => text)).toEqual(['会费公开。', 'A & B 须知。']);
  });

  it('with a table of merged cells stands as on a page', async () => {
    const cell = (text: string, properties = ''): string =>
      `<w:tc><w:tcPr>${properties}</w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
    const row = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
    const document = docxOf(
      `<w:tbl>${row(cell('城市'), cell('标准'))}${row(cell('北京'), cell('480元', '<w:vMerge w:val="restart"/>'))}${row(cell('上海'), cell('', '<w:vMerge/>'))}${row(cell('其他另议', '<w:gridSpan w:val="2"/>'))}</w:tbl>`,
    );

    const { blocks } = await readDocx(document, 'a.docx');

    expect(blocks.map(({ tableHead, text }) => [tableHead, text])).toEqual([
      ['| 城市 | 标准 |\n| --- | --- |', '| 北京 | 480元 |\n| 上海 | 480元 |'],
    ]);
  });
});

async function read(paragraphs: readonly string[], of: { styles?: string; numbering?: string; title?: string } = {}) {
  const { title, blocks } = await readDocx(docxOf(paragraphs.join(''), of), 'a.docx');
  return { title, blocks: blocks.map(({ section, text }) => [section.join(' › '), text]) };
}
