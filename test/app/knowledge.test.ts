import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDocumentFiles } from '../../src/adapters/documents/document-files.ts';
import { createExclusive } from '../../src/app/exclusive.ts';
import { createKnowledge, type Knowledge } from '../../src/app/knowledge.ts';
import type { Documents } from '../../src/ports/documents.ts';
import type { Leases } from '../../src/ports/leases.ts';
import { removeFile, writeFiles } from '../support/folder-files.ts';
import { createGate } from '../support/gate.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { createMemoryIndex, type MemoryIndex } from '../support/memory-index.ts';
import { createNotingLog, type NotingLog } from '../support/noting-log.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openTempStore } from '../support/temp-store.ts';

const never = new AbortController().signal;

describe('the knowledge folder', () => {
  it('is one collection a folder; other things in it are none', async () => {
    const bench = await open({
      'experience/a.md': '甲。',
      'policy/b.txt': '乙，会费须公开。',
      'integrity/c.md': '寄语不是资料。',
      'forms/d.md': '表单不是资料。',
      '.drafts/e.md': '草稿。',
      'README.md': '说明。',
      'loose.md': '散放的文件。',
    });

    await bench.knowledge.refresh();

    expect(bench.index.ids()).toEqual(['experience/a.md', 'policy/b.txt']);
  });

  it('is followed: changed, new and removed files, new and removed folders', async () => {
    const bench = await open({ 'experience/a.md': '甲。', 'experience/b.md': '乙。', 'old/c.md': '丙。' });
    await bench.knowledge.refresh();
    writeFiles({ 'experience/a.md': '甲，改过了。', 'new/d.md': '丁。' }, bench.folder);
    removeFile(bench.folder, 'experience/b.md');
    removeFile(bench.folder, 'old');

    await bench.knowledge.refresh();

    expect(bench.index.ids()).toEqual(['experience/a.md', 'new/d.md']);
    expect((await bench.index.passagesOf('experience/a.md')).map(({ text }) => text)).toEqual(['甲，改过了。']);
  });

  it('is read again only when something in it changed', async () => {
    const bench = await open({ 'experience/a.md': '甲。' });
    await bench.knowledge.refresh();
    const revision = await bench.documents.revision();

    await bench.knowledge.refresh();

    expect(await bench.documents.revision()).toBe(revision);
    expect(bench.log.notes).toHaveLength(1);
  });

  it('with a broken file says so once, and again when something else is wrong with it', async () => {
    const bench = await open({ 'experience/bad.md': '---\ndate: 哪天\n---\n甲。' });
    await bench.knowledge.refresh();
    writeFiles({ 'experience/good.md': '乙。' }, bench.folder);
    await bench.knowledge.refresh();
    writeFiles({ 'experience/bad.md': '' }, bench.folder);
    await bench.knowledge.refresh();

    const warnings = bench.log.notes.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ data }) => data)).toEqual([
      { collection: 'experience', file: 'bad.md', reason: expect.stringContaining('date 应写成') },
      { collection: 'experience', file: 'bad.md', reason: expect.stringContaining('没有正文') },
    ]);
    expect(bench.index.ids()).toEqual(['experience/good.md']);
  });

  it('leaves alone what was ingested by hand, from elsewhere, beside it or out of it', async () => {
    const parent = tempFolder();
    const bench = await open({ 'experience/a.md': '甲。' }, join(parent, 'knowledge'));
    const beside = writeFiles({ 'b.md': '乙。' }, join(parent, 'knowledge-old'));
    await bench.knowledge.refresh();
    await bench.knowledge.ingest({ path: beside, collection: 'default' }, () => {});
    await bench.knowledge.ingest({ path: join(bench.folder, 'experience'), collection: 'copy' }, () => {});
    await bench.knowledge.ingestLines({ lines: oneLine(), name: 'x.jsonl', collection: 'policy' }, () => {});

    writeFiles({ 'experience/new.md': '丙。' }, bench.folder);
    await bench.knowledge.refresh();

    expect(bench.index.ids()).toEqual(['copy/a.md', 'default/b.md', 'experience/a.md', 'experience/new.md', 'line']);
  });

  it('that is not there has no documents', async () => {
    const bench = await open({ 'experience/a.md': '甲。' });
    await bench.knowledge.refresh();
    removeFile(bench.folder, '.');

    await bench.knowledge.refresh();

    expect(bench.index.ids()).toEqual([]);
  });

  it('that cannot be read keeps its documents and is told', async () => {
    const bench = await open({ 'experience/a.md': '甲。' });
    await bench.knowledge.refresh();
    removeFile(bench.folder, '.');
    writeFileSync(bench.folder, 'a file in its place');

    await expect(bench.knowledge.refresh()).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('KNOWLEDGE_DIR'),
    });
    expect(await bench.documents.list()).toHaveLength(1);
  });
});

describe('removing a document', () => {
  it('takes it out of the index, and names one that is not there', async () => {
    const bench = await open({ 'experience/a.md': '甲。' });
    await bench.knowledge.refresh();

    expect(await bench.knowledge.remove('experience/a.md')).toBe('experience/a.md');
    await bench.knowledge.catchUp();

    expect(bench.index.ids()).toEqual([]);
    await expect(bench.knowledge.remove('experience/a.md')).rejects.toMatchObject({ code: 'record/not-found' });
  });
});

describe('making the index anew', () => {
  it('reads documents with a file again, and tells what there is then', async () => {
    const bench = await open({ 'experience/a.md': '甲。' });
    await bench.knowledge.refresh();
    writeFiles({ 'experience/a.md': '甲，改过了。' }, bench.folder);

    const report = await bench.knowledge.reindex(never, () => {});

    expect(report).toEqual({ reread: 1, failed: [], documents: 1, passages: 1 });
    expect((await bench.index.passagesOf('experience/a.md')).map(({ text }) => text)).toEqual(['甲，改过了。']);
  });

  it('keeps documents whose file is gone', async () => {
    const bench = await open({ 'experience/a.md': '甲。' });
    await bench.knowledge.refresh();
    removeFile(bench.folder, 'experience/a.md');

    await bench.knowledge.reindex(never, () => {});

    expect(bench.index.ids()).toEqual(['experience/a.md']);
  });

  it('is done by one process at a time where many share the index', async () => {
    const bench = await open({ 'experience/a.md': '甲。' });
    bench.index.shared = true;
    await bench.knowledge.refresh();

    const gate = createGate();
    const { startOver } = bench.index;
    bench.index.startOver = () => gate.passed.then(startOver);
    const two = [bench.knowledge, bench.other].map((knowledge) => knowledge.reindex(never, () => {}));
    await expect(Promise.race(two)).rejects.toMatchObject({ code: 'record/conflict' });
    gate.open();

    const both = await Promise.allSettled(two);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('happens by itself when the index was made in another way, and only then', async () => {
    const bench = await open({ 'experience/a.md': '甲。' });
    await bench.knowledge.refresh();
    await bench.knowledge.rebuildWhenStale(never);
    expect(bench.index.steps).not.toContain('publish');

    bench.index.current = false;
    await bench.knowledge.rebuildWhenStale(never);

    expect(bench.index.steps).toContain('publish');
    expect(bench.index.ids()).toEqual(['experience/a.md']);
  });
});

type Bench = {
  knowledge: Knowledge;
  /** The same in another process, with the same index. */
  other: Knowledge;
  documents: Documents;
  index: MemoryIndex;
  log: NotingLog;
  folder: string;
};

async function open(contents: Readonly<Record<string, string>>, at = join(tempFolder(), 'knowledge')): Promise<Bench> {
  const folder = writeFiles(contents, at);
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, second } = await openTempStore(clock);
  const index = createMemoryIndex();
  const log = createNotingLog();
  const { documents } = store;
  const knowledgeOf = (leases: Leases): Knowledge => {
    const exclusive = createExclusive({ leases, clock, newId: randomUUID });
    return createKnowledge({
      folder,
      files: createDocumentFiles(),
      documents,
      index,
      exclusive,
      synonyms: { refresh: async () => {} },
      log,
    });
  };
  const other = knowledgeOf((await second()).leases);
  return { knowledge: knowledgeOf(store.leases), other, documents, index, log, folder };
}

async function* oneLine(): AsyncGenerator<string> {
  yield '{"id":"line","text":"会费须公开。"}';
}
