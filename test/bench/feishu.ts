import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import { type FeishuEmulator, startFeishuEmulator } from '../support/feishu-emulator.ts';
import { createRandom } from '../support/killed-process.ts';
import { type BenchBot, startBenchBot } from './feishu/bot.ts';
import { countShown, disturb, settle, speak, wordsOf } from './feishu/crowd.ts';
import { memoryRoot } from '../support/memory-root.ts';
import { linesOf } from './lines-of.ts';
import { tellProgress } from './progress.ts';
import { machineLine } from './retrieval/surroundings.ts';
import { settled } from './settled.ts';

const faultShare = 0.02;
const restarts = 10;
const cutMs = 2_000;
/** What comes again while it waits makes a busy machine busier still; the platform waits for minutes, too. */
const patienceMs = 60_000;

/** Resolves with the exit code: 0, 1 when something was lost or answered twice, 2 when asked in a way that makes no sense. */
export async function benchFeishu(args: readonly string[]): Promise<number> {
  const messages = readMessages(args);
  if (messages === null) {
    process.stderr.write('用法：npm run bench feishu -- [--messages 条数]，条数是正整数，不写就是 5000。\n');
    return 2;
  }
  const folder = await mkdtemp(join(memoryRoot(), 'qingyu-feishu-'));
  const file = join(folder, 'qingyu.sqlite');
  const store = await openStore({ kind: 'sqlite', file, backupDir: join(folder, 'backups'), now: () => Date.now() });
  const feishu = await startFeishuEmulator({ patienceMs });
  try {
    return await measure({ store, feishu, messages });
  } finally {
    await feishu.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Scene = { store: Store; feishu: FeishuEmulator; messages: number };

async function measure({ store, feishu, messages }: Scene): Promise<number> {
  settle(feishu, messages);
  const met = disturb(feishu, { share: faultShare, random: createRandom(1) });
  let accepted = 0;
  const start = (): Promise<BenchBot> =>
    startBenchBot({ store, domain: feishu.url, onAccepted: () => (accepted += 1) });
  const began = performance.now();
  const ended = tellProgress(store);
  let bot = await start();
  const ups: number[] = [];
  for (let round = 0; round < restarts; round += 1) {
    const [from, to] = [round, round + 1].map((part) => Math.floor((messages * part) / restarts));
    for (let place = from ?? 0; place < (to ?? 0); place += 1) speak(feishu, { place, messages });
    // In the middle of what is taken in and answered.
    const half = Math.floor(((from ?? 0) + (to ?? 0)) / 2);
    await until(() => accepted >= half);
    await bot.stop();
    const stopped = performance.now();
    bot = await start();
    ups.push(await untilUp(bot, stopped));
  }
  while (!feishu.settled()) await setTimeout(50);
  await settled(store, messages);
  const answeredMs = performance.now() - began;
  feishu.faults.otherwise(() => null);
  feishu.line.disturb(() => null);
  const mend = await feishu.cut();
  await setTimeout(cutMs);
  await mend();
  const backMs = await untilUp(bot, performance.now());
  await bot.stop();
  await ended();

  const shown = countShown(feishu);
  const times = Array.from({ length: messages }, (_, place) => shown.get(`答 ${wordsOf(place)}`) ?? 0);
  const lost = times.filter((count) => count === 0).length;
  const twice = times.filter((count) => count > 1).length;
  const { unknown } = await store.deliveries.countStates();
  const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
  say(`机器：${machineLine()}；模拟平台在同一进程里`);
  say(
    `${messages} 条消息，各有 ${faultShare * 100}% 出错：${[...met].map(([name, count]) => `${name} ×${count}`).join('，')}`,
  );
  say(
    `收进、回答并发出：每秒 ${(messages / (answeredMs / 1_000)).toFixed(0)} 条；长连接共建立 ${feishu.line.opened()} 次`,
  );
  say(`丢失 ${lost} 条，重复回答 ${twice} 条，结果不明 ${unknown} 条`);
  say(
    `重启 ${restarts} 次，每次到连上：${ups.map(seconds).join('、')} 秒；断线 ${cutMs / 1_000} 秒后，${seconds(backMs)} 秒恢复`,
  );
  say(`适配器 ${await linesOf('src/adapters/channels/feishu')} 行`);
  return lost + twice === 0 ? 0 : 1;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(5);
}

/** Milliseconds since then until the channel is up. */
async function untilUp({ channel }: BenchBot, since: number): Promise<number> {
  while (channel.health().state !== 'up') await setTimeout(5);
  return performance.now() - since;
}

function readMessages(args: readonly string[]): number | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { messages: { type: 'string', default: '5000' } } });
    return /^[1-9]\d{0,6}$/u.test(values.messages) ? Number(values.messages) : null;
  } catch {
    return null;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
