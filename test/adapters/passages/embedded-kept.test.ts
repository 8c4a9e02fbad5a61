import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { PassageIndex } from '../../../src/ports/passage-index.ts';
import { contentOf, election, everywhere, fees, idsFound, reception } from '../../contract/passage-index/contents.ts';
import { passageIndexContract } from '../../contract/passage-index.ts';
import { createConceptEmbedder } from '../../support/concept-embedder.ts';
import { enrichAll, keptIndexes, openKept, reopening } from '../../support/kept-index.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const concepts = [
  ['会费', '份子钱'],
  ['选举', '挑头儿'],
];
const expired = contentOf('expired', {
  collection: 'old',
  hash: 'x',
  facts: { expiresOn: '2020-01-01' },
  passages: ['旧的会费办法。'],
});

const folders = keptIndexes();
passageIndexContract('embedded, kept on disk', async (setup) => openKept({ ...setup, folder: folders.next() }).index);
passageIndexContract('embedded, opened anew for every look', async (setup) =>
  reopening({ ...setup, folder: folders.next() }),
);

describe('an index kept on disk', () => {
  it('is in the next process what it was', async () => {
    const folder = tempFolder();
    const { index } = openKept({ folder });
    await index.put([fees, election, expired]);
    await index.put([reception]);
    await index.remove(['election']);
    await index.keep();

    const { index: next, log } = openKept({ folder });

    expect(await next.hashes()).toEqual(await index.hashes());
    expect(await next.size()).toEqual(await index.size());
    for (const question of ['会员单位每年缴纳多少会费', '无记名投票', '接待日收集了多少意见', '旧的会费办法']) {
      expect(await next.search(question, everywhere)).toEqual(await index.search(question, everywhere));
    }
    expect(await idsFound(next, '旧的会费办法', { validOn: '2026-01-01' })).not.toContain('expired#0');
    expect(await idsFound(next, '会费', { collections: ['old'] })).toEqual(['expired#0']);
    expect(await next.passagesOf('reception')).toEqual(reception.passages);
    expect(log.notes).toEqual([]);
  });

  it('is not touched before it is used, and begins empty where nothing was kept', async () => {
    const folder = join(tempFolder(), 'deep', 'index');
    const { index, log } = openKept({ folder });
    await index.close();

    expect(() => readdirSync(folder)).toThrow('ENOENT');
    expect(await index.hashes()).toEqual(new Map());
    expect(log.notes).toEqual([]);
  });

  it('has its vectors again without asking for them', async () => {
    const folder = tempFolder();
    const { index } = openKept({ folder, embedder: createConceptEmbedder(concepts) });
    await index.put([fees, election]);
    await enrichAll(index);
    await index.keep();

    const embedder = createConceptEmbedder(concepts);
    const { index: next } = openKept({ folder, embedder });

    expect(await next.size()).toMatchObject({ passages: 4, withoutVector: 0 });
    expect((await idsFound(next, '挑头儿'))[0]).toMatch(/^election/);
    expect(embedder.texts).toEqual(['挑头儿']);
  });

  it('asks anew for vectors of another model, and leaves them alone without one', async () => {
    const folder = tempFolder();
    const first = openKept({ folder, embedder: createConceptEmbedder(concepts, 'first') }).index;
    await first.put([fees, election]);
    await enrichAll(first);
    await first.keep();

    const without = openKept({ folder }).index;
    await without.put([reception]);
    await without.keep();
    const again = openKept({ folder, embedder: createConceptEmbedder(concepts, 'first') }).index;
    expect(await again.size()).toMatchObject({ passages: 5, withoutVector: 1 });

    const other = openKept({ folder, embedder: createConceptEmbedder(concepts, 'second') }).index;
    expect(await other.size()).toMatchObject({ passages: 5, withoutVector: 5 });
    await other.keep();
    const back = openKept({ folder, embedder: createConceptEmbedder(concepts, 'first') }).index;
    expect(await back.size()).toMatchObject({ passages: 5, withoutVector: 5 });
  });

  it('keeps the vectors of a document of which only other things have changed', async () => {
    const { index } = openKept({ folder: tempFolder(), embedder: createConceptEmbedder(concepts) });
    await index.put([fees]);
    await enrichAll(index);

    await index.put([{ ...fees, document: { ...fees.document, hash: 'fees-2', expiresOn: '2030-01-01' } }]);

    expect(await index.size()).toMatchObject({ passages: 2, withoutVector: 0 });
  });

  it('writes only what is new', async () => {
    const folder = tempFolder();
    const { index } = openKept({ folder, embedder: createConceptEmbedder(concepts) });
    await index.put(Array.from({ length: 50 }, (_, i) => contentOf(`a${i}`, { passages: ['会费规定。'.repeat(50)] })));
    await enrichAll(index);
    await index.keep();
    const first = filesIn(folder);

    await index.keep();
    expect(filesIn(folder)).toEqual(first);

    await index.put([reception]);
    await index.remove(['a1']);
    await index.keep();
    const second = filesIn(folder);

    const stayed = [...first].filter(([file, state]) => file !== 'index.json' && second.get(file) === state);
    expect(stayed.map(([file]) => file.replace(/.*\./, '')).sort()).toEqual(['segment', 'vectors']);
    expect(second.size).toBe(first.size + 1);
  });

  it('puts small files of vectors together', async () => {
    const folder = tempFolder();
    const { index } = openKept({ folder, embedder: createConceptEmbedder(concepts) });
    for (let i = 0; i < 30; i += 1) {
      await index.put([contentOf(`a${i}`, { passages: [`第${i}号会费规定。`] })]);
      await enrichAll(index);
      await index.keep();
    }

    const files = readdirSync(folder).filter((file) => file.endsWith('.vectors'));
    expect(files.length).toBeLessThan(9);
    const next = openKept({ folder, embedder: createConceptEmbedder(concepts) }).index;
    expect(await next.size()).toEqual({ documents: 30, passages: 30, withoutVector: 0 });
  });

  it('takes the place of the one before when it is made anew, and leaves no files behind', async () => {
    const folder = tempFolder();
    const { index } = openKept({ folder });
    await index.put([fees, election]);
    await index.keep();
    const draft = await index.startOver();
    await draft.put([reception]);
    await draft.publish();
    await index.keep();

    expect([...(await openKept({ folder }).index.hashes()).keys()]).toEqual(['reception']);
    expect(readdirSync(folder).filter((file) => file.endsWith('.segment'))).toHaveLength(1);
  });

  it('goes on without a folder that can be written to', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    const { index, log } = openKept({ folder: join(file, 'index') });
    await index.put([fees]);
    await index.keep();

    expect((await idsFound(index, '会费'))[0]).toMatch(/^fees/);
    expect(log.notes.map(({ level, message }) => [level, message])).toContainEqual([
      'warn',
      'index cannot be kept, so the next start makes it anew',
    ]);
  });

  it('is made anew when texts become terms in another way', async () => {
    const folder = tempFolder();
    await keepThree(folder);
    const path = join(folder, 'index.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8').split('\n')[1] ?? '') as { manner: number };
    const body = JSON.stringify({ ...manifest, manner: manifest.manner + 1 });
    writeFileSync(path, `${crc32(body).toString(16)}\n${body}\n`);

    const { index, log } = openKept({ folder });

    expect(await index.hashes()).toEqual(new Map());
    expect(log.notes.map(({ level }) => level)).toEqual(['warn']);
  });

  it.each(['cut short', 'emptied', 'changed in one byte', 'another file', 'gone'])(
    'never trusts a file that is %s',
    async (damage) => {
      for (const kind of ['segment', 'vectors', 'json']) {
        const folder = tempFolder();
        await keepThree(folder);
        const file = readdirSync(folder).find((name) => name.endsWith(`.${kind}`)) ?? '';
        if (damage === 'gone' && kind === 'json') continue;
        spoil(join(folder, file), damage);

        const { index, log } = openKept({ folder, embedder: createConceptEmbedder(concepts) });
        const held = await index.hashes();

        expect(log.notes.map(({ level }) => level)).toEqual(['warn']);
        for (const [id, hash] of held) expect([`${id}-1`, 'x']).toContain(hash);
        await expectToHeal(folder, index);
      }
    },
  );

  it('is right or told to be wrong, whichever byte is changed', async () => {
    const folder = tempFolder();
    await keepThree(folder);
    const files = readdirSync(folder).map((file) => ({
      path: join(folder, file),
      good: readFileSync(join(folder, file)),
    }));
    for (let round = 0; round < 60; round += 1) {
      const { path, good } = files[round % files.length] ?? { path: '', good: Buffer.alloc(0) };
      const bad = Buffer.from(good);
      const at = (round * 7919) % bad.length;
      bad[at] = (bad[at] ?? 0) ^ (1 << (round % 8));
      writeFileSync(path, bad);

      const { index, log } = openKept({ folder, embedder: createConceptEmbedder(concepts) });
      const passages = await index.passagesOf('fees');

      expect([[], fees.passages]).toContainEqual(passages);
      expect(log.notes.length).toBeGreaterThan(0);
      writeFileSync(path, good);
    }
  });
});

async function keepThree(folder: string): Promise<void> {
  const { index } = openKept({ folder, embedder: createConceptEmbedder(concepts) });
  await index.put([fees, election]);
  await index.put([reception, expired]);
  await enrichAll(index);
  await index.keep();
}

/** What the follower does: puts what is missing. Then all is as if nothing had happened. */
async function expectToHeal(folder: string, index: PassageIndex): Promise<void> {
  const held = await index.hashes();
  await index.put([fees, election, reception, expired].filter(({ document }) => !held.has(document.id)));
  await enrichAll(index);
  await index.keep();

  const { index: next, log } = openKept({ folder, embedder: createConceptEmbedder(concepts) });
  expect(await next.size()).toEqual({ documents: 4, passages: 6, withoutVector: 0 });
  expect(await next.passagesOf('fees')).toEqual(fees.passages);
  expect((await idsFound(next, '挑头儿'))[0]).toMatch(/^election/);
  expect(log.notes).toEqual([]);
}

function spoil(path: string, damage: string): void {
  const good = readFileSync(path);
  if (damage === 'cut short') writeFileSync(path, good.subarray(0, good.length - 9));
  else if (damage === 'emptied') writeFileSync(path, '');
  else if (damage === 'another file') writeFileSync(path, Buffer.alloc(good.length, 'x'));
  else if (damage === 'gone') rmSync(path);
  else {
    const bad = Buffer.from(good);
    bad[Math.floor(bad.length / 2)] = (bad[Math.floor(bad.length / 2)] ?? 0) ^ 1;
    writeFileSync(path, bad);
  }
}

/** By name: what changes when a file is written again. */
function filesIn(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder).map((file) => {
      const { ino, mtimeMs, size } = statSync(join(folder, file));
      return [file, `${ino} ${mtimeMs} ${size}`];
    }),
  );
}
