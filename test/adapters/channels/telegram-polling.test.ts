import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { commands } from '../../../src/domain/command.ts';
import {
  connected,
  groupId,
  openTelegram,
  run,
  type TelegramBench,
  token,
  until,
  zhang,
} from '../../support/telegram-bench.ts';
import { refused, type TelegramFault, tooMany } from '../../support/telegram-emulator-faults.ts';

function say({ telegram }: TelegramBench, text: string): void {
  telegram.people.say({ chat: groupId, from: zhang, text: `@qingyu_bot ${text}` });
}

function texts({ accepted }: TelegramBench): string[] {
  return accepted.map(({ text }) => text);
}

async function open(): Promise<TelegramBench> {
  const bench = await openTelegram();
  onTestFinished(() => bench.close());
  return bench;
}

describe('fetching messages of Telegram', () => {
  it('says who it is, and puts the commands of members into the menu', async () => {
    const { channel, bot } = await connected();

    expect(channel.health()).toEqual({ state: 'up', detail: '已连接，正在接收消息。', account: '@qingyu_bot' });
    const members = commands.filter(({ saidBy }) => saidBy === 'members');
    expect(bot.commands).toEqual(members.map(({ latin, description }) => ({ command: latin, description })));
  });

  it('waits at the platform instead of asking again and again', async () => {
    const bench = await connected();
    await until(() => bench.bot.waiting !== null);
    expect(bench.telegram.requests.filter(({ method }) => method === 'getUpdates')).toHaveLength(2);

    for (const text of ['一', '二', '三']) {
      say(bench, text);
      await bench.confirmed();
    }

    const polls = bench.telegram.requests.filter(({ method }) => method === 'getUpdates');
    expect(polls.length).toBeLessThan(8);
    expect(polls.at(-1)?.payload).toMatchObject({
      timeout: 25,
      offset: 1_003,
      allowed_updates: ['message', 'callback_query', 'my_chat_member'],
    });
  });

  it('keeps the order, and tells of nothing that is not stored', async () => {
    const bench = await connected();
    bench.failure = new Error('disk full');
    for (const text of ['一', '二', '三']) say(bench, text);
    await until(() => bench.refusals > 0);
    expect(bench.channel.health()).toMatchObject({ state: 'degraded', detail: expect.stringContaining('存不进去') });
    expect(bench.bot.queue).toHaveLength(3);

    bench.failure = null;
    await bench.confirmed();

    expect(texts(bench)).toEqual(['一', '二', '三']);
    expect(bench.channel.health().state).toBe('up');
  });

  it.each<[string, TelegramFault, string]>([
    ['another program fetches', refused(409, 'Conflict: terminated by other getUpdates request'), '另一个程序'],
    ['the platform is asked too often', tooMany(1), '请求太多'],
    ['a gateway fails', { kind: 'html', status: 502 }, '502'],
    ['the connection ends', { kind: 'drop' }, '连不上'],
    ['the answer is lost', { kind: 'lost' }, '连不上'],
    ['the answer is nonsense', { kind: 'status', status: 200, body: { ok: true, result: 'x' } }, '连不上'],
  ])('says so when %s, and goes on by itself', async (_, fault, words) => {
    const bench = await connected();
    await until(() => bench.bot.waiting !== null);
    bench.telegram.faults.add('getUpdates', fault, 2);
    say(bench, '一');
    await until(() => texts(bench).length === 1);
    say(bench, '二');
    await until(() => bench.channel.health().state === 'degraded');
    expect(bench.channel.health().detail).toContain(words);

    await until(() => texts(bench).includes('二') && bench.channel.health().state === 'up');

    expect(texts(bench)).toEqual(['一', '二']);
  });

  it('loses nothing while another process fetches with the same token, and is up when that one is gone', async () => {
    const bench = await connected();
    const stopOther = run(bench.another());
    await until(() => bench.channel.health().detail.includes('另一个程序'));
    for (const text of ['一', '二']) say(bench, text);
    await bench.confirmed();
    await stopOther();

    await until(() => bench.channel.health().state === 'up');
    say(bench, '三');
    await bench.confirmed();

    expect([...new Set(texts(bench))]).toEqual(['一', '二', '三']);
  });

  it('waits for as long as it is told', async () => {
    const bench = await connected();
    bench.telegram.faults.add('getUpdates', tooMany(1));
    say(bench, '一');
    await until(() => bench.channel.health().state === 'degraded');
    const began = performance.now();

    await until(() => bench.channel.health().state === 'up');

    expect(performance.now() - began).toBeGreaterThan(900);
  });

  it('says what to do while a webhook is set, and goes on when it is gone', async () => {
    const bench = await open();
    bench.bot.webhook = { url: 'https://example.org/hook', secret: '', error: null };
    onTestFinished(() => stop());
    const stop = run(bench.channel);
    await until(() => bench.channel.health().detail.includes('deleteWebhook'));

    bench.bot.webhook = null;
    await until(() => bench.channel.health().state === 'up');

    expect(bench.telegram.requests.map(({ method }) => method)).not.toContain('deleteWebhook');
  });

  it('is down, and ends, when the token is refused', async () => {
    const bench = await open();
    bench.bot.revoked = true;
    const stop = new AbortController();

    await bench.channel.connection?.run(stop.signal);

    expect(bench.channel.health()).toMatchObject({ state: 'down', detail: expect.stringContaining('BotFather') });
    expect(bench.channel.canSend()).toBe(false);
  });

  it('is down, and ends, when the token is taken back later', async () => {
    const bench = await open();
    const ended = bench.channel.connection?.run(new AbortController().signal);
    await until(() => bench.channel.health().state === 'up');

    bench.bot.revoked = true;
    say(bench, '一');
    await ended;

    expect(bench.channel.health().state).toBe('down');
  });

  it('skips what can never be read, and tells it in the log', async () => {
    const bench = await connected();
    bench.telegram.push(bench.bot, 'message', { message_id: 'x', date: null });
    say(bench, '一');
    await bench.confirmed();

    expect(texts(bench)).toEqual(['一']);
    expect(bench.log.notes.filter(({ level }) => level === 'error')).toMatchObject([
      { data: { updateId: 1_000 }, message: expect.stringContaining('skipped') },
    ]);
  });

  it('gets again what was stored and not confirmed, under the same key', async () => {
    const bench = await open();
    const stop = await bench.start();
    // What comes after the message is stored never reaches the platform: as when the process is killed.
    let hung = 0;
    bench.telegram.faults.otherwise((method) => {
      if (method !== 'getUpdates' || bench.accepted.length === 0) return null;
      hung += 1;
      return { kind: 'hang' };
    });
    say(bench, '一');
    await until(() => hung > 0);
    await stop();
    bench.telegram.faults.otherwise(() => null);

    const again = run(bench.another());
    await bench.confirmed();
    await again();

    expect(texts(bench)).toEqual(['一', '一']);
    expect(new Set(bench.accepted.map(({ key }) => key)).size).toBe(1);
  });

  it('stops while it waits for messages', async () => {
    const bench = await open();
    const stop = await bench.start();
    await until(() => bench.bot.waiting !== null);

    await stop();

    expect(bench.channel.health().state).toBe('idle');
  });

  it.each<[string, (bench: TelegramBench) => void]>([
    ['a backoff', ({ telegram }) => telegram.faults.add('getUpdates', tooMany(60))],
    ['a store that hangs', ({ intake }) => void (intake.accept = () => new Promise(() => {}))],
    ['a store that fails', (bench) => void (bench.failure = new Error('disk full'))],
    ['a server that does not answer', ({ telegram }) => telegram.faults.add('getUpdates', { kind: 'hang' })],
  ])('stops during %s, and what is not confirmed comes again', async (_, prepare) => {
    const bench = await open();
    const stop = await bench.start();
    await until(() => bench.bot.waiting !== null);
    prepare(bench);
    const accept = vi.spyOn(bench.intake, 'accept');
    say(bench, '一');
    await until(() => accept.mock.calls.length > 0);
    if (bench.failure === null) await until(() => bench.telegram.faults.waiting() === 0);

    await stop();

    expect(bench.channel.health().state).toBe('idle');
    expect(bench.bot.queue.length).toBe(1);
  });

  it('never shows the token', async () => {
    const bench = await connected();
    bench.telegram.faults.add('getUpdates', { kind: 'drop' });
    bench.telegram.faults.add('getUpdates', { kind: 'status', status: 403, body: { ok: false, description: token } });
    say(bench, '一');
    await until(() => texts(bench).includes('一'));
    const mend = await bench.telegram.cut();
    await until(() => bench.channel.health().state === 'degraded');
    const sending = bench.channel.send(
      {
        to: { channel: 'telegram', kind: 'group', platformId: String(groupId) },
        body: { kind: 'text', text: '寄语' },
        replyTo: null,
        receiptOf: null,
        idempotencyKey: 'a',
      },
      AbortSignal.timeout(5_000),
    );
    const error: unknown = await sending.catch((error: unknown) => error);
    await mend();

    expect(everythingIn([bench.log.notes, error])).not.toContain(token.split(':')[1]);
  });
});

/** Messages, stacks, causes and whatever else hangs on errors. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  return Object.getOwnPropertyNames(value)
    .map((name) => everythingIn(Reflect.get(value, name), seen))
    .join('\n');
}
