import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { z } from 'zod';

const Package = z.object({ version: z.string() });

/** The machine as it stands under a table. */
export function machineLine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors[0]?.model.trim() ?? '处理器型号不详'}，${String(processors.length)} 核，内存 ${String(memory)} GB，Node ${process.version}`;
}

/** Name and installed version of each package, once; paths are those of the repository's root. */
export function versionsLine(packages: readonly string[]): string {
  return [...new Set(packages)].map((name) => `${name} ${versionOf(name)}`).join('，');
}

function versionOf(name: string): string {
  return Package.parse(JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'))).version;
}
