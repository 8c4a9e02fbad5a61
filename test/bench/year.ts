import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDailyLibrary } from '../../src/adapters/daily-library/daily-library.ts';
import { isDay } from '../../src/base/calendar.ts';
import { simulateYear, type YearOptions, type YearOutcome } from '../support/daily-year/simulate.ts';
import { memoryRoot } from '../support/memory-root.ts';
import { machineLine } from './retrieval/surroundings.ts';

type Options = Pick<YearOptions, 'groups' | 'days' | 'seed' | 'from'>;

const usage =
  '用法：npm run bench year -- [--groups 群数] [--days 天数] [--from YYYY-MM-DD] [--seed 数]，数都是正整数，不写就是 1000 个群、366 天。\n';
/** What is told of what is wrong. */
const examples = 20;

/** Resolves with the exit code: 0, 1 when a group has a day twice or without a trace, 2 when asked in a way that makes no sense. */
export async function benchYear(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stderr.write(usage);
    return 2;
  }
  const folder = await mkdtemp(join(memoryRoot(), 'qingyu-year-'));
  const began = performance.now();
  try {
    say(`机器：${machineLine()}；数据库在 ${memoryRoot()}`);
    say(`种子 ${options.seed}，${options.groups} 个群，从 ${options.from} 起 ${options.days} 天`);
    const library = await createDailyLibrary('knowledge/integrity').read();
    const outcome = await simulateYear({ ...options, folder, library, onDay: progress });
    report(outcome, (performance.now() - began) / 1_000);
    const { size } = await stat(join(folder, 'qingyu.sqlite'));
    say(`数据库文件 ${(size / 2 ** 20).toFixed(0)} MB，每行台账连同索引约 ${Math.round(size / outcome.rows)} 字节`);
    return outcome.problems.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report({ rows, states, kinds, events, groups, occasions, problems }: YearOutcome, seconds: number): void {
  const { sent = 0, skipped = 0, failed = 0, unknown = 0 } = states;
  say(`用时 ${seconds.toFixed(0)} 秒；末了 ${groups} 个群，台账 ${rows} 行，每秒约 ${Math.round(rows / seconds)} 行`);
  say(`送达 ${sent}，跳过 ${skipped}，失败 ${failed}，结果不明 ${unknown}`);
  say(
    `日子：照常 ${kinds.served ?? 0}，错过 ${kinds.missed ?? 0}，安排不发 ${kinds['ordered-off'] ?? 0}，时钟错过 ${kinds.odd ?? 0}`,
  );
  say(`其间：${[...events].map(([name, times]) => `${name} ×${times}`).join('，')}`);
  say(`逢节令的 ${occasions.days} 天里，${occasions.honoured} 天发的是为它写的寄语`);
  say(`一天两次、没有踪影或 300 天内重复：${problems.length}`);
  for (const problem of problems.slice(0, examples)) say(`  ✗ ${problem}`);
}

function readOptions(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        groups: { type: 'string', default: '1000' },
        days: { type: 'string', default: '366' },
        from: { type: 'string', default: '2026-11-26' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      },
    });
    const [groups, days, seed] = [values.groups, values.days, values.seed].map(readCount);
    if (!groups || !days || !seed || !isDay(values.from)) return null;
    return { groups, days, seed, from: values.from };
  } catch {
    return null;
  }
}

function readCount(text: string): number | null {
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : null;
}

function progress(day: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${day}  `);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
