import { parseArgs } from 'node:util';
import { setup as buildWhenOld } from '../support/fresh-build.ts';
import { createRandom } from '../support/killed-process.ts';
import { postgresUrl } from '../support/postgres.ts';
import type { StoreKind } from './crash/place.ts';
import { type Rehearsal, rehearse, slowestMs } from './crash/rehearse.ts';
import { machineLine } from './retrieval/surroundings.ts';

type Options = { groups: number; kills: number; seed: number; stores: readonly StoreKind[] };

const names: Readonly<Record<StoreKind, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };
const workers: Readonly<Record<StoreKind, number>> = { sqlite: 1, postgres: 3 };
const usage =
  '用法：npm run bench crash -- [--groups 群数] [--kills 次数] [--seed 数] [--store sqlite|postgres]，数都是正整数，不写就是 500 个群、每个库杀 40 次。\n';
/** What is told of a kind of trouble. */
const examples = 5;

/** Resolves with the exit code: 0, 1 when something arrived twice or was lost, 2 when asked in a way that makes no sense. */
export async function benchCrash(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stderr.write(usage);
    return 2;
  }
  const { groups, kills, seed, stores } = options;
  buildWhenOld();
  say(`机器：${machineLine()}；模拟平台按 Telegram 的限额、隔 0 到 ${2 * slowestMs} 毫秒作答，在同一台机器上`);
  say(`种子 ${seed}，${groups} 个群`);
  let isClean = true;
  for (const kind of stores) {
    if (kind === 'postgres' && postgresUrl === null) {
      say('PostgreSQL：跳过，没有测。请设置 DATABASE_URL 再运行。');
      continue;
    }
    const found = await rehearse({ kind, workers: workers[kind], groups, kills, random: createRandom(seed) });
    report(`${names[kind]}，${workers[kind]} 个进程`, found);
    isClean &&= isFaultless(found);
  }
  return isClean ? 0 : 1;
}

function isFaultless({ twice, lost, wrong }: Rehearsal): boolean {
  return twice.length + lost.length + wrong.length === 0;
}

function report(name: string, found: Rehearsal): void {
  const { kills, killsInStart, broadcasts, sent, skipped, failed, unknown, unknownShown, inFlight } = found;
  const rows = sent + skipped + failed + unknown;
  say(`${name}：kill -9 ${kills} 次，其中 ${killsInStart} 次在启动途中；${found.seconds.toFixed(0)} 秒`);
  say(`  ${broadcasts} 次群发和当天的寄语，共 ${rows} 条：送达 ${sent}，跳过 ${skipped}，失败 ${failed}`);
  say(`  重复 ${found.twice.length}，无踪影 ${found.lost.length}，台账与平台不符 ${found.wrong.length}`);
  say(`  结果不明、交人判断 ${unknown}，其中平台上已显示 ${unknownShown}；被杀时在途的最多一次 ${inFlight} 条`);
  say(`  平台回 429 共 ${found.refusals} 次`);
  for (const one of [found.twice, found.lost, found.wrong].flatMap((list) => list.slice(0, examples)))
    say(`  ✗ ${one}`);
}

function readOptions(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        groups: { type: 'string', default: '500' },
        kills: { type: 'string', default: '40' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        store: { type: 'string' },
      },
    });
    const [groups, kills, seed] = [values.groups, values.kills, values.seed].map(readCount);
    const stores = readStores(values.store);
    if (!groups || !kills || !seed || stores === null) return null;
    return { groups, kills, seed, stores };
  } catch {
    return null;
  }
}

function readStores(store: string | undefined): readonly StoreKind[] | null {
  if (store === undefined) return ['sqlite', 'postgres'];
  return store === 'sqlite' || store === 'postgres' ? [store] : null;
}

function readCount(text: string): number | null {
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : null;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
