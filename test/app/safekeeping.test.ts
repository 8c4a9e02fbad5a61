import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../src/adapters/store/backup.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import { createOriginals } from '../../src/adapters/uploads/originals.ts';
import { readLines, writeLines } from '../support/backup-lines.ts';
import { content, message } from '../support/store-builders.ts';
import { tempFolder } from '../support/temp-folder.ts';

const documentId = 'experience/会费办法';
const hash = '0123456789abcdef0123456789abcdef';
/** More than fits on one line of a backup, and no text. */
const bytes = Buffer.from(Uint8Array.from({ length: 2_000_003 }, (_, at) => (at * 7) % 251));

/** A house with a document whose original lies in it. */
async function openHouse() {
  const house = placeOf(tempFolder());
  const origin = join(house.uploads, hash, '会费办法.pdf');
  await mkdir(dirname(origin), { recursive: true });
  await writeFile(origin, bytes);
  const store = await openStore(house.store);
  await store.documents.put([content('会费办法', ['会费每年公示。'], { origin })]);
  await store.close();
  return { ...house, file: join(house.folder, 'all.qingyu.gz') };
}

function placeOf(folder: string) {
  const uploads = join(folder, 'uploads');
  const backupDir = join(folder, 'backups');
  const store = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir } as const;
  return { folder, uploads, backupDir, store, originals: createOriginals(uploads) };
}

it('carries the originals of documents into another house, where their documents find them', async () => {
  const from = await openHouse();
  const to = placeOf(tempFolder());

  const made = await backupStore(from.store, from.file, from);
  const done = await restoreStore({ ...to, file: from.file });

  expect([made.originals, done.originals]).toEqual([1, 1]);
  const store = await openStore(to.store);
  const origin = (await store.documents.findKept(documentId))?.origin ?? '';
  await store.close();
  expect(origin).toBe(join(to.uploads, hash, '会费办法.pdf'));
  expect((await readFile(origin)).equals(bytes)).toBe(true);
  expect(await readdir(join(to.uploads, 'incoming'))).toEqual([]);
});

it('puts no original anywhere when the backup is refused', async () => {
  const from = await openHouse();
  await backupStore(from.store, from.file, from);
  const lines = readLines(from.file);
  const [cut, outside] = [join(from.folder, 'cut.gz'), join(from.folder, 'outside.gz')];
  writeLines(cut, lines.slice(0, -2));
  writeLines(
    outside,
    lines.map((line) => line.replace(`${hash}/`, '../../')),
  );

  for (const file of [cut, outside]) {
    const to = placeOf(tempFolder());
    await expect(restoreStore({ ...to, file })).rejects.toMatchObject({ code: 'input/invalid' });
    expect(existsSync(join(to.uploads, hash))).toBe(false);
    expect((await readdir(to.folder)).filter((name) => name.includes('会费'))).toEqual([]);
    expect(existsSync(to.store.file)).toBe(false);
  }
});

it('is broken off by a signal, and then there is no file, nor a part of one', async () => {
  const house = await openHouse();
  const store = await openStore(house.store);
  for (let at = 0; at < 20; at += 1) await store.messages.accept(message(String(at)), at);
  await store.close();
  const stop = new AbortController();
  const seen: number[] = [];

  const backing = backupStore(house.store, house.file, {
    ...house,
    signal: stop.signal,
    onProgress({ done }) {
      seen.push(done);
      stop.abort();
    },
  });

  await expect(backing).rejects.toMatchObject({ name: 'AbortError' });
  expect(seen).toHaveLength(1);
  expect((await readdir(house.folder)).filter((name) => name.includes('.gz'))).toEqual([]);
});
