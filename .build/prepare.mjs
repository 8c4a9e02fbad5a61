/**
 * What `npm ci` does at its end: builds the program, if the tools to build it are there.
 *
 * `npm ci --omit=optional` leaves WeChat's packages out, as it should, but npm takes the binaries of SQLite and of the
 * build tools for optional as well, because each comes for one kind of machine only. They are put back first: the exact
 * versions of the lock file, with its checksums, by npm itself.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

if (isOmitted('optional')) putBack(droppedBinaries());
if (existsSync('node_modules/rolldown')) npm(['run', '-s', 'build']);
else if (!existsSync('dist/main.js'))
  console.error('没有安装构建工具，dist 也还没有构建：请先运行 npm ci 构建一次，再用 npm prune --omit=dev 精简。');

function isOmitted(kind) {
  return (process.env.npm_config_omit ?? '').split(/\s+/u).includes(kind);
}

/** Of every package that is installed, what it may bring for one kind of machine and has not brought. */
function droppedBinaries() {
  const installed = Object.entries(packages).filter(([path]) => path !== '' && existsSync(path));
  const wanted = installed.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
  const missing = [...new Set(wanted)].map((name) => `node_modules/${name}`).filter((path) => !existsSync(path));
  return missing.filter((path) => isForOneMachine(packages[path] ?? {}));
}

/** npm picks those for this machine; in a folder of its own, or it would tidy up the rest of ours. */
function putBack(paths) {
  if (paths.length === 0) return;
  const folder = mkdtempSync('node_modules/.binaries-');
  try {
    const names = paths.map((path) => [path.slice('node_modules/'.length), packages[path].version]);
    const root = { name: 'binaries', version: '1.0.0', optionalDependencies: Object.fromEntries(names) };
    const locked = Object.fromEntries(paths.map((path) => [path, { ...packages[path], dev: false, optional: true }]));
    const lock = { ...root, lockfileVersion: 3, requires: true, packages: { '': root, ...locked } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(root));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    npm(['ci', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]);
    for (const path of paths) {
      const came = join(folder, path);
      if (existsSync(came)) cpSync(came, path, { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function npm(command) {
  const npmCli = process.env.npm_execpath;
  if (npmCli)
    execFileSync(process.execPath, [npmCli, ...command], {
      stdio: 'inherit',
      env: { ...process.env, npm_config_omit: '' },
    });
  else execFileSync('npm', command, { stdio: 'inherit', env: { ...process.env, npm_config_omit: '' } });
}

function isForOneMachine({ os, cpu }) {
  return (os !== undefined || cpu !== undefined) && !cpu?.includes('wasm32');
}
