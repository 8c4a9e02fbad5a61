import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export type BuiltStore = { script(name: string): string; remove(): void };

/** Compiles the store and the scripts of test/support/store-children, so that Node can run them in processes to kill. */
export async function buildStore(): Promise<BuiltStore> {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-built-'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const project = join(folder, 'tsconfig.json');
  writeFileSync(project, JSON.stringify(projectFor(folder)));
  await promisify(execFile)(resolve('node_modules/.bin/tsc'), ['-p', project]);
  return {
    script: (name) => join(folder, 'dist/test/support/store-children', `${name}.js`),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function projectFor(folder: string): object {
  return {
    extends: resolve('tsconfig.json'),
    compilerOptions: {
      rootDir: resolve('.'),
      outDir: join(folder, 'dist'),
      typeRoots: [resolve('node_modules/@types')],
      sourceMap: false,
    },
    include: [resolve('test/support/store-children/*.ts'), resolve('src/**/*.d.ts')],
    exclude: [],
  };
}
