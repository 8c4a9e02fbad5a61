import { describe, expect, it } from 'vitest';
import { connected, type TelegramBench } from '../../support/telegram-bench.ts';

async function findings({
  channel,
}: TelegramBench): Promise<{ state: string; detail: string; action: string | null }[]> {
  return [...(await channel.inspect(AbortSignal.timeout(5_000)))];
}

const hook = { url: 'https://example.org/telegram/webhook', secret: 'x', path: '/telegram/webhook' };

describe('looking at the account of Telegram', () => {
  it('says as whom it is connected, what it hears and what the limits are', async () => {
    const found = await findings(await connected());

    expect(found.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(found.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('@qingyu_bot'),
      expect.stringMatching(/隐私模式开着.*\/setprivacy/u),
      expect.stringContaining('等着的有 0 条'),
      expect.stringContaining('50 MB'),
    ]);
  });

  it('says that privacy mode is off', async () => {
    const bench = await connected();
    bench.bot.privacy = false;

    expect((await findings(bench))[1]).toMatchObject({ state: 'ok', detail: expect.stringContaining('隐私模式关着') });
  });

  it('fails on a token that is not valid, with what to do', async () => {
    const bench = await connected();
    const [only, ...others] = await findings({ ...bench, channel: bench.another({ token: '1:other' }) });

    expect(only).toMatchObject({ state: 'fail', action: expect.stringContaining('BotFather') });
    expect(others).toEqual([]);
  });

  it('fails where there is no server', async () => {
    const bench = await connected();
    const mend = await bench.telegram.cut();

    expect(await findings(bench)).toMatchObject([{ state: 'fail', action: expect.stringContaining('网络') }]);
    await mend();
  });

  it('fails when messages go to a webhook elsewhere, and names only its host', async () => {
    const bench = await connected();
    bench.bot.webhook = { url: 'https://example.org/secret-path', secret: '', error: null };

    const found = await findings(bench);

    expect(found[2]).toMatchObject({ state: 'fail', detail: expect.stringContaining('example.org') });
    expect(found[2]?.action).toContain('deleteWebhook');
    expect(JSON.stringify(found)).not.toContain('secret-path');
  });

  it('warns of a webhook that is not set', async () => {
    const bench = await connected();

    const found = await findings({ ...bench, channel: bench.another({ webhook: hook }) });

    expect(found[2]).toMatchObject({ state: 'warn', detail: expect.stringContaining('还没有设') });
  });

  it('warns of a webhook that does not take what is brought', async () => {
    const bench = await connected();
    const error = { at: Math.floor(Date.now() / 1000), words: 'Connection timed out' };
    bench.bot.webhook = { url: hook.url, secret: '', error };

    const found = await findings({ ...bench, channel: bench.another({ webhook: hook }) });

    expect(found[2]).toMatchObject({ state: 'warn', detail: expect.stringContaining('Connection timed out') });
  });

  it('asks for nothing that changes anything', async () => {
    const bench = await connected();
    const before = bench.telegram.requests.length;

    await findings(bench);

    const asked = bench.telegram.requests.slice(before).map(({ method }) => method);
    expect(asked.filter((method) => method !== 'getUpdates')).toEqual(['getMe', 'getWebhookInfo']);
  });
});
