import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PassageIndex } from '../../../src/ports/passage-index.ts';
import { election, fees, reception } from '../../contract/passage-index/contents.ts';
import { type Bundle, bundleScript } from '../../support/bundle.ts';
import { startChild } from '../../support/child.ts';
import { createConceptEmbedder } from '../../support/concept-embedder.ts';
import { versionOf } from '../../support/index-versions.ts';
import { openKept } from '../../support/kept-index.ts';
import { createRandom } from '../../support/killed-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const embedder = createConceptEmbedder([['会费', '份子钱']]);

describe('an index that several processes keep in one folder', () => {
  it('is what the last of them had', async () => {
    const folder = tempFolder();
    const [server, command] = [openKept({ folder }), openKept({ folder })];
    await server.index.put([fees, election]);
    await server.index.keep();
    await command.index.put([reception]);
    await command.index.keep();
    expect(await idsIn(folder)).toEqual(['election', 'fees', 'reception']);

    await server.index.remove(['fees']);
    await server.index.keep();

    expect(await idsIn(folder)).toEqual(['election']);
    expect([...(await command.index.hashes()).keys()].sort()).toEqual(['election', 'fees', 'reception']);
    await command.index.keep();
    expect([server, command].flatMap(({ log }) => log.notes)).toEqual([]);
  });

  it('shows a process that opens it one state or another, while others write', async () => {
    const folder = tempFolder();
    const { index: writer } = openKept({ folder, embedder });
    await writer.put(versionOf(0));
    await writer.keep();
    const progress = { done: false };
    const writing = (async () => {
      for (let version = 1; version <= 40; version += 1) {
        await writer.put(versionOf(version));
        if (version % 10 === 0) await (await renewed(writer)).publish();
        await writer.keep();
      }
    })().finally(() => (progress.done = true));

    let opened = 0;
    while (!progress.done) {
      const { index, log } = openKept({ folder, embedder });
      await expectWhole(index, 0);
      expect(log.notes).toEqual([]);
      opened += 1;
    }
    await writing;

    expect(opened).toBeGreaterThan(2);
    const kept = new Set(readdirSync(folder));
    expect(kept.has('lock')).toBe(false);
    await expectWhole(openKept({ folder, embedder }).index, 34);
  });

  it('is not written while another process writes it, and is later', async () => {
    const folder = tempFolder();
    const { index, log } = openKept({ folder });
    await index.put([fees]);
    await index.keep();
    writeFileSync(join(folder, 'lock'), String(process.ppid));

    await index.put([election]);
    await index.keep();
    expect(await idsIn(folder)).toEqual(['fees']);
    expect(log.notes.map(({ level }) => level)).toEqual(['debug']);

    writeFileSync(join(folder, 'lock'), '');
    await index.keep();
    expect(await idsIn(folder)).toEqual(['fees']);

    utimesSync(join(folder, 'lock'), new Date(), new Date(Date.now() - 3_600_000));
    await index.keep();
    expect(await idsIn(folder)).toEqual(['election', 'fees']);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it.each([
    ['a process that has died', () => String(deadPid)],
    ['an earlier process of the same number', () => String(process.pid)],
  ])('is not held up by the lock of %s', async (_, holder) => {
    const folder = tempFolder();
    const { index } = openKept({ folder });
    await index.put([fees]);
    await index.keep();
    writeFileSync(join(folder, 'lock'), holder());
    const before = new Date(Date.now() - process.uptime() * 1000 - 60_000);
    utimesSync(join(folder, 'lock'), before, before);

    await index.put([election]);
    await index.keep();

    expect(await idsIn(folder)).toEqual(['election', 'fees']);
  });

  it('shows no lock without the number of who holds it, for he may be killed at any moment', async () => {
    const folder = tempFolder();
    const { index } = openKept({ folder });
    const progress = { done: false };
    const keeping = (async () => {
      for (let version = 0; version < 20; version += 1) {
        await index.put(versionOf(version));
        await index.keep();
      }
    })().finally(() => (progress.done = true));

    const seen = new Set<string>();
    while (!progress.done) {
      seen.add(textOf(join(folder, 'lock')));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await keeping;

    expect([...seen].sort()).toEqual([String(process.pid), 'none'].sort());
    expect(readdirSync(folder).filter((file) => file.startsWith('lock'))).toEqual([]);
  });

  it('loses the files that nobody names any more', async () => {
    const folder = tempFolder();
    const { index } = openKept({ folder });
    await index.put([fees]);
    for (const file of ['left.segment', 'left.vectors', 'index.json.partial', 'note.txt']) {
      writeFileSync(join(folder, file), 'x');
    }
    await index.keep();

    expect(readdirSync(folder).filter((file) => /left|partial|note/.test(file))).toEqual(['note.txt']);
  });
});

describe('a process that is killed while it keeps the index', () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await bundleScript('test/support/index-children/keeper.ts');
  }, 60_000);
  afterAll(() => bundle.remove());

  it('leaves a folder that opens with all that was kept', { timeout: 120_000 }, async () => {
    const folder = tempFolder();
    const { index } = openKept({ folder, embedder });
    await index.put(versionOf(0));
    await index.keep();
    const random = createRandom(11);
    let kept = 0;
    for (let round = 0; round < 8; round += 1) {
      const child = startChild(bundle.script, { folder, from: kept + 1 });
      await child.printed(2 + Math.floor(random() * 6));
      // Somewhere in the next version.
      await new Promise((resolve) => setTimeout(resolve, random() * 8));
      child.kill('SIGKILL');
      await child.ended;
      expect(child.lines[0]).toBe('opened []');
      const printed = Number(/\d+/.exec(child.lines.at(-1) ?? '')?.[0] ?? Number.NaN);

      const next = openKept({ folder, embedder });
      kept = await expectWhole(next.index, printed);

      expect(next.log.notes).toEqual([]);
      expect(kept).toBeGreaterThanOrEqual(printed);
    }
    expect(kept).toBeGreaterThan(8);
  });
});

/** No process has this number: it is above what systems give. */
const deadPid = 2 ** 22 + 1;

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return 'none';
  }
}

async function idsIn(folder: string): Promise<string[]> {
  return [...(await openKept({ folder }).index.hashes()).keys()].sort();
}

/** All forty documents, each whole and of its newest version up to some version, which is at least `least`; returns it. */
async function expectWhole(index: PassageIndex, least: number): Promise<number> {
  const hashes = await index.hashes();
  const newest = Math.max(...[...hashes.values()].map(Number));
  expect(newest).toBeGreaterThanOrEqual(least);
  const expected = new Map<string, string>();
  for (let version = 0; version <= newest; version += 1) {
    for (const { document } of versionOf(version)) expected.set(document.id, document.hash);
  }
  expect(hashes).toEqual(expected);
  for (const [id, hash] of hashes) {
    const [first] = await index.passagesOf(id);
    expect(first?.text).toBe(`第${hash}版第${id.replace('document-', '')}号会费规定。`);
  }
  return newest;
}

async function renewed(index: PassageIndex): Promise<Awaited<ReturnType<PassageIndex['startOver']>>> {
  const draft = await index.startOver();
  const hashes = await index.hashes();
  for (let version = 0; version <= Math.max(...[...hashes.values()].map(Number)); version += 1) {
    await draft.put(versionOf(version));
  }
  return draft;
}
