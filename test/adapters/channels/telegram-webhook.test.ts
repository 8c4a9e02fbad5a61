import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Webhook } from '../../../src/ports/channel.ts';
import { groupId, openTelegram, run, type TelegramBench, until, zhang } from '../../support/telegram-bench.ts';
import { refused } from '../../support/telegram-emulator-faults.ts';

const secret = 'a_long_secret';
const path = '/telegram/webhook';

/** A bot whose messages are brought to it over HTTP. */
async function hooked(): Promise<TelegramBench & { hook: Webhook; url: string }> {
  const door: { hook: Webhook | null } = { hook: null };
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const piece of request.setEncoding('utf8')) body += String(piece);
      const header = (name: string): string | null => request.headers[name]?.toString() ?? null;
      const answer = await door.hook?.handle({ header, body: JSON.parse(body) });
      response.writeHead(answer?.status ?? 404).end();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not bound');
  const url = `http://127.0.0.1:${address.port}${path}`;
  const bench = await openTelegram({ webhook: { url, secret, path } });
  const hook = bench.channel.webhook;
  if (hook === null) throw new Error('it has no webhook');
  door.hook = hook;
  onTestFinished(async () => {
    await bench.close();
    server.close();
    server.closeAllConnections();
  });
  return Object.assign(bench, { hook, url });
}

function header(value: string | null): (name: string) => string | null {
  return (name) => (name.toLowerCase() === 'x-telegram-bot-api-secret-token' ? value : null);
}

const update = {
  update_id: 1,
  message: { message_id: 1, date: 1, chat: { id: groupId, type: 'group' }, from: zhang, text: '@清语 早' },
};

describe('the webhook of Telegram', () => {
  it('is set with its secret, and brings messages in', async () => {
    const bench = await hooked();
    await bench.start();

    bench.telegram.people.say({ chat: groupId, from: zhang, text: '@qingyu_bot 早' });
    await bench.confirmed();

    expect(bench.accepted.map(({ text }) => text)).toEqual(['早']);
    expect(bench.bot.webhook).toMatchObject({ url: bench.url, secret, error: null });
    expect(bench.telegram.requests.map(({ method }) => method)).not.toContain('getUpdates');
    expect(bench.channel.health()).toMatchObject({ state: 'up', account: '@qingyu_bot' });
  });

  it('is told that nothing was stored, and brings it again, in order', async () => {
    const bench = await hooked();
    await bench.start();
    bench.failure = new Error('disk full');
    for (const text of ['一', '二'])
      bench.telegram.people.say({ chat: groupId, from: zhang, text: `@qingyu_bot ${text}` });
    await until(() => bench.refusals > 1);
    expect(bench.bot.queue).toHaveLength(2);
    expect(bench.bot.webhook?.error?.words).toContain('500');

    bench.failure = null;
    await bench.confirmed();

    expect(bench.accepted.map(({ text }) => text)).toEqual(['一', '二']);
  });

  it.each([null, '', 'a_long_secret ', 'A_LONG_SECRET', `${secret}x`, '长'])(
    'takes nothing with the secret %j',
    async (given) => {
      const { hook, accepted } = await hooked();

      expect(await hook.handle({ header: header(given), body: update })).toEqual({ status: 403 });
      expect(accepted).toEqual([]);
    },
  );

  it.each([null, '', [], {}, { update_id: 'x' }])('takes no %j for an update', async (body) => {
    const { hook } = await hooked();

    expect(await hook.handle({ header: header(secret), body })).toEqual({ status: 400 });
  });

  it('takes what can never be read away, and tells it in the log', async () => {
    const { hook, log } = await hooked();

    expect(await hook.handle({ header: header(secret), body: { update_id: 1, message: { text: 5 } } })).toEqual({
      status: 200,
    });
    expect(log.notes.some(({ level }) => level === 'error')).toBe(true);
  });

  it('works in a process that does not hold the connection, and waits for the platform to say who it is', async () => {
    const { hook, accepted, telegram } = await hooked();
    telegram.faults.add('getMe', { kind: 'html', status: 502 });

    expect(await hook.handle({ header: header(secret), body: update })).toEqual({ status: 500 });
    expect(await hook.handle({ header: header(secret), body: update })).toEqual({ status: 200 });
    expect(accepted).toMatchObject([{ text: '早' }]);
  });

  it('is tried again until it is set', async () => {
    const bench = await hooked();
    bench.telegram.faults.add('setWebhook', { kind: 'drop' });
    bench.telegram.faults.add('setWebhook', refused(400, 'Bad Request: bad webhook: Failed to resolve host'));
    const stop = run(bench.channel);
    await until(() => bench.channel.health().detail.includes('连不上'));
    await until(() => bench.channel.health().detail.includes('Failed to resolve host'));
    expect(bench.channel.health().state).toBe('degraded');

    await until(() => bench.channel.health().state === 'up');

    expect(bench.bot.webhook?.url).toBe(bench.url);
    await stop();
    expect(bench.channel.health().state).toBe('idle');
  });
});
