import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Store } from '../../src/ports/store.ts';
import { type Child, startChild } from '../support/child.ts';
import { createRandom } from '../support/killed-process.ts';
import { memoryRoot } from '../support/memory-root.ts';
import { startWecomWebhook, type WecomWebhookEmulator } from '../support/wecom-webhook-emulator.ts';
import { linesOf } from './lines-of.ts';
import { tellProgress } from './progress.ts';
import { machineLine } from './retrieval/surroundings.ts';
import { settled } from './settled.ts';
import { planAll } from './send/work.ts';
import { outcomeOf } from './wecom-webhook/outcome.ts';
import { disturb, groupsOf, settleGroups } from './wecom-webhook/town.ts';

const faultShare = 0.02;
const kills = 10;
/** Each group gets so many, which its robot may send within a minute. */
const perGroup = 10;

/** Resolves with the exit code: 0, 1 when something was lost or shown twice, 2 when asked in a way that makes no sense. */
export async function benchWecomWebhook(args: readonly string[], worker: string): Promise<number> {
  const messages = readMessages(args);
  if (messages === null) {
    process.stderr.write('用法：npm run bench wecom-webhook -- [--messages 条数]，条数是正整数，不写就是 5000。\n');
    return 2;
  }
  const folder = await mkdtemp(join(memoryRoot(), 'qingyu-wecom-webhook-'));
  const options = { kind: 'sqlite', file: join(folder, 'qingyu.sqlite'), backupDir: join(folder, 'backups') } as const;
  const store = await openStore({ ...options, now: () => Date.now() });
  const wecom = await startWecomWebhook();
  try {
    return await measure({ store, wecom, messages, start: (task) => startChild(worker, { store: options, ...task }) });
  } finally {
    await wecom.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Scene = {
  store: Store;
  wecom: WecomWebhookEmulator;
  messages: number;
  start: (task: { root: string; groups: number }) => Child;
};

async function measure({ store, wecom, messages, start }: Scene): Promise<number> {
  const groups = Math.ceil(messages / perGroup);
  const keys = await settleGroups(store, wecom, groupsOf(groups));
  const planned = groups * perGroup;
  await planAll(store, perGroup, 'all');
  const met = disturb(wecom, { share: faultShare, random: createRandom(1) });
  const began = performance.now();
  const ended = tellProgress(store);
  let sender = start({ root: wecom.root, groups });
  for (let kill = 1; kill <= kills; kill += 1) {
    while (wecom.calls.length < (planned * kill) / (kills + 1)) await setTimeout(5);
    sender.kill('SIGKILL');
    await sender.ended;
    sender = start({ root: wecom.root, groups });
    await sender.line('ready');
  }
  await settled(store, planned);
  const seconds = (performance.now() - began) / 1_000;
  sender.kill('SIGTERM');
  await sender.ended;
  await ended();

  const { sent, unknown, unknownShown, lost, twice, untold } = await outcomeOf(store, wecom, keys);
  say(`机器：${machineLine()}；模拟平台在另一个进程里，按每个机器人每分钟 20 条限速，发送的快慢照产品的`);
  say(`${planned} 条消息，${groups} 个群，${faultShare * 100}% 的请求出错：${listed(met)}`);
  say(`发送进程用 kill -9 杀掉 ${kills} 次；${seconds.toFixed(0)} 秒发完，每秒 ${(planned / seconds).toFixed(0)} 条`);
  say(`丢失 ${lost} 条，重复显示 ${twice} 条，记为已发 ${sent} 条`);
  say(
    `结果不明、交人判断 ${unknown} 条（其中平台上已显示 ${unknownShown} 条）；没发出或结果不明而没写原因的 ${untold} 条`,
  );
  say(`适配器 ${await linesOf('src/adapters/channels/wecom-webhook')} 行`);
  return lost + twice + untold === 0 ? 0 : 1;
}

function listed(met: ReadonlyMap<string, number>): string {
  return [...met].map(([name, times]) => `${name} ×${times}`).join('，');
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
