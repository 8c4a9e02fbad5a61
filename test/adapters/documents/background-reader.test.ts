import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type BackgroundReader,
  createBackgroundReader,
  type ReadingLimits,
  usualLimits,
} from '../../../src/adapters/documents/background-reader.ts';
import { createDocumentFiles, createUsualReader } from '../../../src/adapters/documents/document-files.ts';
import { createTableFiles } from '../../../src/adapters/documents/table-files.ts';
import { buildReading } from '../../support/reading-worker.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const built = await buildReading();

/** Workers that do to themselves what a hostile file may do to ours; each reads its next file well. */
const faults = {
  'runs for ever': 'for (;;);',
  'takes all memory': 'const all = []; for (;;) all.push(new Array(1e5).fill(Math.random()));',
  'ends the worker': 'process.exit(3);',
  'throws where nobody catches': 'setImmediate(() => { throw new Error("no"); });',
};

describe('a worker that reads', () => {
  it.each([
    ['runs for ever', '读了 2 秒还没有读完'],
    ['takes all memory', '内存超过上限'],
    ['ends the worker', '读不出来'],
    ['throws where nobody catches', '读不出来'],
  ] as const)('%s: the file is refused with its name, the next one is read', async (fault, what) => {
    const reader = open(faults[fault], { time: fault === 'runs for ever' ? 2_000 : 60_000 });

    const bad = reader.read({ name: 'bad.docx', bytes: new Uint8Array() });
    const good = reader.read({ name: 'good.docx', bytes: new Uint8Array() });

    await expect(bad).rejects.toMatchObject({ code: 'input/invalid', message: expect.stringContaining(what) });
    await expect(bad).rejects.toMatchObject({ message: expect.stringContaining('bad.docx') });
    expect(await good).toMatchObject({ title: 'good.docx' });
  });

  it('is one for many files, in the order they came', async () => {
    const reader = open('');

    const titles = await Promise.all(
      ['1', '2', '3', '4'].map(async (name) => (await reader.read({ name, bytes: new Uint8Array() })).title),
    );

    expect(titles).toEqual(['1', '2', '3', '4']);
    expect(await countStarts(reader)).toBe(1);
  });

  it('is started anew after it was closed', async () => {
    const reader = open('');
    await reader.read({ name: '1', bytes: new Uint8Array() });

    await reader.close();

    expect(await reader.read({ name: '2', bytes: new Uint8Array() })).toMatchObject({ title: '2' });
  });

  it('that was closed while it read refuses the file', async () => {
    const reader = open(faults['runs for ever']);
    const reading = reader.read({ name: 'bad.docx', bytes: new Uint8Array() });
    reading.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));

    await reader.close();

    await expect(reading).rejects.toMatchObject({ code: 'input/invalid' });
  });

  it('that is not there is said', async () => {
    const limits = usualLimits;
    const reader = createBackgroundReader({ entry: () => pathToFileURL(join(tempFolder(), 'none.js')), limits });

    await expect(reader.read({ name: 'a.docx', bytes: new Uint8Array() })).rejects.toMatchObject({
      code: 'input/invalid',
    });
  });
});

describe('a built program', () => {
  it('finds its worker, and ends when the file is read though nobody closed it', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(built, 'read-one-file.js'),
      'test/fixtures/documents/measures.pdf',
    ]);

    expect(stdout).toBe('星城市行业协会商会会费管理办法\n');
  });
});

describe('a large text', () => {
  it('is read in the worker, and comes out as a small one does', async () => {
    const files = createDocumentFiles({ worker: pathToFileURL(join(built, 'documents-worker.js')) });
    const path = join(tempFolder(), 'a.md');
    const paragraphs = Array.from({ length: 9_000 }, (_, at) => `第${at}段：会费须向会员公开。`);
    writeFileSync(path, `# 会费\n\n${paragraphs.join('\n\n')}`);
    const [file] = await files.list(path);
    const opened = file && (await files.open(file));

    const document = await opened?.read();

    expect(document?.title).toBe('会费');
    expect(document?.blocks.map(({ text }) => text)).toEqual(paragraphs);
  });
});

describe('a table', () => {
  const worker = pathToFileURL(join(built, 'documents-worker.js'));
  const openTables = () => {
    const reader = createUsualReader({ worker });
    onTestFinished(() => reader.close());
    return createTableFiles(reader);
  };

  it('is read in the worker: all of its rows, with the event loop free between two pieces of them', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `协会${at},合同审查,第${at}件`);
    const bytes = Buffer.from(['单位,事项,说明', ...rows].join('\n'));
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    onTestFinished(() => clearInterval(counting));

    const [sheet] = await openTables().parse({ name: 'a.csv', bytes });

    expect(sheet?.rows.map(({ number, cells }) => [number, cells.join()])).toEqual(
      ['单位,事项,说明', ...rows].map((row, at) => [at + 1, row]),
    );
    expect(turns).toBeGreaterThan(10);
  });

  it('that is none is refused as before, and the next one is read', async () => {
    const tables = openTables();

    const refused = tables.parse({ name: '名单.pdf', bytes: Buffer.from('%PDF-1.4 \0') });
    const read = tables.parse({ name: '名单.csv', bytes: Buffer.from('单位\n律师协会') });

    await expect(refused).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('名单.pdf'),
    });
    expect(await read).toEqual([
      {
        name: null,
        hidden: 0,
        rows: [
          { number: 1, cells: ['单位'] },
          { number: 2, cells: ['律师协会'] },
        ],
      },
    ]);
  });
});

/** A reader whose worker does this with files named bad, and gives others back as an empty document. */
function open(fault: string, limits: Partial<ReadingLimits> = {}): BackgroundReader {
  const path = join(tempFolder(), 'worker.mjs');
  writeFileSync(
    path,
    `import { parentPort, threadId } from 'node:worker_threads';
     parentPort.on('message', ({ name }) => {
       if (name.startsWith('bad')) { ${fault} }
       else parentPort.postMessage({ document: { title: name, facts: { source: String(threadId) }, blocks: [] } });
     });`,
  );
  const reader = createBackgroundReader({
    entry: () => pathToFileURL(path),
    limits: { ...usualLimits, memory: 32, ...limits },
  });
  onTestFinished(() => reader.close());
  return reader;
}

/** How many workers answer when asked several times. */
async function countStarts(reader: BackgroundReader): Promise<number> {
  const threads = new Set<string | null>();
  for (const name of ['a', 'b', 'c']) {
    threads.add((await reader.read({ name, bytes: new Uint8Array() })).facts.source);
  }
  return threads.size;
}
