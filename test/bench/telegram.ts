import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTelegramChannel } from '../../src/adapters/channels/telegram/channel.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import { createRandom } from '../support/killed-process.ts';
import { startTelegramEmulator, type TelegramEmulator } from '../support/telegram-emulator.ts';
import { machineLine } from './retrieval/surroundings.ts';
import { settled } from './settled.ts';
import { measureAlone } from './telegram/channel-alone.ts';
import { type BenchBot, createBenchBot } from './telegram/bot.ts';
import { disturb, groups, speak } from './telegram/crowd.ts';
import { outcomeOf } from './telegram/outcome.ts';

const faultShare = 0.02;
const cutMs = 2_000;

/** Resolves with the exit code: 0, 1 when something was lost or answered twice, 2 when asked in a way that makes no sense. */
export async function benchTelegram(args: readonly string[]): Promise<number> {
  const messages = readMessages(args);
  if (messages === null) {
    process.stderr.write('用法：npm run bench telegram -- [--messages 条数]，条数是正整数，不写就是 10000。\n');
    return 2;
  }
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-telegram-'));
  const file = join(folder, 'qingyu.sqlite');
  const store = await openStore({ kind: 'sqlite', file, backupDir: join(folder, 'backups'), now: () => Date.now() });
  const telegram = await startTelegramEmulator();
  try {
    return await measure({ store, telegram, messages });
  } finally {
    await telegram.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Scene = { store: Store; telegram: TelegramEmulator; messages: number };

async function measure({ store, telegram, messages }: Scene): Promise<number> {
  const bot = telegram.addBot({ token: '1:bench', username: 'qingyu_bot' });
  const asked = speak(telegram, bot, messages);
  const met = disturb(telegram, { share: faultShare, random: createRandom(1) });
  const times = { accepted: 0, acceptedAt: 0 };
  const onAccepted = (): void => {
    times.accepted += 1;
    times.acceptedAt = performance.now();
  };
  const bench = createBenchBot({
    store,
    onAccepted,
    connect: (deps) =>
      createTelegramChannel({ ...deps, id: 'telegram', token: bot.token, apiRoot: telegram.url, webhook: null }),
  });
  const stop = new AbortController();
  const began = performance.now();
  const running = bench.run(stop.signal);
  await settled(store, messages);
  const answeredMs = performance.now() - began;
  telegram.faults.otherwise(() => null);
  const reconnectMs = await reconnect(bench, telegram);
  stop.abort();
  await running;

  const alone = await measureAlone(messages);
  const outcome = await outcomeOf(store, { telegram, bot }, asked);
  const rate = (ms: number): string => (messages / (ms / 1_000)).toFixed(0);
  say(`机器：${machineLine()}；模拟平台在同一进程里`);
  say(`${messages} 条消息，${groups} 个群，取消息和发消息各有 ${faultShare * 100}% 出错：${listed(met)}`);
  say(`收进并存好：每秒 ${rate(times.acceptedAt - began)} 条；收进、回答并发出：每秒 ${rate(answeredMs)} 条`);
  say(`通道本身，不出错也不存：每秒收进 ${alone.takenPerSecond} 条，发出 ${alone.sentPerSecond} 条`);
  say(`丢失 ${outcome.lost} 条，重复回答 ${outcome.twice} 条，已回答 ${outcome.answered} 条`);
  say(`结果不明、交人判断 ${outcome.unknown} 条（其中平台上已显示 ${outcome.unknownShown} 条）`);
  say(`断线 ${cutMs / 1_000} 秒后，${(reconnectMs / 1_000).toFixed(1)} 秒恢复`);
  return outcome.lost + outcome.twice === 0 && times.accepted === messages ? 0 : 1;
}

/** Milliseconds from when the platform can be reached again until the channel is up. */
async function reconnect({ channel }: BenchBot, telegram: TelegramEmulator): Promise<number> {
  const mend = await telegram.cut();
  await setTimeout(cutMs);
  await mend();
  const began = performance.now();
  while (channel.health().state !== 'up') await setTimeout(5);
  return performance.now() - began;
}

function readMessages(args: readonly string[]): number | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { messages: { type: 'string', default: '10000' } } });
    return /^[1-9]\d{0,6}$/u.test(values.messages) ? Number(values.messages) : null;
  } catch {
    return null;
  }
}

function listed(met: ReadonlyMap<string, number>): string {
  return [...met].map(([name, times]) => `${name} ×${times}`).join('，');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
