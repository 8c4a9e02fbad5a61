import { describe, expect, it } from 'vitest';
import { ingestLines } from '../../../src/features/knowledge/lines.ts';
import type { Documents } from '../../../src/ports/documents.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { openTempStore } from '../../support/temp-store.ts';

describe('lines of JSON', () => {
  it('become one passage each, whole and under their own id, in documents of those that name one', async () => {
    const documents = await open();
    const long = '会费须公开。'.repeat(200);

    const done = await ingest(documents, [
      { id: 'p1', document: 'd1', title: '会费办法', text: long },
      { id: 2, text: '单独一段。' },
      { id: 'p3', document: 'd1', title: '会费办法', text: '第二段。\n第二行。' },
    ]);

    expect(done).toEqual({ documents: 2, passages: 3 });
    expect(await documents.find('d1')).toMatchObject({
      document: { id: 'd1', collection: 'policy', title: '会费办法', origin: null },
      passages: [
        { id: 'p1', seq: 0, text: long },
        { id: 'p3', seq: 1, text: '第二段。\n第二行。' },
      ],
    });
    expect(await documents.find('2')).toMatchObject({ document: { title: '2' }, passages: [{ id: '2' }] });
  });

  it('may have empty lines between, further keys and a byte order mark', async () => {
    const documents = await open();

    const done = await ingestText(documents, [
      '\ufeff{"id":"a","text":"甲。","page":3}',
      '',
      '  ',
      '{"id":"b","text":"乙。"}',
    ]);

    expect(done.passages).toBe(2);
  });

  it('replace the document of the same id as a whole', async () => {
    const documents = await open();
    await ingest(documents, [
      { id: 'p1', document: 'd1', text: '甲。' },
      { id: 'p2', document: 'd1', text: '乙。' },
    ]);

    await ingest(documents, [{ id: 'p9', document: 'd1', text: '丙。' }]);

    expect((await documents.find('d1'))?.passages.map(({ id }) => id)).toEqual(['p9']);
  });

  it.each([
    ['is no JSON', '{"id":', '第 3 行不是 JSON'],
    ['has no text', '{"id":"x"}', '第 3 行的 text 不对'],
    ['has an empty text', '{"id":"x","text":" "}', '第 3 行的 text 不对'],
    ['has no id', '{"text":"丙。"}', '第 3 行的 id 不对'],
    ['has an id that is no name', '{"id":true,"text":"丙。"}', '第 3 行的 id 不对'],
    ['is a list', '[]', '第 3 行的 内容 不对'],
    ['has an id that was there', '{"id":"a","text":"丙。"}', '第 3 行的 id “a” 重复了'],
  ])('are not stored at all when one %s, and the line is named', async (_, bad, what) => {
    const documents = await open();
    const good = ['{"id":"a","text":"甲。"}', '{"id":"b","text":"乙。"}'];

    const ingesting = ingestText(documents, [...good, bad, '{"id":"d","text":"丁。"}']);

    await expect(ingesting).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining(`lines.jsonl ${what}`),
    });
    expect(await documents.list()).toEqual([]);
  });

  it('that are none are refused', async () => {
    await expect(ingestText(await open(), ['', ' '])).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('一行内容也没有'),
    });
  });

  it('go in by the thousand, and tell how far it is', async () => {
    const documents = await open();
    const lines = Array.from({ length: 12_000 }, (_, index) => ({
      id: `p${index}`,
      document: `d${Math.floor(index / 3)}`,
      text: `第 ${index} 段。`,
    }));
    const progress: number[] = [];

    const done = await ingest(documents, lines, (count) => progress.push(count));

    expect(done).toEqual({ documents: 4_000, passages: 12_000 });
    expect(progress.at(-1)).toBe(12_000);
    expect(progress.length).toBeGreaterThan(1);
    expect((await documents.find('d3999'))?.passages).toHaveLength(3);
  });
});

async function open(): Promise<Documents> {
  return (await openTempStore(createHandClock('2026-11-23T09:00:00+08:00'))).store.documents;
}

function ingest(documents: Documents, lines: readonly object[], onProgress?: (done: number) => void) {
  return ingestText(
    documents,
    lines.map((line) => JSON.stringify(line)),
    onProgress,
  );
}

function ingestText(documents: Documents, lines: readonly string[], onProgress?: (done: number) => void) {
  return ingestLines(documents, { lines: each(lines), name: 'lines.jsonl', collection: 'policy' }, onProgress);
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
