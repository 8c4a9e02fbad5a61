import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../base/errors.ts';
import type { App } from '../app.ts';
import type { Commands, Context } from './context.ts';

export const serverCommands: Commands = (program, context) => {
  program
    .command('start')
    .description('启动机器人：渠道、定时寄语、网页群')
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
  const server = await app.serve(stop);
  for (const slug of config().webGroups) output.line(`网页群：${server.address}/g/${slug}`);
  output.line(`已就绪（${((performance.now() - began) / 1000).toFixed(1)} 秒）。按 Ctrl-C 停止。`);
  await server.stopped;
  output.line('已停止。');
}

async function chat(context: Context, options: { group?: string; as: string }): Promise<void> {
  const { output } = context;
  const slug = options.group ?? context.config().webGroups[0];
  if (slug === undefined) throw new AppError('usage/invalid', '网页群已关闭（WEB_GROUP=off），请先打开一个再用 chat。');
  const app = await context.open();
  const left = new AbortController();
  const working = app.work(AbortSignal.any([context.stop, left.signal]));
  const room = await app.rooms.enter(slug);
  output.line(`已进入 ${room.title}，您是“${options.as}”。直接输入就是对机器人说；输入 /退出 离开。`);
  try {
    await talk(context, { app, slug, name: options.as });
  } finally {
    left.abort();
    await working;
  }
}

/** Reads lines from the terminal; every line is said to the bot, and what comes into the group is shown. */
async function talk({ output, stop }: Context, of: { app: App; slug: string; name: string }): Promise<void> {
  const terminal = createInterface({ input: process.stdin, terminal: false });
  const room = await of.app.rooms.enter(of.slug);
  const watching = new AbortController();
  let said: number[] = [];
  const shown = room.watch(watching.signal, (entry) => {
    said = said.filter((id) => id !== entry.replyTo);
    if (entry.bot || entry.name !== of.name) output.line(`${entry.name}：${entry.text}`);
  });
  stop.addEventListener('abort', () => terminal.close(), { once: true });
  for await (const line of terminal) {
    if (/^[/／](退出|exit|quit)$/.test(line.trim())) break;
    if (line.trim() !== '') said.push(await room.say(of.name, line));
  }
  // Input that comes from a file ends before the replies do.
  for (const until = performance.now() + 10_000; said.length > 0 && performance.now() < until && !stop.aborted;)
    await pause(50);
  terminal.close();
  watching.abort();
  await shown;
}
