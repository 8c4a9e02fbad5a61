import { parseArgs } from 'node:util';
import { setup as buildWhenOld } from '../support/fresh-build.ts';
import { postgresUrl } from '../support/postgres.ts';
import { telegramLimits } from '../support/telegram-emulator-limits.ts';
import type { StoreKind } from './crash/place.ts';
import { machineLine } from './retrieval/surroundings.ts';
import { sendFreely } from './send/free.ts';
import { sendWithinLimits } from './send/limited.ts';

type Options = { groups: number; rounds: number };
type Setup = { name: string; kind: StoreKind; workers: number };

const setups: readonly Setup[] = [
  { name: 'SQLite，1 个进程', kind: 'sqlite', workers: 1 },
  { name: 'PostgreSQL，1 个进程', kind: 'postgres', workers: 1 },
  { name: 'PostgreSQL，3 个进程', kind: 'postgres', workers: 3 },
];
const usage =
  '用法：npm run bench send -- [--groups 群数] [--rounds 每群条数]，数都是正整数，不写就是 500 个群、每群 3 条。\n';
/** As far away as Telegram is, one way. */
const farMs = 50;

/** Resolves with the exit code: 0, 1 when a limit was passed, 2 when asked in a way that makes no sense. */
export async function benchSend(args: readonly string[], worker: string): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stderr.write(usage);
    return 2;
  }
  buildWhenOld();
  const measured = setups.filter(({ kind }) => kind === 'sqlite' || postgresUrl !== null);
  say(`机器：${machineLine()}；模拟平台在同一台机器上；${options.groups} 个群，每群 ${options.rounds} 条`);
  if (measured.length < setups.length) say('PostgreSQL：跳过，没有测。请设置 DATABASE_URL 再运行。');

  say('平台不限速（发送循环与 Telegram 通道照产品的，只去掉限速）：');
  for (const setup of measured) {
    const at = async (slowestMs: number): Promise<string> => {
      const { sent, ms } = await sendFreely({ ...setup, ...options, slowestMs }, worker);
      return `每秒 ${((sent / ms) * 1_000).toFixed(0)} 条`;
    };
    say(`  ${setup.name}：立即作答 ${await at(0)}，隔 0 到 ${2 * farMs} 毫秒作答 ${await at(farMs)}`);
  }

  const { account, group } = telegramLimits;
  say(`平台按 Telegram 限速（每秒 ${account.max} 条，每群每分钟 ${group.max} 条；产品原样）：`);
  let refusals = 0;
  for (const setup of measured) {
    const { sent, refused, perSecond, worst, seconds } = await sendWithinLimits({ ...setup, ...options });
    refusals += refused;
    say(`  ${setup.name}：${sent} 条，${seconds.toFixed(0)} 秒，平稳时每秒 ${perSecond.toFixed(1)} 条`);
    say(`    最挤的一秒 ${worst.account} 条，一个群最挤的一分钟 ${worst.group} 条，平台回 429 共 ${refused} 次`);
  }
  return refusals === 0 ? 0 : 1;
}

function readOptions(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { groups: { type: 'string', default: '500' }, rounds: { type: 'string', default: '3' } },
    });
    const isCount = (text: string): boolean => /^[1-9]\d{0,5}$/u.test(text);
    if (!isCount(values.groups) || !isCount(values.rounds)) return null;
    return { groups: Number(values.groups), rounds: Number(values.rounds) };
  } catch {
    return null;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
