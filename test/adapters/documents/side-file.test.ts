import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDocumentFiles } from '../../../src/adapters/documents/document-files.ts';
import { noFacts } from '../../../src/domain/document.ts';
import { removeFile } from '../../support/folder-files.ts';
import { docxOf, paragraph } from '../../support/office-files.ts';
import { buildReadingWorker } from '../../support/reading-worker.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const files = createDocumentFiles({ worker: await buildReadingWorker() });
const facts = '标题: 会费管理办法\n生效: 2024-01-01\n失效: 2026-01-01\n替代: 会费管理办法（2025年）\n';

describe('a file beside a document', () => {
  it.each(['会费.docx.yaml', '会费.yaml'])('named %s says its title and when it is in force', async (name) => {
    const folder = folderWith({ [name]: facts });

    expect(await read(folder)).toMatchObject({
      title: '会费管理办法',
      facts: {
        ...noFacts,
        validFrom: '2024-01-01',
        expiresOn: '2026-01-01',
        replacedBy: '会费管理办法（2025年）',
      },
    });
  });

  it('that has the whole name of the document counts before one that has not', async () => {
    const folder = folderWith({ '会费.docx.yaml': '标题: 甲', '会费.yaml': '标题: 乙' });

    expect((await read(folder)).title).toBe('甲');
  });

  it('is part of what the hash is made of, and of what shows a change', async () => {
    const folder = folderWith({});
    const [without] = await files.list(folder);
    const before = without && (await files.open(without)).content;
    writeFileSync(join(folder, '会费.yaml'), facts);

    const [withSide] = await files.list(folder);
    const after = withSide && (await files.open(withSide)).content;

    expect(after).not.toEqual(before);
    expect([withSide?.modifiedAt, withSide?.size]).not.toEqual([without?.modifiedAt, without?.size]);
    removeFile(folder, '会费.yaml');
    expect(await files.list(folder)).toEqual([without]);
  });

  it('is no document itself, and none of a text, which has front matter', async () => {
    const folder = folderWith({ '会费.yaml': facts });
    writeFileSync(join(folder, '会费.md'), '---\ntitle: 会费\n---\n会费公开。');

    const found = await files.list(folder);
    const text = found.find(({ relative }) => relative === '会费.md');

    expect(found.map(({ relative }) => relative)).toEqual(['会费.docx', '会费.md']);
    expect(await (text && (await files.open(text)).read())).toMatchObject({ title: '会费', facts: noFacts });
  });

  it('that is something else hinders no other file', async () => {
    const folder = folderWith({ '会费.yaml': 'x'.repeat(1_000_000) });
    writeFileSync(join(folder, '账目.md'), '账目公开。');

    expect((await files.list(folder)).map(({ relative }) => relative)).toEqual(['会费.docx', '账目.md']);
  });

  it.each([
    ['失效: 明年', '会费.yaml 有误（失效 应写成 YYYY-MM-DD）'],
    ['- 甲', '应是一行一项的“名称: 值”'],
    ['标题: "没有收尾', '不是有效的 YAML'],
    [`标题: ${'会费'.repeat(20_000)}`, '太大'],
  ])('that says %.20s is refused with its own name', async (content, what) => {
    const reading = read(folderWith({ '会费.yaml': content }));

    await expect(reading).rejects.toMatchObject({ code: 'input/invalid', message: expect.stringContaining(what) });
    await expect(reading).rejects.toMatchObject({ message: expect.stringContaining('会费.yaml') });
  });
});

function folderWith(beside: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  writeFileSync(join(folder, '会费.docx'), docxOf(paragraph('会费须公开。')));
  for (const [name, content] of Object.entries(beside)) writeFileSync(join(folder, name), content);
  return folder;
}

async function read(folder: string) {
  const [file] = await files.list(folder);
  if (!file) throw new Error('not listed');
  return (await files.open(file)).read();
}
