import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createWecomChannel } from '../../src/adapters/channels/wecom/channel.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Channel, Intake } from '../../src/ports/channel.ts';
import type { Store } from '../../src/ports/store.ts';
import { createRandom } from '../support/killed-process.ts';
import { botId, type Fault, secret, startWecomEmulator, type WecomEmulator } from '../support/wecom-emulator.ts';
import { memoryRoot } from '../support/memory-root.ts';
import { linesOf } from './lines-of.ts';
import { tellProgress } from './progress.ts';
import { machineLine } from './retrieval/surroundings.ts';
import { settled } from './settled.ts';
import { type BenchBot, createBenchBot } from './telegram/bot.ts';
import { type Crowd, createCrowd } from './wecom/crowd.ts';

const faultShare = 0.02;
const groups = 100;
/** On their way to the bot at the same time, and asked and not answered. */
const [atOnce, mostOpen] = [40, 100];
const restarts = 10;
const downMs = 300;

/** What ends the connection is rare among them: each end makes the bot wait longer before it comes back. */
const faults: readonly Fault[] = [
  { kind: 'refuse', errcode: -1, errmsg: 'system error' },
  { kind: 'refuse', errcode: 846605, errmsg: 'invalid req_id' },
  { kind: 'silent', shown: true },
  { kind: 'refuse', errcode: -1, errmsg: 'system error' },
  { kind: 'refuse', errcode: 846605, errmsg: 'invalid req_id' },
  { kind: 'silent', shown: false },
  { kind: 'refuse', errcode: -1, errmsg: 'system error' },
  { kind: 'drop', shown: true },
  { kind: 'refuse', errcode: 846605, errmsg: 'invalid req_id' },
  { kind: 'drop', shown: false },
];

/** Resolves with the exit code: 0, 1 when something was lost or answered twice, 2 when asked in a way that makes no sense. */
export async function benchWecom(args: readonly string[]): Promise<number> {
  const messages = readMessages(args);
  if (messages === null) {
    process.stderr.write('用法：npm run bench wecom -- [--messages 条数]，条数是正整数，不写就是 5000。\n');
    return 2;
  }
  const folder = await mkdtemp(join(memoryRoot(), 'qingyu-wecom-'));
  const file = join(folder, 'qingyu.sqlite');
  const store = await openStore({ kind: 'sqlite', file, backupDir: join(folder, 'backups'), now: () => Date.now() });
  const wecom = await startWecomEmulator();
  try {
    return await measure({ store, wecom, messages });
  } finally {
    await wecom.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Scene = { store: Store; wecom: WecomEmulator; messages: number };

async function measure({ store, wecom, messages }: Scene): Promise<number> {
  for (let group = 0; group < groups; group += 1) wecom.addGroup(`wr${group}`);
  const random = createRandom(1);
  const crowd = createCrowd(wecom, { groups, messages, random });
  const open = (): Running =>
    begin(
      createBenchBot({
        store,
        onAccepted: () => {},
        connect: (deps) => connect(wecom, { ...deps, reach: crowd.reach, random }),
      }),
    );
  const nextFault = faultsInTurn();
  const began = performance.now();
  const ended = tellProgress(store);
  let bot = open();
  const back: number[] = [];
  while (crowd.reached.size < messages) {
    if (crowd.reached.size >= (messages * (back.length + 1)) / (restarts + 1) && back.length < restarts) {
      const isOurs = back.length % 2 === 0;
      if (isOurs) await bot.stop();
      const mend = isOurs ? null : await wecom.cut();
      if (mend) await setTimeout(downMs);
      await mend?.();
      const since = performance.now();
      if (isOurs) bot = open();
      await up(bot.channel, wecom);
      back.push(performance.now() - since);
    }
    // The platform keeps nothing for a bot that is away.
    await up(bot.channel, wecom);
    if (!mayWrite(wecom, crowd, messages)) {
      await setTimeout(2);
      continue;
    }
    if (random() < faultShare) wecom.fault('aibot_respond_msg', nextFault());
    crowd.speak();
  }
  await settled(store, crowd.reached.size);
  const tookMs = performance.now() - began;
  const [unheard, notHandedOver] = [crowd.underWay(), crowd.notHandedOver()];
  await bot.stop();
  await ended();
  const { lost, twice, answered, unknown } = await outcomeOf(store, wecom, crowd.reached);
  say(`机器：${machineLine()}；模拟平台在同一进程里`);
  say(
    `${crowd.reached.size} 条消息，${groups} 个群，回复和存储各约 ${faultShare * 100}% 出错，重启 ${back.length} 次（机器人和平台各半）`,
  );
  say(`断线时平台没有交出来、由人重新说的另有 ${notHandedOver} 条`);
  say(`丢失 ${lost + unheard} 条，重复回答 ${twice} 条，已回答 ${answered} 条，结果不明、交人判断 ${unknown} 条`);
  say(`收进、回答并发出：每秒 ${(crowd.reached.size / (tookMs / 1_000)).toFixed(0)} 条（含断线和等待）`);
  say(`恢复连接：${back.map((ms) => `${(ms / 1_000).toFixed(2)}`).join('、')} 秒`);
  say(`适配器 ${await linesOf('src/adapters/channels/wecom')} 行`);
  return lost + unheard + twice === 0 ? 0 : 1;
}

type ConnectDeps = Parameters<Parameters<typeof createBenchBot>[0]['connect']>[0] & {
  reach: (text: string) => void;
  random: () => number;
};

/** The store takes two in a hundred not at once. */
function connect({ url }: WecomEmulator, { intake, clock, log, reach, random }: ConnectDeps): Channel {
  const accept: Intake['accept'] = async (message, contents) => {
    reach(message.text);
    if (random() < faultShare) throw new Error('disk full');
    return intake.accept(message, contents);
  };
  const account = { id: 'wecom', botId, secret, wsUrl: url, names: ['清语'], welcome: '您好' };
  return createWecomChannel({ ...account, intake: { ...intake, accept }, clock, log });
}

type Running = { channel: Channel; stop: () => Promise<void> };

function begin(bot: BenchBot): Running {
  const stop = new AbortController();
  const running = bot.run(stop.signal);
  return {
    channel: bot.channel,
    async stop() {
      stop.abort();
      await running;
    },
  };
}

/** People who wait for answers write nothing new: the platform takes it as lost when it hears nothing for five seconds. */
function mayWrite(wecom: WecomEmulator, crowd: Crowd, messages: number): boolean {
  const underWay = crowd.underWay();
  const isEnough = crowd.reached.size + underWay >= messages;
  return !isEnough && underWay < atOnce && crowd.reached.size - wecom.frames.length < mostOpen;
}

function faultsInTurn(): () => Fault {
  let next = 0;
  return () => faults[next++ % faults.length] ?? { kind: 'drop', shown: true };
}

/** On both sides: right after a cut the bot may not have heard of it. */
async function up(channel: Channel, wecom: WecomEmulator): Promise<void> {
  while (channel.health().state !== 'up' || !wecom.connected()) await setTimeout(5);
}

/** `unknown`: a person is asked. `lost`: neither answered nor asked about. */
type Outcome = { answered: number; unknown: number; lost: number; twice: number };

async function outcomeOf(store: Store, wecom: WecomEmulator, reached: ReadonlySet<string>): Promise<Outcome> {
  const shown = new Map<string, number>();
  for (let group = 0; group < groups; group += 1) {
    for (const { text } of wecom.shown(`wr${group}`)) {
      const words = text.replace(/^@\S+\n/u, '');
      shown.set(words, (shown.get(words) ?? 0) + 1);
    }
  }
  const replies = await store.deliveries.listByKey('reply/');
  const states = new Map(replies.map(({ text, state }) => [text, state]));
  const outcome: Outcome = { answered: 0, unknown: 0, lost: 0, twice: 0 };
  for (const words of reached) {
    const times = shown.get(`答 ${words}`) ?? 0;
    const isUnknown = states.get(`答 ${words}`) === 'unknown';
    if (times > 1) outcome.twice += 1;
    if (times > 0) outcome.answered += 1;
    if (isUnknown) outcome.unknown += 1;
    if (times === 0 && !isUnknown) outcome.lost += 1;
  }
  return outcome;
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
