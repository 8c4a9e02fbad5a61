import { mkdirSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDocumentFiles } from '../../../src/adapters/documents/document-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const files = createDocumentFiles();
const text = '星城市设立会员接待日，逐条答复。';

describe('the files of a folder', () => {
  it('are those that can be read or should have been, by name, with their path below the folder', async () => {
    const folder = write({
      'b.txt': text,
      'a.md': text,
      '深/一层/c.MARKDOWN': text,
      'README.md': '说明',
      '深/readme.md': '说明',
      '旧表.xls': 'x',
      '~$c.docx': 'x',
      'photo.png': 'x',
      '.hidden.md': text,
      '.git/d.md': text,
      '深/.draft/e.md': text,
    });

    const found = await files.list(folder);

    expect(found.map(({ relative }) => relative)).toEqual(['a.md', 'b.txt', '旧表.xls', '深/一层/c.MARKDOWN']);
    expect(found[0]).toEqual({
      path: join(folder, 'a.md'),
      relative: 'a.md',
      size: Buffer.byteLength(text),
      modifiedAt: expect.any(Number),
    });
  });

  it('are found also when the folder is written with a slash or lies below a hidden one', async () => {
    const folder = write({ '.data/knowledge/a.md': text });

    expect(await files.list(`${join(folder, '.data/knowledge')}/`)).toEqual([
      expect.objectContaining({ relative: 'a.md', path: join(folder, '.data/knowledge/a.md') }),
    ]);
  });

  it('do not include what a link points to, inside or outside', async () => {
    const outside = write({ 'secret.md': '不该读到。', 'deep/also.md': '不该读到。' });
    const folder = write({ 'a.md': text });
    symlinkSync(join(outside, 'secret.md'), join(folder, 'link.md'));
    symlinkSync(outside, join(folder, 'linked'));
    symlinkSync(folder, join(folder, 'round'));
    symlinkSync(join(outside, 'nothing.md'), join(folder, 'broken.md'));

    expect((await files.list(folder)).map(({ relative }) => relative)).toEqual(['a.md']);
  });

  it('may be none', async () => {
    expect(await files.list(write({}))).toEqual([]);
  });

  it('show that one has changed', async () => {
    const folder = write({ 'a.md': text });
    const [before] = await files.list(folder);
    utimesSync(join(folder, 'a.md'), new Date(1_000), new Date(1_000));

    const [after] = await files.list(folder);

    expect(after?.modifiedAt).not.toBe(before?.modifiedAt);
  });
});

describe('a file named by itself', () => {
  it('goes by its name', async () => {
    const folder = write({ '深/a.md': text });

    expect(await files.list(join(folder, '深/a.md'))).toEqual([
      expect.objectContaining({ relative: 'a.md', path: join(folder, '深/a.md') }),
    ]);
  });

  it.each([
    ['nowhere.md', '找不到'],
    ['photo.png', '格式还不能读'],
  ])('%s is refused with what to do', async (name, what) => {
    const folder = write({ 'photo.png': 'x' });

    await expect(files.list(join(folder, name))).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining(what),
    });
  });
});

describe('reading', () => {
  const chinese = '会费减免须经理事会审议，并向会员公示。';
  const gb18030 = Buffer.from('bbe1b7d1bcf5c3e2d0ebbeadc0edcac2bbe1c9f3d2e9a3acb2a2cff2bbe1d4b1b9abcabea1a3', 'hex');

  it.each([
    ['UTF-8', Buffer.from(chinese)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${chinese}`)],
    ['GB18030', gb18030],
    ['UTF-16 little endian', Buffer.from(`\ufeff${chinese}`, 'utf16le')],
    ['UTF-16 big endian', Buffer.from(`\ufeff${chinese}`, 'utf16le').swap16()],
    ['lines of Windows', Buffer.from(`${chinese}\r\n`)],
    ['lines of an old Mac', Buffer.from(`${chinese}\r`)],
  ])('understands %s', async (_, bytes) => {
    expect((await readOne('a.txt', bytes)).document.blocks).toEqual([
      { section: [], text: chinese, page: null, tableHead: null },
    ]);
  });

  it('gives the bytes as they are, for the hash', async () => {
    expect(Buffer.from((await readOne('a.txt', gb18030)).content)).toEqual(gb18030);
  });

  it('reads front matter behind Windows line ends and a byte order mark', async () => {
    const { document } = await readOne('a.md', Buffer.from(`\ufeff---\r\ntitle: 会费\r\n---\r\n${chinese}\r\n`));

    expect(document).toMatchObject({ title: '会费', blocks: [{ text: chinese }] });
  });

  it.each([
    ['an image under a wrong name', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), '不是文本文件'],
    ['bytes of no encoding', Buffer.from('e4bdff80ff', 'hex'), '不是文本文件'],
    ['UTF-16 without a mark', Buffer.from('ab', 'utf16le'), '不是文本文件'],
    ['half a character in UTF-16', Buffer.from('fffe00d8', 'hex'), '不是文本文件'],
    ['nothing', Buffer.alloc(0), '没有正文'],
    ['spaces and a heading mark', Buffer.from(' \n\u3000\n#\n'), '没有正文'],
    ['a comment alone', Buffer.from('<!-- 待写 -->'), '没有正文'],
  ])('refuses %s with the name of the file', async (_, bytes, what) => {
    const reading = readOne('坏.md', bytes);

    await expect(reading).rejects.toMatchObject({ code: 'input/invalid', message: expect.stringContaining(what) });
    await expect(reading).rejects.toMatchObject({ message: expect.stringContaining('坏.md') });
  });

  it('refuses a file that went away or is too large, with its name', async () => {
    const folder = write({ 'gone.md': text, 'large.txt': '' });
    truncateSync(join(folder, 'large.txt'), 200 * 1024 * 1024);
    const [gone, large] = await files.list(folder);
    if (!gone || !large) throw new Error('not listed');

    await expect(files.open({ ...gone, path: join(folder, 'moved.md') })).rejects.toMatchObject({
      message: expect.stringContaining('gone.md'),
    });
    await expect(files.open(large)).rejects.toMatchObject({ message: expect.stringContaining('50 MB') });
  });
});

async function readOne(name: string, bytes: Buffer) {
  const folder = tempFolder();
  writeFileSync(join(folder, name), bytes);
  const [file] = await files.list(join(folder, name));
  if (!file) throw new Error('not listed');
  const opened = await files.open(file);
  return { content: opened.content, document: await opened.read() };
}

function write(contents: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
