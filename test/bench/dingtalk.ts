import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import { type DingtalkEmulator, startDingtalkEmulator } from '../support/dingtalk-emulator.ts';
import { createRandom } from '../support/killed-process.ts';
import { type BenchBot, createBenchBot } from './dingtalk/bot.ts';
import { disturb, groups, speaker } from './dingtalk/crowd.ts';
import { outcomeOf } from './dingtalk/outcome.ts';
import { memoryRoot } from '../support/memory-root.ts';
import { linesOf } from './lines-of.ts';
import { tellProgress } from './progress.ts';
import { machineLine } from './retrieval/surroundings.ts';
import { settled } from './settled.ts';

const faultShare = 0.02;
const restarts = 10;
const cutMs = 1_000;
const usage =
  '用法：npm run bench dingtalk -- [--messages 条数] [--redeliver 毫秒]，都是正整数；不写就是 5000 条，没有收下的过 10000 毫秒再送。\n';
const adapter = 'src/adapters/channels/dingtalk';

/** Resolves with the exit code: 0, 1 when something was lost or answered twice, 2 when asked in a way that makes no sense. */
export async function benchDingtalk(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stderr.write(usage);
    return 2;
  }
  const { messages, redeliver: redeliverMs } = options;
  const folder = await mkdtemp(join(memoryRoot(), 'qingyu-dingtalk-'));
  const file = join(folder, 'qingyu.sqlite');
  const store = await openStore({ kind: 'sqlite', file, backupDir: join(folder, 'backups'), now: () => Date.now() });
  const dingtalk = await startDingtalkEmulator({ redeliverMs });
  try {
    return await measure({ store, dingtalk, messages });
  } finally {
    await dingtalk.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Scene = { store: Store; dingtalk: DingtalkEmulator; messages: number };
type Counts = { fresh: number; repeated: number; acceptedAt: number };
type Running = { bot: BenchBot; stop(): Promise<void> };

async function measure({ store, dingtalk, messages }: Scene): Promise<number> {
  const say = speaker(dingtalk, messages);
  const met = disturb(dingtalk, { share: faultShare, random: createRandom(1) });
  const counts: Counts = { fresh: 0, repeated: 0, acceptedAt: 0 };
  const start = (): Running => startBot({ store, dingtalk, counts });
  const asked: string[] = [];
  const times: number[] = [];
  let running = start();
  const began = performance.now();
  const ended = tellProgress(store);
  for (let restart = 0; restart <= restarts; restart += 1) {
    const until = Math.ceil((messages * (restart + 1)) / (restarts + 1));
    while (asked.length < until) asked.push(say(asked.length));
    if (restart === restarts) break;
    while (counts.fresh < until * 0.7) await setTimeout(5);
    // The one time the platform goes down and comes back, the other time the bot.
    const isBot = restart % 2 === 1;
    if (isBot) await running.stop();
    const mend = isBot ? async () => void (running = start()) : await cutFor(dingtalk);
    await mend();
    times.push(await untilUp(running.bot));
  }
  await settled(store, messages);
  const tookMs = performance.now() - began;
  await running.stop();
  await ended();

  const outcome = await outcomeOf(store, dingtalk, asked);
  print(`机器：${machineLine()}；模拟平台在同一进程里`);
  print(`${messages} 条消息，${groups} 个群，每 50 条重复送一条，${faultShare * 100}% 的请求出错：${listed(met)}`);
  print(
    `收进、回答并发出：每秒 ${(messages / (tookMs / 1_000)).toFixed(0)} 条；平台又送来的 ${counts.repeated} 条没有算两次`,
  );
  print(`丢失 ${outcome.lost} 条，重复回答 ${outcome.twice} 条，已回答 ${outcome.answered} 条`);
  print(`结果不明、交人判断 ${outcome.unknown} 条（其中平台上已显示 ${outcome.unknownShown} 条）`);
  print(
    `重启 ${times.length} 次（平台和机器人轮着），恢复用了 ${times.map((ms) => (ms / 1_000).toFixed(1)).join('、')} 秒`,
  );
  print(`渠道的代码 ${await linesOf(adapter)} 行`);
  return outcome.lost + outcome.twice === 0 && counts.fresh === messages ? 0 : 1;
}

function startBot({ store, dingtalk, counts }: { store: Store; dingtalk: DingtalkEmulator; counts: Counts }): Running {
  const bot = createBenchBot({
    store,
    apiRoot: dingtalk.url,
    onAccepted(fresh) {
      counts[fresh ? 'fresh' : 'repeated'] += 1;
      counts.acceptedAt = performance.now();
    },
  });
  const stop = new AbortController();
  const ended = bot.run(stop.signal);
  return {
    bot,
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

async function cutFor(dingtalk: DingtalkEmulator): Promise<() => Promise<void>> {
  const mend = await dingtalk.cut();
  await setTimeout(cutMs);
  return mend;
}

/** Milliseconds from now until the channel is up. */
async function untilUp({ channel }: BenchBot): Promise<number> {
  const began = performance.now();
  while (channel.health().state !== 'up') await setTimeout(5);
  return performance.now() - began;
}

type Options = { messages: number; redeliver: number };

function readOptions(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        messages: { type: 'string', default: '5000' },
        // A busy machine takes what comes at once in slowly.
        redeliver: { type: 'string', default: '10000' },
      },
    });
    const isCount = (text: string): boolean => /^[1-9]\d{0,6}$/u.test(text);
    if (!isCount(values.messages) || !isCount(values.redeliver)) return null;
    return { messages: Number(values.messages), redeliver: Number(values.redeliver) };
  } catch {
    return null;
  }
}

function listed(met: ReadonlyMap<string, number>): string {
  return [...met].map(([name, times]) => `${name} ×${times}`).join('，');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
