import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError, hasCode } from '../base/errors.ts';
import type { App } from '../app.ts';
import { fileInWords } from '../domain/file.ts';
import type { HistoryEntry } from '../domain/message.ts';
import type { Room } from '../app/rooms.ts';
import type { Commands, Context } from './context.ts';
import type { Output } from './output.ts';

/** How long the terminal waits for replies after its input has ended. */
const lastReplyMs = 10_000;

export const serverCommands: Commands = (program, context) => {
  program
    .command('start')
    .description('启动机器人：渠道、定时寄语、网页群、工作台')
    .action(() => start(context));
  program
    .command('chat')
    .description('在终端里和机器人说话，身份是一个网页群的成员')
    .option('--group <slug>', '网页群短名（默认第一个）')
    .option('--as <name>', '您的称呼', '终端成员')
    .action((options: { group?: string; as: string }) => chat(context, options));
};

async function start({ config, open, output, stop }: Context): Promise<void> {
  const began = performance.now();
  const app = await open();
  const { knowledgeDir } = app.config;
  if (!existsSync(knowledgeDir)) output.note(`注意：没有资料文件夹 ${knowledgeDir}，请检查 KNOWLEDGE_DIR。`);
  const server = await app.serve(stop);
  for (const slug of config().webGroups) output.line(`网页群：${server.address}/g/${slug}`);
  output.line(`工作台：${server.address}/console`);
  await tellFirstAccount(app, output);
  output.line(`已就绪（${((performance.now() - began) / 1000).toFixed(1)} 秒）。按 Ctrl-C 停止。`);
  await server.stopped;
  output.line('已停止。');
}

/** Told once, and kept nowhere: whoever misses it sets another one. */
async function tellFirstAccount({ accounts }: App, output: Output): Promise<void> {
  const first = await accounts.createFirst();
  if (first === null) return;
  output.line(`工作人员账号：${first.name}，初始密码：${first.password}`);
  output.line(`初始密码只显示这一次，登录后要先改掉；没记下就用 users password ${first.name} 重设。`);
}

async function chat(context: Context, options: { group?: string; as: string }): Promise<void> {
  const { output } = context;
  const slug = options.group ?? context.config().webGroups[0];
  if (slug === undefined) throw new AppError('usage/invalid', '网页群已关闭（WEB_GROUP=off），请先打开一个再用 chat。');
  const app = await context.open();
  const room = await app.rooms.enter(slug);
  output.line(`已进入 ${room.title}，您是“${options.as}”。直接输入就是对机器人说；输入 /退出 离开。`);

  const left = new AbortController();
  const until = AbortSignal.any([context.stop, left.signal]);
  const talking = talk(output, { room, name: options.as, until }).finally(() => left.abort());
  const working = app.work(until).finally(() => left.abort());
  // The store is closed behind us: not before both have put down their work.
  const ends = await Promise.allSettled([talking, working]);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** Reads lines from the terminal; every line is said to the bot, and what comes into the group is shown. */
async function talk(output: Output, of: { room: Room; name: string; until: AbortSignal }): Promise<void> {
  const terminal = createInterface({ input: process.stdin, terminal: false });
  const close = (): void => terminal.close();
  of.until.addEventListener('abort', close, { once: true });
  const heard = new AbortController();
  const waiting = new Set<number>();
  const shown = of.room.watch(AbortSignal.any([of.until, heard.signal]), (entry) => {
    if (entry.replyTo !== null) waiting.delete(entry.replyTo);
    if (entry.bot || entry.name !== of.name) output.line(`${entry.name}：${saidIn(entry)}`);
  });
  try {
    for await (const line of terminal) {
      if (/^[/／](退出|exit|quit)$/.test(line.trim())) break;
      if (line.trim() !== '') await say(output, { ...of, line, waiting });
    }
    await untilEmpty(waiting, of.until);
  } finally {
    terminal.close();
    process.stdin.unref();
    heard.abort();
    await shown;
  }
}

/** A terminal has no buttons: what they say can be said. */
function saidIn({ text, file, buttons }: HistoryEntry): string {
  const carried = file === null ? '' : `[文件：${fileInWords(file)}]`;
  const asked = buttons?.kind === 'receipt' ? '[收到请回复“收到”]' : '';
  return [text, carried, asked].filter((part) => part !== '').join('\n');
}

/** What may not be said is told, and the talk goes on. */
async function say(
  output: Output,
  of: { room: Room; name: string; line: string; waiting: Set<number> },
): Promise<void> {
  try {
    of.waiting.add(await of.room.say(of.name, of.line));
  } catch (error) {
    if (!hasCode(error, 'input/too-long') && !hasCode(error, 'input/invalid')) throw error;
    output.note(error.message);
  }
}

/** Input that comes from a file ends before the replies do. */
async function untilEmpty(waiting: ReadonlySet<number>, signal: AbortSignal): Promise<void> {
  for (const end = performance.now() + lastReplyMs; waiting.size > 0 && performance.now() < end && !signal.aborted;) {
    await pause(50);
  }
}
