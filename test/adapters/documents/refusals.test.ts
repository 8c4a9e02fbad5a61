import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createDocumentFiles } from '../../../src/adapters/documents/document-files.ts';
import { AppError } from '../../../src/base/errors.ts';
import type { ReadDocument } from '../../../src/domain/document.ts';
import { compoundOf, docxOf, paragraph, pdfOf, rowsOf, xlsxOf, zipOf } from '../../support/office-files.ts';
import { buildReadingWorker } from '../../support/reading-worker.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const files = createDocumentFiles({ worker: await buildReadingWorker() });
const docx = docxOf(paragraph('会费须公开。'));
const xlsx = xlsxOf(
  rowsOf([
    ['项目', '标准'],
    ['会费', '500元'],
  ]),
);
const pdf = pdfOf(['BT /F1 12 Tf 72 700 Td (fee) Tj ET']);
const html = Buffer.from('<!DOCTYPE html><html><body><p>会费须公开。</p></body></html>');

describe('a file that is not what its name says', () => {
  it.each([
    ['PDF 冒充.docx', pdf, '其实是 PDF，请把扩展名改为 .pdf'],
    ['PDF 冒充.txt', pdf, '其实是 PDF，请把扩展名改为 .pdf'],
    ['表格.docx', xlsx, '其实是 Excel 工作簿，请把扩展名改为 .xlsx'],
    ['文档.xlsx', docx, '其实是 Word 文档，请把扩展名改为 .docx'],
    ['文档.md', docx, '其实是 Word 文档，请把扩展名改为 .docx'],
    ['文档.doc', docx, '其实是 Word 文档，请把扩展名改为 .docx'],
    ['网页.doc', html, '其实是网页，请把扩展名改为 .html'],
    ['网页.pdf', html, '其实是网页，请把扩展名改为 .html'],
    ['图片.pdf', Buffer.from('89504e470d0a1a0a', 'hex'), '不是PDF，或已损坏'],
    ['说明.docx', Buffer.from('会费须公开。'), '不是Word 文档，或已损坏'],
    ['压缩包.docx', zipOf({ 'a.txt': 'a' }), '不是Word 文档，或已损坏'],
    ['幻灯片.pptx', zipOf({ 'ppt/presentation.xml': '<a/>' }), '请另存为 .pdf'],
  ])('%s is refused with what it is', async (name, bytes, what) => {
    expect(await refusal(name, bytes)).toContain(what);
  });

  it('is read when it is text that begins like a page', async () => {
    expect((await read('页.md', html)).blocks).toHaveLength(1);
  });
});

describe('an old or closed format', () => {
  it.each([
    ['旧文.doc', compoundOf('WordDocument'), '请用 Word 或 WPS 另存为 .docx'],
    ['旧文.docx', compoundOf('WordDocument'), '请用 Word 或 WPS 另存为 .docx'],
    ['旧表.xls', compoundOf('Workbook'), '请用 Excel 或 WPS 另存为 .xlsx'],
    ['旧文.wps', compoundOf('WpsContent'), '请另存为 .docx'],
    ['旧表.et', Buffer.from('?'), '请另存为 .xlsx'],
    ['版式.ofd', zipOf({ 'OFD.xml': '<a/>' }), '请另存为 .pdf'],
    ['富文本.rtf', Buffer.from('{\\rtf1 abc}'), '另存为 .docx'],
    ['邮件.mht', Buffer.from('MIME-Version: 1.0\n'), '另存为 .docx'],
    ['加密.docx', compoundOf('EncryptionInfo', 'EncryptedPackage'), '设有打开密码'],
    ['加密.xlsx', compoundOf('EncryptionInfo', 'EncryptedPackage'), '设有打开密码'],
  ])('%s is refused with what to save it as', async (name, bytes, what) => {
    expect(await refusal(name, bytes)).toContain(what);
  });
});

describe('a damaged file', () => {
  it.each([
    ['半个.docx', docx.subarray(0, docx.length / 2), '已损坏或没有传完整'],
    ['半个.xlsx', xlsx.subarray(0, xlsx.length / 2), '已损坏或没有传完整'],
    ['空.docx', Buffer.alloc(0), '空文件'],
    ['空.pdf', Buffer.alloc(0), '空文件'],
    ['乱.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4000, 0x2a)]), '已损坏'],
    ['坏标签.docx', docxOf('<w:p><w:r>'), '已损坏'],
    ['坏标签.xlsx', xlsxOf('<sheetData><row'), '已损坏'],
    ['白纸.docx', docxOf(paragraph(' ')), '没有正文'],
    ['白纸.html', Buffer.from('<html><script>var a = "会费";</script></html>'), '没有正文'],
    ['白纸.xlsx', xlsxOf(rowsOf([])), '没有正文'],
  ])('%s is refused with what to do', async (name, bytes, what) => {
    expect(await refusal(name, bytes)).toContain(what);
  });

  it.each(['a.docx', 'a.xlsx'])('%s gives no wrong text wherever a byte of it is turned over', async (name) => {
    const bytes = name === 'a.docx' ? docx : xlsx;
    const whole = await read(name, bytes);
    const outcomes = new Set<string>();
    for (let at = 10; at < bytes.length; at += 37) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x11;
      outcomes.add(
        await read(name, damaged).then(
          ({ blocks }) => JSON.stringify(blocks),
          (error: unknown) => (error instanceof AppError && error.message.includes(name) ? 'refused' : String(error)),
        ),
      );
    }

    expect(outcomes).toEqual(new Set(['refused', JSON.stringify(whole.blocks)]));
  });
});

describe('a file that is too much', () => {
  it('of 200 MB is refused by its size alone', async () => {
    const path = join(tempFolder(), '会议录像.pdf');
    writeFileSync(path, '');
    truncateSync(path, 200 * 1024 * 1024);
    const [file] = await files.list(path);

    await expect(file && files.open(file)).rejects.toMatchObject({
      code: 'input/invalid',
      message: '会议录像.pdf 超过 50 MB，请拆成几份，或压缩其中的图片后再导入。',
    });
  });

  it('that unfolds to hundreds of megabytes is refused before it does', async () => {
    // Whoever unfolds it to look finds one megabyte, and says something else.
    expect(await refusal('炸弹.docx', bombOf(1, { says: 201 * megabyte }))).toContain('解压后过大');
  });

  it('that unfolds to more than it says is cut off and refused', async () => {
    expect(await refusal('说谎.docx', bombOf(20, { says: 2_000 }))).toContain('已损坏');
  });

  it('with a merged cell as large as a sheet can be is read as what it shows', async () => {
    const rows = rowsOf([
      ['会费标准一览表', null],
      ['理事', '5000元'],
      ['会员', '1000元'],
    ]);
    const { blocks } = await read(
      '大.xlsx',
      xlsxOf(`${rows}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`),
    );

    expect(blocks.map(({ text }) => text)).toEqual(['会费标准一览表']);
  });

  it('of cells that span thousands of others is refused', async () => {
    const cells = '<td colspan="1000" rowspan="1000">会费</td>'.repeat(20);
    const page = `<html><table>${`<tr>${cells}</tr>`.repeat(1_000)}</table></html>`;

    expect(await refusal('跨.html', Buffer.from(page))).toContain('表格太大');
  });

  it('of elements nested deeper than a stack is refused, and the next one is read', async () => {
    const page = `<html>${'<div>'.repeat(30_000)}会费`;

    expect(await refusal('深.html', Buffer.from(page))).toContain('读不出来');
    expect((await read('好.html', html)).blocks).toHaveLength(1);
  });
});

/** The sentence a file is refused with; it names the file. */
async function refusal(name: string, bytes: Uint8Array): Promise<string> {
  const error = await read(name, bytes).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof AppError)) throw new Error(`${name} was not refused`, { cause: error });
  expect(error).toMatchObject({ code: 'input/invalid', message: expect.stringContaining(name) });
  return error.message;
}

async function read(name: string, bytes: Uint8Array): Promise<ReadDocument> {
  const path = join(tempFolder(), name);
  writeFileSync(path, bytes);
  const [file] = await files.list(path);
  if (!file) throw new Error('not listed');
  return (await files.open(file)).read();
}

const megabyte = 1024 * 1024;

/** A Word document whose text is as many megabytes of spaces, and which says that it has so many bytes. */
function bombOf(megabytes: number, { says }: { says: number }): Uint8Array {
  const size = megabytes * megabyte;
  const bomb = Buffer.from(zipSync({ 'word/document.xml': [Buffer.alloc(size, 0x20), { level: 1 }] }));
  const written = Buffer.alloc(4);
  written.writeUInt32LE(size);
  // The last time it is written is in the directory; the content stays as it is.
  bomb.writeUInt32LE(says, bomb.lastIndexOf(written));
  return bomb;
}
