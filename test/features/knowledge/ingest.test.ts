import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDocumentFiles } from '../../../src/adapters/documents/document-files.ts';
import { noFacts } from '../../../src/domain/document.ts';
import { ingestPath, type IngestDeps } from '../../../src/features/knowledge/ingest.ts';
import type { DocumentFiles } from '../../../src/ports/document-files.ts';
import { removeFile, writeFiles } from '../../support/folder-files.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { openTempStore } from '../../support/temp-store.ts';

const collection = 'experience';

describe('ingesting a folder', () => {
  it('puts every file in as a document with its facts and passages', async () => {
    const deps = await open();
    const path = writeFiles({
      '星城.md': '---\ntitle: 星城接待日\nregion: 星城市\n---\n## 做法\n\n逐条答复。',
      '深/湖州.txt': '湖州市\n湖州市设立会员评议日，逐条回应。',
    });

    const report = await ingestPath(deps, { path, collection });

    expect(report).toEqual({
      added: ['experience/星城.md', 'experience/深/湖州.txt'],
      changed: [],
      unchanged: [],
      removed: [],
      failed: [],
    });
    expect(await deps.documents.find('experience/星城.md')).toEqual({
      document: {
        id: 'experience/星城.md',
        collection,
        title: '星城接待日',
        ...noFacts,
        region: '星城市',
        origin: join(path, '星城.md'),
        hash: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
      passages: [
        {
          id: 'experience/星城.md#0',
          documentId: 'experience/星城.md',
          seq: 0,
          section: '做法',
          text: '逐条答复。',
          page: null,
        },
      ],
    });
    expect((await deps.documents.find('experience/深/湖州.txt'))?.document.title).toBe('湖州');
  });

  it('again changes nothing, not even the revision', async () => {
    const deps = await open();
    const path = writeFiles({ 'a.md': '甲。', 'b.md': '乙。' });
    await ingestPath(deps, { path, collection });
    const revision = await deps.documents.revision();

    const report = await ingestPath(deps, { path, collection });

    expect(report).toMatchObject({
      added: [],
      changed: [],
      removed: [],
      unchanged: ['experience/a.md', 'experience/b.md'],
    });
    expect(await deps.documents.revision()).toBe(revision);
  });

  it('again does not even read the unchanged ones, only their bytes', async () => {
    const deps = await open();
    const path = writeFiles({ 'a.md': '甲。', 'b.md': '乙。' });
    await ingestPath(deps, { path, collection });
    writeFileSync(join(path, 'b.md'), '乙改。');
    const read: string[] = [];

    await ingestPath({ ...deps, files: notingReads(deps.files, read) }, { path, collection });

    expect(read).toEqual(['b.md']);
  });

  it('reads changed files anew, takes new ones in and lets removed ones go', async () => {
    const deps = await open();
    const path = writeFiles({ 'stays.md': '甲。', 'changes.md': '乙。', 'goes.md': '丙。' });
    await ingestPath(deps, { path, collection });
    writeFiles({ 'changes.md': '乙，改。', 'comes.md': '丁。' }, path);
    removeFile(path, 'goes.md');

    const report = await ingestPath(deps, { path, collection });

    expect(report).toEqual({
      added: ['experience/comes.md'],
      changed: ['experience/changes.md'],
      unchanged: ['experience/stays.md'],
      removed: ['experience/goes.md'],
      failed: [],
    });
    expect((await deps.documents.find('experience/changes.md'))?.passages.map(({ text }) => text)).toEqual([
      '乙，改。',
    ]);
    expect(await deps.documents.find('experience/goes.md')).toBeNull();
  });

  it('names the files it cannot read, takes in all others and keeps what it knew of the bad one', async () => {
    const deps = await open();
    const path = writeFiles({ 'a.md': '甲。', 'bad.md': '乙。', 'c.md': '丙。' });
    await ingestPath(deps, { path, collection });
    writeFiles({ 'bad.md': '---\ndate: 哪天\n---\n乙。', 'c.md': '丙，改。' }, path);

    const report = await ingestPath(deps, { path, collection });

    expect(report.failed).toEqual([{ file: 'bad.md', message: expect.stringContaining('bad.md') }]);
    expect(report).toMatchObject({ changed: ['experience/c.md'], removed: [] });
    expect((await deps.documents.find('experience/bad.md'))?.passages.map(({ text }) => text)).toEqual(['乙。']);
  });

  it('lets go only what came from this folder', async () => {
    const deps = await open();
    const parent = tempFolder();
    const here = writeFiles({ 'a.md': '甲。' }, join(parent, 'here'));
    const beside = writeFiles({ 'b.md': '乙。' }, join(parent, 'here-too'));
    await ingestPath(deps, { path: here, collection });
    await ingestPath(deps, { path: beside, collection });
    removeFile(here, 'a.md');

    const report = await ingestPath(deps, { path: `${here}/`, collection });

    expect(report.removed).toEqual(['experience/a.md']);
    expect((await deps.documents.list()).map(({ id }) => id)).toEqual(['experience/b.md']);
  });

  it('takes more files than go into one transaction, and tells how far it is', async () => {
    const deps = await open();
    const path = writeFiles(
      Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`${index}.md`, `第 ${index}。`])),
    );
    const progress: string[] = [];

    await ingestPath(deps, { path, collection }, (done, of) => progress.push(`${done}/${of}`));

    expect(await deps.documents.list()).toHaveLength(120);
    expect(progress).toHaveLength(120);
    expect(progress.at(-1)).toBe('120/120');
  });

  it('takes a single file, and removes nothing with it', async () => {
    const deps = await open();
    const path = writeFiles({ 'a.md': '甲。', 'b.md': '乙。' });
    await ingestPath(deps, { path, collection });

    const report = await ingestPath(deps, { path: join(path, 'a.md'), collection: 'other' });

    expect(report).toMatchObject({ added: ['other/a.md'], removed: [] });
    expect(await deps.documents.list()).toHaveLength(3);
  });

  it('of a path that is not there says so and touches nothing', async () => {
    const deps = await open();
    const path = writeFiles({ 'a.md': '甲。' });
    await ingestPath(deps, { path, collection });

    const ingesting = ingestPath(deps, { path: join(path, 'nowhere'), collection });

    await expect(ingesting).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('找不到'),
    });
    expect(await deps.documents.list()).toHaveLength(1);
  });
});

async function open(): Promise<IngestDeps> {
  const { store } = await openTempStore(createHandClock('2026-11-23T09:00:00+08:00'));
  return { files: createDocumentFiles(), documents: store.documents };
}

function notingReads(files: DocumentFiles, read: string[]): DocumentFiles {
  return {
    ...files,
    async open(file) {
      const opened = await files.open(file);
      return { ...opened, read: () => (read.push(file.relative), opened.read()) };
    },
  };
}
