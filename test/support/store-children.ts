import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the bundled scripts of test/support/store-children are. */
    storeChildren: string;
  }
}

const sources = 'test/support/store-children';

/** Bundles the scripts of test/support/store-children for all tests of a run, so that Node can run them in processes to kill. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-children-'));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const input = Object.fromEntries(
    (await readdir(sources)).map((file) => [basename(file, '.ts'), join(sources, file)]),
  );
  const bundle = await rolldown({ input, platform: 'node', external: ['libsql', 'pg'], logLevel: 'silent' });
  await bundle.write({ dir: folder, format: 'esm' });
  await bundle.close();
  provide('storeChildren', folder);
  return () => rm(folder, { recursive: true });
}

/** A script of test/support/store-children, for Node to run. */
export function childScript(name: string): string {
  return join(inject('storeChildren'), `${name}.js`);
}
