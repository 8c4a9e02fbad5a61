import { cp, mkdir, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A step of the build: what the compiler does not bring over goes beside the compiled page. */
const copied = new Set(['.html', '.css', '.svg']);
const [from, to] = ['../../src/console/page/', './page/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

if (from !== undefined && to !== undefined) {
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).filter((name) => copied.has(extname(name)));
  for (const name of names) await cp(join(from, name), join(to, name));
}
