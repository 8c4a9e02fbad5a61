import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { sayWhenSkipped } from '../support/postgres.ts';
import { startProcess, type RunningProcess } from '../support/start-process.ts';
import { startTelegramEmulator, type TelegramEmulator } from '../support/telegram-emulator.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createDatabase, type TestDatabase } from '../support/test-database.ts';

const skipped = sayWhenSkipped('connections shared by processes');
const token = '123:geheim';
const groupId = -1_001_000;
const wang = { id: 42, is_bot: false, first_name: '王会长' };

let database: TestDatabase;
let emulator: TelegramEmulator;

beforeEach(async () => {
  database = await createDatabase();
  emulator = await startTelegramEmulator();
});

afterEach(async () => {
  await emulator.close();
  await database.drop();
});

describe.skipIf(skipped)('two processes with one Telegram bot on one PostgreSQL', () => {
  it('are connected one at a time; the other one follows when it is killed', async () => {
    const bot = emulator.addBot({ token, username: 'qingyu_bot' });
    emulator.addChat(bot, { id: groupId, type: 'supergroup', title: '协会群' });
    const first = await start();
    await emulator.until(() => polls() > 0);
    const second = await start();
    await until(async () => (await ready(second)) && (await ready(first)));
    say('@qingyu_bot 你好', 1_000);
    await emulator.until(() => emulator.shown(bot, groupId).length === 1);
    await until(async () => isConnected(first));
    expect(isConnected(second)).toBe(false);

    const before = polls();
    await first.end('SIGKILL');
    say('@qingyu_bot 谢谢', 2_000);
    await emulator.until(() => polls() > before && emulator.shown(bot, groupId).length === 2);

    expect(emulator.shown(bot, groupId).map(({ reply_to_message: asked }) => asked?.message_id)).toEqual([
      1_000, 2_000,
    ]);
    await until(async () => isConnected(second));
  });
});

async function start(): Promise<RunningProcess> {
  const program = await startProcess({
    DATA_DIR: tempFolder(),
    DATABASE_URL: database.url,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: emulator.url,
    LOG_LEVEL: 'info',
  });
  onTestFinished(async () => void (await program.end('SIGKILL')));
  return program;
}

/** Each process writes down when a connection of its own comes up. */
function isConnected(program: RunningProcess): boolean {
  return /"channel":"telegram","state":"up"/u.test(program.output());
}

function polls(): number {
  return emulator.requests.filter(({ method }) => method === 'getUpdates').length;
}

function say(text: string, id: number): void {
  emulator.people.say({ chat: groupId, from: wang, text, id });
}

async function ready(program: RunningProcess): Promise<boolean> {
  return (await fetch(`${program.url}/readyz`)).status === 200;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(50);
}
