import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createUploadFolder } from '../../../src/adapters/uploads/upload-folder.ts';
import { openStore } from '../../../src/adapters/store/store.ts';
import { startChild } from '../../support/child.ts';
import { childScript } from '../../support/store-children.ts';
import { createUploader, fileOf } from '../../support/uploader.ts';

const id = 'fees/uploads/again.md';

it(
  'leaves the old version or the new one, whole with its file, at whichever step it is killed',
  { timeout: 120_000 },
  async () => {
    const found: string[] = [];
    let steps = '';
    for (let step = 0; steps === ''; step += 1) {
      const place = open();
      const task = { store: place.options, name: `s${step}`, platform: place.uploads, aheadMs: step };
      const child = startChild(childScript('uploader'), task);
      await child.line('first');
      const code = await child.ended;
      if (code !== null) steps = child.lines.at(-1) ?? '';
      found.push(await wholeVersion(place));

      expect(await bringAgain(place, `s${step}b`)).toBe(`s${step}b`);
      rmSync(place.folder, { recursive: true });
    }

    expect(steps).toBe(`steps ${found.length - 1}`);
    // Receiving, keeping, storing, removing the old file: before and after each.
    const versions = found.map((version) => version.at(-1));
    expect(versions).toEqual(['a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b']);
  },
);

type Place = ReturnType<typeof open>;

function open() {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-uploads-'));
  const options = { kind: 'sqlite', file: join(folder, 'q.sqlite'), backupDir: join(folder, 'backups') } as const;
  return { folder, options, uploads: join(folder, 'uploads') };
}

/** The version that the document is of; throws when it is not all of one, or its file is gone or of another. */
async function wholeVersion({ options }: Place): Promise<string> {
  const store = await openStore(options);
  const content = await store.documents.find(id);
  await store.close();
  const origin = content?.document.origin ?? '';
  const versions = new Set(content?.passages.map(({ text }) => /版本(\S+)的/u.exec(text)?.[1] ?? ''));
  const [version = ''] = versions;
  const { text, sections } = fileOf('again.md', version);
  expect([versions.size, content?.passages.length]).toEqual([1, sections]);
  expect(existsSync(origin) && readFileSync(origin, 'utf8')).toBe(text);
  return version;
}

/** Whoever got no answer sends it again; what lay aside goes with the next cleaning. */
async function bringAgain(place: Place, version: string): Promise<string> {
  const store = await openStore(place.options);
  await createUploader(store, place.uploads)('again.md', version);
  await store.close();
  await createUploadFolder(place.uploads).tidy(Date.now() + 1_000);
  expect(readdirSync(join(place.uploads, 'incoming'))).toEqual([]);
  return wholeVersion(place);
}
