import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createUploadFolder } from '../../../src/adapters/uploads/upload-folder.ts';
import { openStore } from '../../../src/adapters/store/store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { buildStore, type BuiltStore } from '../../support/built-store.ts';
import { startChild } from '../../support/child.ts';
import { createRandom } from '../../support/killed-process.ts';
import { createUploader, fileOf } from '../../support/uploader.ts';

const rounds = 12;

let built: BuiltStore;
beforeAll(async () => {
  built = await buildStore();
}, 60_000);
afterAll(() => built.remove());

it(
  `leaves no half of an upload over ${rounds} kills, and takes what was not answered again`,
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qingyu-uploads-'));
    const options = { kind: 'sqlite', file: join(folder, 'q.sqlite'), backupDir: join(folder, 'backups') } as const;
    const uploads = join(folder, 'uploads');
    const random = createRandom(7);
    const lines: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const child = startChild(built.script('uploader'), { store: options, name: `r${round}`, platform: uploads });
      await child.line('done');
      await child.printed(child.lines.length + 1 + Math.floor(random() * 6));
      const until = performance.now() + random() * 25;
      while (performance.now() < until);
      child.kill('SIGKILL');
      expect(await child.ended).toBeNull();
      lines.push(...child.lines);
      // The next one may heal what this one left.
      const left = await openStore(options);
      expect(await halvesIn(left)).toEqual([]);
      await left.close();
    }

    const store = await openStore(options);
    expect(await halvesIn(store)).toEqual([]);
    const wordsOf = (verb: string) =>
      lines.flatMap((line) => (line.startsWith(verb) ? [line.split(' ').slice(1)] : []));
    const done = wordsOf('done').filter(([file]) => file !== 'again.md');
    expect(done.length).toBeGreaterThan(0);
    expect(wordsOf('done').length).toBeGreaterThan(rounds);
    const ids = new Set((await store.documents.list()).map(({ id }) => id));
    expect(done.filter(([file]) => !ids.has(`fees/uploads/${file}`))).toEqual([]);

    const bring = createUploader(store, uploads);
    for (const [file = '', version = ''] of wordsOf('sending')) await bring(file, version);
    await createUploadFolder(uploads).tidy(Date.now() + 1_000);

    expect(await halvesIn(store)).toEqual([]);
    expect(readdirSync(join(uploads, 'incoming'))).toEqual([]);
    await store.close();
    rmSync(folder, { recursive: true });
  },
);

/** Documents that are not all of one version, or whose file is gone or of another. */
async function halvesIn(store: Store): Promise<string[]> {
  const halves: string[] = [];
  for (const { id, origin } of await store.documents.list()) {
    const passages = (await store.documents.find(id))?.passages ?? [];
    const versions = new Set(passages.map(({ text }) => /版本(\S+)的/u.exec(text)?.[1] ?? ''));
    const [version = ''] = versions;
    const { text, sections } = fileOf(id.replace(/^.*\//u, ''), version);
    const isWhole = versions.size === 1 && passages.length === sections;
    if (!isWhole || origin === null || !existsSync(origin) || readFileSync(origin, 'utf8') !== text) halves.push(id);
  }
  return halves;
}
