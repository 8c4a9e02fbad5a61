/**
 * What runs in the worker, as text: Node 20 starts no worker from a TypeScript source, and the tests run the sources.
 *
 * It gets the path of docx, the file, title, lines under the title and whether the page lies across at its start, then parts
 * in order; a table's rows follow it in pieces as `{ kind: 'rows' }`; then `null`.
 * Fonts are named and not embedded: 宋体 and 黑体 stand on every machine that opens Chinese documents, and others take theirs.
 */
export const docxWorker = `
const { writeFileSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { library, file, title, about, across } = workerData;
const docx = require(library);

const [song, hei] = ['SimSun', 'SimHei'].map((eastAsia) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia, hint: 'eastAsia' }));
const grey = '666666';
// What XML has no way to write is no text; a line break is one in the file, too.
const clean = (text) => text.replace(/[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]/g, '').replace(/\\r\\n?/g, '\\n');
const runs = (text, run = {}) => clean(text).split('\\n').map((line, at) => new docx.TextRun({ text: line, ...(at > 0 ? { break: 1 } : {}), ...run }));
const paragraph = (text, { run, ...rest } = {}) => new docx.Paragraph({ children: runs(text, run), ...rest });
const levels = [docx.HeadingLevel.HEADING_1, docx.HeadingLevel.HEADING_2, docx.HeadingLevel.HEADING_3];

const children = [
  paragraph(title, { heading: docx.HeadingLevel.TITLE, alignment: docx.AlignmentType.CENTER }),
  ...about.map((line) => paragraph(line, { style: 'about', alignment: docx.AlignmentType.CENTER })),
];
let table = null;
let labelled = false;

// A4 less 2 cm on each side, in twentieths of a point.
const room = (across ? 16838 : 11906) - 2 * 1134;

function endTable() {
  if (table === null) return;
  const total = table.columns.reduce((sum, { width }) => sum + width, 0);
  const widths = table.columns.map(({ width }) => Math.floor((room * width) / total));
  const cells = (row, style) => row.map((text, at) => new docx.TableCell({
    width: { size: widths[at], type: docx.WidthType.DXA },
    children: [paragraph(text, { style })],
    ...(style === 'head' ? { shading: { type: docx.ShadingType.CLEAR, color: 'auto', fill: 'EDEDED' } } : {}),
  }));
  children.push(new docx.Table({
    columnWidths: widths,
    width: { size: room, type: docx.WidthType.DXA },
    layout: docx.TableLayoutType.FIXED,
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    rows: [
      new docx.TableRow({ tableHeader: true, children: cells(table.columns.map(({ header }) => header), 'head') }),
      ...table.rows.map((row) => new docx.TableRow({ cantSplit: true, children: cells(row, 'cell') })),
    ],
  }), paragraph('', { style: 'cell' }));
  table = null;
}

function add(part) {
  if (part.kind === 'rows') return void table.rows.push(...part.rows);
  endTable();
  if (part.kind === 'table') table = { columns: part.columns, rows: [] };
  if (part.kind === 'heading') children.push(paragraph(part.text, { heading: levels[part.level - 1], keepNext: true }));
  if (part.kind === 'list') children.push(...part.items.map((item) => paragraph(item, { bullet: { level: 0 } })));
  if (part.kind === 'paragraph') children.push(paragraph(part.text));
  if (part.kind === 'paragraph' && part.generated) label(part.generated);
}

function label(text) {
  labelled = true;
  children.push(paragraph('（' + text + '）', { style: 'label' }));
}

parentPort.on('message', (part) => (part === null ? void finish() : add(part)));

async function finish() {
  endTable();
  const headingOf = (size, before) => ({ run: { font: hei, size, bold: false, color: '000000' }, paragraph: { spacing: { before, after: 120 } } });
  const styleOf = (id, run, more = {}) => ({ id, name: id, basedOn: 'Normal', run, paragraph: { spacing: { before: 0, after: 0, line: 280 }, ...more } });
  const foot = new docx.Paragraph({
    alignment: docx.AlignmentType.CENTER,
    children: [
      ...(labelled ? [new docx.TextRun({ text: '文中注明处为 AI 生成    ', size: 18, color: grey })] : []),
      new docx.TextRun({ children: [docx.PageNumber.CURRENT, ' / ', docx.PageNumber.TOTAL_PAGES], size: 18, color: grey }),
    ],
  });
  const book = new docx.Document({
    title: clean(title),
    creator: '清语',
    ...(labelled ? { keywords: 'AI生成' } : {}),
    styles: {
      default: {
        document: { run: { font: song, size: 24, language: { value: 'zh-CN', eastAsia: 'zh-CN' } }, paragraph: { spacing: { line: 360, after: 80 } } },
        title: headingOf(36, 120),
        heading1: headingOf(30, 280),
        heading2: headingOf(26, 200),
        heading3: headingOf(24, 160),
      },
      paragraphStyles: [
        styleOf('about', { size: 21, color: grey }, { spacing: { after: 120 } }),
        styleOf('cell', { size: 19 }),
        styleOf('head', { size: 19, font: hei }),
        styleOf('label', { size: 18, color: grey }, { spacing: { after: 120 } }),
      ],
    },
    sections: [{
      properties: { page: {
        size: { width: 11906, height: 16838, orientation: across ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT },
        margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
      } },
      footers: { default: new docx.Footer({ children: [foot] }) },
      children,
    }],
  });
  writeFileSync(file, await docx.Packer.toBuffer(book));
  parentPort.postMessage('written');
  parentPort.close();
}
`;
