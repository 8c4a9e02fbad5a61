/** `npm run eval`: bundles main.ts and runs it in a process that may be asked for its memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

// Of this run alone: two may be under way.
const out = here(`../../.cache/eval-${process.pid}`);
try {
  await build({
    input: here('main.ts'),
    platform: 'node',
    external: ['libsql'],
    output: { dir: out, format: 'esm' },
    logLevel: 'silent',
  });
  const child = spawn(process.execPath, ['--expose-gc', `${out}/main.js`, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
} finally {
  await rm(out, { recursive: true, force: true });
}

function here(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
