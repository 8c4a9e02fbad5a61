import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll } from 'vitest';

/** Builds the worker that reads files from the sources as they are; it goes after the tests of the file. */
export async function buildReadingWorker(): Promise<URL> {
  const folder = await buildReading();
  return pathToFileURL(join(folder, 'documents-worker.js'));
}

/** Builds `read-one-file.js` and the worker beside each other, as a release has them; returns the folder. */
export async function buildReading(): Promise<string> {
  // Within the repository, so that the libraries are found.
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync(resolve('.cache', 'reading-worker-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const bundle = await rolldown({
    input: {
      'documents-worker': resolve('src/adapters/documents/reading-worker.ts'),
      'read-one-file': resolve('test/support/read-one-file.ts'),
    },
    platform: 'node',
    external: /^[@a-z]/,
  });
  await bundle.write({ dir: folder, format: 'esm', chunkFileNames: 'parts/[name]-[hash].js' });
  await bundle.close();
  return folder;
}
