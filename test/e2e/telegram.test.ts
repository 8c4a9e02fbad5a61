import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { type RunningProcess, startProcess } from '../support/start-process.ts';
import { type TelegramEmulator, startTelegramEmulator } from '../support/telegram-emulator.ts';
import { tempFolder } from '../support/temp-folder.ts';

const groupId = -1_001_000;
const wang = { id: 42, is_bot: false, first_name: '王会长' };
const li = { id: 43, is_bot: false, first_name: '李会长' };
const question = '@qingyu_bot 长沙接待日收集了多少条意见建议？';

describe('a bot in a Telegram group', () => {
  it('answers a question with a quote of it and the source, and registers a suggestion', async () => {
    const { emulator, shown } = await open();

    const asked = say(emulator, question);
    await emulator.until(() => shown().length === 1);
    say(emulator, '/suggest 希望每季度办一次政策宣讲会');
    await emulator.until(() => shown().length === 2);

    const [answer, registered] = shown();
    expect(answer?.text).toContain('237');
    expect(answer?.reply_to_message?.message_id).toBe(asked);
    expect(registered?.text).toMatch(/\d{4}-\d{4}/u);
  });

  it('says nothing to what is not for it', async () => {
    const { emulator, shown } = await open();

    say(emulator, '@all 明天九点开会');
    say(emulator, '/help@other_bot');
    say(emulator, '@qingyu_bot 你好');
    await emulator.until(() => shown().length > 0);

    expect(shown()).toHaveLength(1);
  });

  it('answers after a kill what it had not answered, once', async () => {
    const { emulator, shown, bot, start } = await open();
    say(emulator, '@qingyu_bot 你好');
    await emulator.until(() => shown().length === 1);
    await bot.end('SIGKILL');
    for (let index = 0; index < 5; index += 1) say(emulator, `@qingyu_bot 你好 ${index}`);

    await start();
    await emulator.until(() => shown().length >= 6);

    expect(new Set(shown().map(({ reply_to_message: asked }) => asked?.message_id)).size).toBe(shown().length);
  });

  it('is known from the moment it is in the group, and gets the daily message once staff say so', async () => {
    const { emulator, settings, shown, telegram } = await open();
    emulator.people.place(telegram, groupId, 'left');
    emulator.people.place(telegram, groupId, 'member');
    await until(async () => (await groupsOf(settings)).some(({ channel }) => channel === 'telegram'));

    const group = (await groupsOf(settings)).find(({ channel }) => channel === 'telegram');
    expect(group).toMatchObject({ title: '长沙市餐饮行业协会', enrolled: false, left: false });
    await runCommand(['groups', 'enroll', group?.id ?? ''], { settings });
    await runCommand(['daily', 'send'], { settings });
    await emulator.until(() => shown().length === 1);

    expect(shown()[0]?.text).toContain('每日寄语');
  });

  it('lets a secretary with a code order a broadcast in private, and sends it once, over a kill', async () => {
    const { emulator, telegram, settings, shown, bot, start } = await open();
    emulator.addChat(telegram, { id: wang.id, type: 'private' });
    const told = (): string => emulator.shown(telegram, wang.id).at(-1)?.text ?? '';
    const tell = async (text: string): Promise<string> => {
      const before = emulator.shown(telegram, wang.id).length;
      emulator.people.say({ chat: wang.id, from: wang, text, id: (said += 100) });
      await emulator.until(() => emulator.shown(telegram, wang.id).length > before);
      return told();
    };
    emulator.people.place(telegram, groupId, 'left');
    emulator.people.place(telegram, groupId, 'member');
    await until(async () => (await groupsOf(settings)).some(({ channel }) => channel === 'telegram'));
    const group = (await groupsOf(settings)).find(({ channel }) => channel === 'telegram');
    await runCommand(['groups', 'enroll', group?.id ?? ''], { settings });
    await runCommand(['users', 'add', '周秘书', '--role', 'secretary'], { settings });
    const { code } = await json(['users', 'code', '周秘书', '--json'], settings);

    expect(await tell(`/bind ${code}`)).toContain('已绑定账号“周秘书”');
    expect(await tell('/broadcast #长沙市餐饮行业协会 周五前报名')).toContain('发给 1 个群：长沙市餐饮行业协会');
    await bot.end('SIGKILL');
    const again = await start();
    expect(await tell('确认')).toContain('已安排发往 1 个群');
    await emulator.until(() => shown().length > 0);

    expect(await tell('/statistics')).toContain('“周五前报名”：');
    expect(shown().map(({ text }) => text)).toEqual(['周五前报名']);
    const { broadcasts } = await json(['broadcast', 'list', '--json'], settings);
    expect(broadcasts).toMatchObject([{ createdBy: '周秘书' }]);
    expect(`${bot.output()}${again.output()}`).not.toMatch(new RegExp(`${code}|周秘书`, 'u'));
  });

  it('takes a file that a secretary sends before the order, and sends it along, over a kill and a failing platform', async () => {
    const { emulator, telegram, settings, shown, bot, start } = await open();
    emulator.addChat(telegram, { id: wang.id, type: 'private' });
    const tell = async (written: { text?: string; file?: { name: string; mime: string; bytes: Uint8Array } }) => {
      const before = emulator.shown(telegram, wang.id).length;
      emulator.people.say({ chat: wang.id, from: wang, ...written, id: (said += 100) });
      await emulator.until(() => emulator.shown(telegram, wang.id).length > before);
      return emulator.shown(telegram, wang.id).at(-1)?.text ?? '';
    };
    emulator.people.place(telegram, groupId, 'left');
    emulator.people.place(telegram, groupId, 'member');
    await until(async () => (await groupsOf(settings)).some(({ channel }) => channel === 'telegram'));
    const group = (await groupsOf(settings)).find(({ channel }) => channel === 'telegram');
    await runCommand(['groups', 'enroll', group?.id ?? ''], { settings });
    await runCommand(['users', 'add', '周秘书', '--role', 'secretary'], { settings });
    const { code } = await json(['users', 'code', '周秘书', '--json'], settings);
    await tell({ text: `/bind ${code}` });
    const bytes = new TextEncoder().encode('%PDF-1.7 通知');
    emulator.faults.add('getFile', { kind: 'html', status: 502 });

    expect(await tell({ file: { name: '通知.pdf', mime: 'application/pdf', bytes } })).toContain('收到附件 通知.pdf');
    await bot.end('SIGKILL');
    await start();
    expect(await tell({ text: '/broadcast #长沙市餐饮行业协会 请看附件' })).toContain('附件：通知.pdf（15 字节）');
    expect(shown()).toEqual([]);
    expect(await tell({ text: '确认' })).toContain('已安排发往 1 个群');
    await emulator.until(() => shown().length > 0);

    const [post] = shown();
    expect([post?.caption, post?.document?.file_name]).toEqual(['请看附件', '通知.pdf']);
    expect(Buffer.from(emulator.bytesOf(post?.document?.file_id ?? ''))).toEqual(Buffer.from(bytes));
  });

  it('sends staff who answered and who did not as a file in private, and nothing of it to the group', async () => {
    const { emulator, telegram, settings, shown } = await open();
    emulator.addChat(telegram, { id: wang.id, type: 'private' });
    const inPrivate = () => emulator.shown(telegram, wang.id);
    const tell = async (text: string) => {
      const before = inPrivate().length;
      emulator.people.say({ chat: wang.id, from: wang, text, id: (said += 100) });
      await emulator.until(() => inPrivate().length > before);
      return inPrivate().at(-1);
    };
    emulator.people.say({ chat: groupId, from: li, text: '@qingyu_bot 你好', id: (said += 100) });
    await emulator.until(() => shown().length === 1);
    const group = (await groupsOf(settings)).find(({ channel }) => channel === 'telegram');
    await runCommand(['groups', 'enroll', group?.id ?? ''], { settings });
    await runCommand(['users', 'add', '周秘书', '--role', 'secretary'], { settings });
    const { code } = await json(['users', 'code', '周秘书', '--json'], settings);
    await tell(`/bind ${code}`);
    await runCommand(['broadcast', 'send', '--to', `group:${group?.id}`, '--receipt', '核对', '周五前报名'], {
      settings,
    });
    await emulator.until(() => shown().length === 2);
    say(emulator, '/export');
    await emulator.until(() => shown().length === 3);

    const sent = await tell('/export');

    expect(sent?.caption).toContain('《周五前报名》：应确认 1 人，已确认 0 人，未确认 1 人');
    expect(sent?.document?.file_name).toMatch(/^收到名单 .*\.xlsx$/u);
    const rows = await readSheet(Buffer.from(emulator.bytesOf(sent?.document?.file_id ?? '')));
    expect(rows[1]?.slice(1)).toEqual(['李会长', null, '—', '—', null, null, '未确认', null]);
    expect(shown().at(-1)?.text).toContain('私聊我取');
    expect(JSON.stringify(shown())).not.toContain('未确认');
  });

  it('says in doctor as whom it is connected, what it may read and what the limits are', async () => {
    const { emulator, settings, bot } = await open();
    await emulator.until(() => polls(emulator) > 0);
    await until(async () => (await fetch(`${bot.url}/readyz`)).status === 200);

    const { parts, channels } = await json(['doctor', '--json'], settings);
    const said = parts.filter(({ name }: { name: string }) => name === 'telegram');

    expect(JSON.stringify(said)).toContain('@qingyu_bot');
    expect(JSON.stringify(said)).toContain('隐私模式');
    expect(JSON.stringify(channels)).toContain('每个群每分钟 20 条');
    expect(JSON.stringify(said)).not.toContain('geheim');
  });

  it('is not ready with a token that Telegram does not know, and says why', async () => {
    const { bot } = await open({ TELEGRAM_BOT_TOKEN: '9:wrong' });

    const report = await until(async () => {
      const response = await fetch(`${bot.url}/readyz`);
      const text = await response.text();
      return response.status === 503 && text.includes('令牌') ? text : null;
    });

    expect(report).not.toContain('9:wrong');
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  });

  it('stops while it waits for messages', async () => {
    const { emulator, bot } = await open();
    await emulator.until(() => polls(emulator) > 0);

    const { code } = await bot.end('SIGTERM');

    expect(code).toBe(0);
  });

  it('takes what Telegram brings by itself where it has a public address, and only from Telegram', async () => {
    const { emulator, bot, shown } = await open({ PUBLIC_URL: 'here', TELEGRAM_WEBHOOK_SECRET: 'geheim' });
    say(emulator, question);
    await emulator.until(() => shown().length === 1);

    const forged = await fetch(`${bot.url}/telegram/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'wrong' },
      body: '{"update_id":1}',
    });

    expect(forged.status).toBe(403);
    expect(polls(emulator)).toBe(0);
  });
});

type Settings = Record<string, string>;

/** A running bot with an account on the platform, in one supergroup. */
async function open(changes: Settings = {}) {
  const emulator = await startTelegramEmulator();
  onTestFinished(() => emulator.close());
  const token = `123:geheim${randomBytes(4).toString('hex')}`;
  const telegram = emulator.addBot({ token, username: 'qingyu_bot' });
  emulator.addChat(telegram, { id: groupId, type: 'supergroup', title: '长沙市餐饮行业协会' });
  const port = changes['PUBLIC_URL'] === undefined ? '0' : String(await freePort());
  const settings: Settings = {
    DATA_DIR: tempFolder(),
    PORT: port,
    QUIET_HOURS: 'off',
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: emulator.url,
    ...changes,
  };
  if (changes['PUBLIC_URL'] !== undefined) settings['PUBLIC_URL'] = `http://127.0.0.1:${port}`;
  const start = async (): Promise<RunningProcess> => {
    const program = await startProcess(settings);
    onTestFinished(async () => void (await program.end('SIGKILL')));
    return program;
  };
  return { emulator, telegram, settings, start, bot: await start(), shown: () => emulator.shown(telegram, groupId) };
}

/** Far enough apart that the bot's own messages find their numbers between them. */
let said = 1_000;

/** 王会长 writes in the group; the number of the message. */
function say(emulator: TelegramEmulator, text: string): number {
  const id = (said += 100);
  emulator.people.say({ chat: groupId, from: wang, text, id });
  return id;
}

function polls({ requests }: TelegramEmulator): number {
  return requests.filter(({ method }) => method === 'getUpdates').length;
}

async function groupsOf(settings: Settings): Promise<{ id: string; channel: string }[]> {
  return (await json(['groups', 'list', '--json'], settings)).groups;
}

async function json(words: readonly string[], settings: Settings) {
  const { stdout } = await runCommand(words, { settings });
  return JSON.parse(stdout);
}

/** Asks until there is an answer that is neither null nor false. */
async function until<T>(ask: () => Promise<T | null | false>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    await setTimeout(50);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
