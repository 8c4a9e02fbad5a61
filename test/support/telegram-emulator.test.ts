import { describe, expect, it, onTestFinished } from 'vitest';
import { startTelegramEmulator, type TelegramEmulator } from './telegram-emulator.ts';
import type { Bot, User } from './telegram-emulator-state.ts';

const zhang: User = { id: 101, is_bot: false, first_name: '张三' };
const group = -42;

type Call = (method: string, payload?: object) => Promise<Record<string, unknown>>;

/** What the real Bot API does, which a client of it must get along with. */
async function open(): Promise<{ telegram: TelegramEmulator; bot: Bot; call: Call; say: (text: string) => void }> {
  const telegram = await startTelegramEmulator();
  onTestFinished(() => telegram.close());
  const bot = telegram.addBot({ token: '1:a', username: 'qingyu_bot' });
  telegram.addChat(bot, { id: group, type: 'supergroup', title: '群' });
  return {
    telegram,
    bot,
    say: (text) => void telegram.people.say({ chat: group, from: zhang, text }),
    async call(method, payload = {}) {
      const response = await fetch(`${telegram.url}/bot1:a/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
      });
      return { status: response.status, ...JSON.parse(await response.text()) };
    },
  };
}

describe('the emulator of the Bot API', () => {
  it('gives what is not confirmed again, confirms what is before an offset, and keeps a tail', async () => {
    const { call, say } = await open();
    for (const text of ['/一', '/二', '/三']) say(text);
    const ids = async (offset: number): Promise<unknown> =>
      (await call('getUpdates', { offset }))['result'] as { update_id: number }[];

    expect(await ids(0)).toMatchObject([{ update_id: 1_000 }, { update_id: 1_001 }, { update_id: 1_002 }]);
    expect(await ids(0)).toHaveLength(3);
    expect(await ids(1_001)).toMatchObject([{ update_id: 1_001 }, { update_id: 1_002 }]);
    expect(await ids(-1)).toMatchObject([{ update_id: 1_002 }]);
    expect(await ids(0)).toHaveLength(1);
  });

  it('holds a request until there is something, and ends it for a newer one', async () => {
    const { call, say, bot, telegram } = await open();
    const first = call('getUpdates', { timeout: 20 });
    await telegram.until(() => bot.waiting !== null);
    const second = call('getUpdates', { timeout: 20 });
    expect(await first).toMatchObject({ status: 409, error_code: 409 });

    say('/一');

    expect(await second).toMatchObject({ ok: true, result: [{ message: { text: '/一' } }] });
  });

  it('gives nothing to fetch while there is a webhook', async () => {
    const { call } = await open();
    await call('setWebhook', { url: 'http://127.0.0.1:9/' });

    expect(await call('getUpdates')).toMatchObject({ status: 409 });
    expect(await call('getWebhookInfo')).toMatchObject({ result: { url: 'http://127.0.0.1:9/' } });
  });

  it('keeps talk of a group to itself, unless the bot may hear it', async () => {
    const { call, say, bot, telegram } = await open();
    const heard = async (): Promise<unknown> => ((await call('getUpdates'))['result'] as unknown[]).length;
    for (const text of ['早', '@other_bot 早', '@qingyu_bot 早', '/help', '/帮助']) say(text);
    expect(await heard()).toBe(3);

    telegram.people.place(bot, group, 'administrator');
    say('早');

    expect(await heard()).toBe(5);
  });

  it.each<[string, object, object]>([
    [
      'sendMessage',
      { chat_id: group, text: '字'.repeat(4_097) },
      { error_code: 400, description: 'Bad Request: message is too long' },
    ],
    ['sendMessage', { chat_id: -404, text: '早' }, { error_code: 400, description: 'Bad Request: chat not found' }],
    [
      'sendMessage',
      { chat_id: group, text: '<b>早', parse_mode: 'HTML' },
      { error_code: 400, description: expect.stringContaining("can't parse entities") },
    ],
    ['sendMessage', { chat_id: group, text: 'a < b', parse_mode: 'HTML' }, { error_code: 400 }],
    [
      'sendMessage',
      { chat_id: group, text: '早', reply_parameters: { message_id: 99 } },
      { description: 'Bad Request: message to be replied not found' },
    ],
    ['answerCallbackQuery', { callback_query_id: 'x' }, { error_code: 400 }],
    ['inventMethod', {}, { error_code: 404 }],
  ])('refuses %s of %j', async (method, payload, answer) => {
    const { call } = await open();

    expect(await call(method, payload)).toMatchObject({ ok: false, ...answer });
  });

  it('knows a bot by its token, and refuses one that is not there', async () => {
    const { telegram } = await open();
    telegram.addBot({ token: '2:b', username: 'other_bot' });

    const names = await Promise.all(
      ['1:a', '2:b', '3:c'].map(async (token) => (await fetch(`${telegram.url}/bot${token}/getMe`)).json()),
    );

    expect(names).toMatchObject([
      { result: { username: 'qingyu_bot' } },
      { result: { username: 'other_bot' } },
      { ok: false, error_code: 401 },
    ]);
  });
});
