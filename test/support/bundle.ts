import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

export type Bundle = { script: string; remove(): void };

/** A script with all it imports in a folder of its own, so that Node can run it in a process to kill. */
export async function bundleScript(input: string): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-bundle-'));
  const script = join(folder, 'script.mjs');
  const bundle = await rolldown({ input, platform: 'node', logLevel: 'silent' });
  await bundle.write({ dir: folder, entryFileNames: 'script.mjs', chunkFileNames: '[name]-[hash].mjs', format: 'esm' });
  await bundle.close();
  return { script, remove: () => rmSync(folder, { recursive: true }) };
}
