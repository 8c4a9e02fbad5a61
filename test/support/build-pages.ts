import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const source = 'src/console/page';

/** Compiles the page as it stands into a folder of its own, so that no test looks at an older build. */
export async function buildPages(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-page-'));
  await promisify(execFile)('node_modules/.bin/tsc', ['-p', `${source}/tsconfig.json`, '--outDir', folder]);
  const names = (await readdir(source)).filter((name) => /\.(?:html|css|svg)$/u.test(name));
  for (const name of names) await cp(join(source, name), join(folder, name));
  return folder;
}
