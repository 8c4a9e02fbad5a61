import { describe, expect, it } from 'vitest';
import { largestFileBytes } from '../../../src/domain/file.ts';
import { readAttachment } from '../../../src/features/broadcasts/attachment.ts';
import { attachmentExtensions } from '../../../src/features/broadcasts/attachment-kinds.ts';
import { docxOf, paragraph, zipOf } from '../../support/office-files.ts';

const text = (words: string): Uint8Array => Buffer.from(words);
const docx = docxOf(paragraph('通知'));
const xlsx = zipOf({ 'xl/workbook.xml': '<workbook/>' });
const pptx = zipOf({ 'ppt/presentation.xml': '<p/>' });
const zip = zipOf({ '名单.txt': '一' });
const pdf = text('%PDF-1.7\n%âãÏÓ');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
const gif = text('GIF89a\u0001');
const gb18030 = Buffer.from([0xcd, 0xa8, 0xd6, 0xaa]);

/** The beginning of an Office file of before 2007 that names such a stream. */
function compound(stream: string): Uint8Array {
  const start = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  return Buffer.concat([start, Buffer.alloc(500), Buffer.from(stream, 'utf16le')]);
}

const fitting: [name: string, bytes: Uint8Array][] = [
  ['通知.pdf', pdf],
  ['通知.docx', docx],
  ['名单.XLSX', xlsx],
  ['课件.pptx', pptx],
  ['旧.doc', compound('WordDocument')],
  ['旧.xls', compound('Workbook')],
  ['旧.ppt', compound('PowerPoint Document')],
  ['加密.xlsx', compound('EncryptedPackage')],
  ['说明.txt', text('说明')],
  ['旧说明.txt', gb18030],
  ['表.csv', text('\ufeff编号,名称\n1,一')],
  ['页.md', text('<html> 是一个标签')],
  ['图.png', png],
  ['图.jpg', jpeg],
  ['图.jpeg', jpeg],
  ['图.gif', gif],
  ['全部.zip', zip],
];

describe('an attachment', () => {
  it.each(fitting)('%s is taken when its bytes are what its name says', async (name, bytes) => {
    expect(await readAttachment({ name, bytes })).toMatchObject({ name, bytes, mime: expect.stringContaining('/') });
  });

  it('has a case here for every kind', () => {
    const tried = new Set(fitting.map(([name]) => name.slice(name.lastIndexOf('.')).toLowerCase()));

    expect(attachmentExtensions.filter((extension) => !tried.has(extension))).toEqual([]);
  });

  it.each([
    ['通知.pdf', docx, '附件 通知.pdf 其实是 Word 文档，请把扩展名改为 .docx 再发。'],
    ['全部.zip', xlsx, '请把扩展名改为 .xlsx 再发'],
    ['表.xlsx', zip, '其实是压缩包'],
    ['表.xls', text('<html><body>'), '其实是网页，请另存为扩展名所说的格式再发。'],
    ['图.png', jpeg, '其实是 JPEG 图片'],
    ['通知.docx', text('文字'), '内容和扩展名不符，或已损坏'],
    ['通知.docx', docx.subarray(0, 60), '已损坏或没有传完整'],
    ['说明.txt', pdf, '其实是 PDF'],
    ['说明.txt', Buffer.from([1, 0, 2, 0, 3]), '不是文本文件'],
    ['安装.exe', text('MZ'), '的格式不能群发，可以带 pdf、docx'],
    ['没有扩展名', text('一'), '的格式不能群发'],
    ['.pdf', pdf, '的格式不能群发'],
    ['通知.pdf', new Uint8Array(), '是空文件'],
    ['../通知.pdf', pdf, '斜杠或看不见的字符'],
    ['通知\n.pdf', pdf, '斜杠或看不见的字符'],
    ['通知\u202efdp.exe.pdf', pdf, '斜杠或看不见的字符'],
    [`${'长'.repeat(97)}.pdf`, pdf, '最多 100 个字，现在有 101 个'],
  ])('%j is refused with what to do', async (name, bytes, sentence) => {
    await expect(readAttachment({ name, bytes })).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining(sentence),
    });
  });

  it('may weigh 20 MB, and no more', async () => {
    const bytes = new Uint8Array(largestFileBytes).fill(32);
    bytes.set(pdf);
    expect((await readAttachment({ name: '大.pdf', bytes })).bytes).toHaveLength(largestFileBytes);

    const larger = readAttachment({ name: '大.pdf', bytes: new Uint8Array(largestFileBytes + 200_000) });
    await expect(larger).rejects.toMatchObject({
      code: 'input/too-long',
      message: expect.stringContaining('有 20.2 MB，最大 20 MB'),
    });
  });
});
