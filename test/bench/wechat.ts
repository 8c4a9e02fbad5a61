import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createWechatChannel } from '../../src/adapters/channels/wechat/channel.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import { ChannelError, type Channel } from '../../src/ports/channel.ts';
import { openWechatPuppet, type WechatPuppet } from '../support/wechat-puppet.ts';
import { roomId, type SendFault } from '../support/wechat-puppet-wire.ts';

const total = 10_000;
const chunk = 1_000;
const sends = 2_000;
const atOnce = 8;
/** Two in a hundred, one after the other: shown and told as failed, refused for now, not reached. */
const faults: readonly SendFault[] = [
  { kind: 'throw', text: 'something went wrong', shown: true },
  { kind: 'throw', text: '操作太频繁', shown: false },
  { kind: 'throw', text: 'connect ECONNREFUSED 10.0.0.8:443', shown: false },
];

type Run = { channel: Channel; puppet: WechatPuppet; stored: Map<string, number>; repeated: () => number };

/** Ten thousand messages into SQLite over bounces of the gateway, and two thousand out with faults. */
export async function benchWechat(programs: { gateway: string; server: string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-bench-'));
  const puppet = await openWechatPuppet(programs.server);
  const clock = { now: () => Date.now() };
  const backupDir = join(folder, 'backups');
  const store = await openStore({ kind: 'sqlite', file: join(folder, 'q.sqlite'), backupDir, now: clock.now });
  const stored = new Map<string, number>();
  let repeated = 0;
  const channel = createWechatChannel(
    {
      id: 'wechat',
      puppet: 'wechaty-puppet-service',
      token: puppet.token,
      endpoint: puppet.endpoint,
      tls: false,
      stateDir: join(folder, 'wechat'),
      names: ['清语'],
      clock,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      intake: {
        async accept(message) {
          const accepted = await store.messages.accept(message, clock.now());
          if (accepted.fresh) stored.set(message.key, (stored.get(message.key) ?? 0) + 1);
          else repeated += 1;
          return accepted;
        },
        note: async () => {},
        acknowledge: async () => '',
        choose: async () => ({ text: '', label: null }),
        report: async () => {},
      },
    },
    () => pathToFileURL(programs.gateway),
  );
  const stop = new AbortController();
  const began = performance.now();
  const running = channel.connection?.run(stop.signal);
  const run: Run = { channel, puppet, stored, repeated: () => repeated };
  try {
    await until(() => channel.health().state === 'up');
    console.log(`从启动到登录：${seconds(performance.now() - began)} 秒`);
    await receiveAll(run);
    await sendAll(run);
  } finally {
    stop.abort();
    await running;
    await store.close();
    await puppet.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every second thousand the gateway goes down, in turn when all has come in and in the middle of it. */
async function receiveAll({ channel, puppet, stored, repeated }: Run): Promise<void> {
  const reconnects: number[] = [];
  let busy = 0;
  let missed = 0;
  let cuts = 0;
  for (let first = 0; first < total; first += chunk) {
    const began = performance.now();
    await puppet.tell({ kind: 'flood', first, count: chunk });
    const isCut = (first / chunk) % 4 === 1;
    if (!isCut) await until(() => stored.size >= first + chunk - missed);
    if (isCut) cuts += 1;
    else busy += performance.now() - began;
    if ((first / chunk) % 2 === 1) reconnects.push(await bounce(channel, puppet));
    if (isCut) await settled(stored);
    missed = first + chunk - stored.size;
  }
  const handed = await puppet.tell({ kind: 'handed' });
  const ids = Array.isArray(handed) ? handed.map(String) : [];
  const keys = new Set([...stored.keys()].map((key) => key.split('/').at(-1)));
  const lost = ids.filter((id) => !keys.has(id)).length;
  const twice = [...stored.values()].filter((times) => times > 1).length;
  const whole = total - cuts * chunk;
  console.log(
    `群里说了 ${total} 条，网关交给清语 ${ids.length} 条，存下 ${stored.size} 条：丢失 ${lost}，存了两次 ${twice}`,
  );
  console.log(`网关断着时经过、没有交来的：${total - ids.length} 条；重复交来而只存一次的：${repeated()} 条`);
  console.log(`每秒存下约 ${Math.round(whole / (busy / 1_000))} 条（没有断线的部分）`);
  console.log(`网关恢复后重新连上：${reconnects.map(seconds).join('、')} 秒`);
}

/** Milliseconds from the gateway being back to a login. */
async function bounce(channel: Channel, puppet: WechatPuppet): Promise<number> {
  await puppet.tell({ kind: 'down' });
  await until(() => channel.health().state !== 'up');
  await puppet.tell({ kind: 'up' });
  const began = performance.now();
  await until(() => channel.health().state === 'up');
  return performance.now() - began;
}

async function sendAll({ channel, puppet }: Run): Promise<void> {
  const outcomes = new Map<string, number>();
  const unsure = new Set<string>();
  let next = 0;
  const began = performance.now();

  async function sendNext(): Promise<void> {
    while (next < sends) {
      const number = next;
      next += 1;
      if (number % 50 === 0)
        await puppet.tell({ kind: 'fault', fault: faults[(number / 50) % 3] ?? { kind: 'no-id' } });
      await sendOne(`寄语 ${number}`);
    }
  }

  /** As the sender of the bot does: again only when it surely did not arrive. */
  async function sendOne(text: string): Promise<void> {
    for (;;) {
      const kind = await outcomeOf(channel, text);
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
      if (kind === 'unknown_outcome') unsure.add(text);
      if (kind === 'sent' || kind === 'unknown_outcome') return;
    }
  }

  await Promise.all(Array.from({ length: atOnce }, sendNext));
  const ms = performance.now() - began;
  const shown = new Map<string, number>();
  for (const said of await puppet.said()) {
    if ('text' in said) shown.set(said.text, (shown.get(said.text) ?? 0) + 1);
  }
  const lost = Array.from({ length: sends }, (_, number) => `寄语 ${number}`).filter(
    (text) => !shown.has(text) && !unsure.has(text),
  ).length;
  const twice = [...shown.values()].filter((times) => times > 1).length;
  const list = [...outcomes].map(([kind, times]) => `${kind} ${times}`).join('，');
  console.log(
    `发出 ${sends} 条（${list}）：丢失 ${lost}，发了两次 ${twice}，每秒 ${Math.round(sends / (ms / 1_000))} 条`,
  );
}

async function outcomeOf(channel: Channel, text: string): Promise<string> {
  const to = { channel: 'wechat', kind: 'group', platformId: roomId } as const;
  const message = { to, body: { kind: 'text', text }, replyTo: null, receiptOf: null, idempotencyKey: text } as const;
  try {
    await channel.send(message, AbortSignal.timeout(30_000));
    return 'sent';
  } catch (error) {
    if (error instanceof ChannelError) return error.failure.kind;
    throw error;
  }
}

/** Resolves when nothing has come in for a second. */
async function settled(stored: ReadonlyMap<string, number>): Promise<void> {
  let before = -1;
  while (before !== stored.size) {
    before = stored.size;
    await pause(1_000);
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(5);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
