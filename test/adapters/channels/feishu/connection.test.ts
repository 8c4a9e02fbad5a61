import { describe, expect, it, onTestFinished } from 'vitest';
import type { Outbound } from '../../../../src/ports/channel.ts';
import {
  connectedFeishu,
  feishuGroup,
  openFeishu,
  runFeishu,
  untilTrue,
  zhangSan,
  loadedBefore,
} from '../../../support/feishu-bench.ts';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const to = { channel: 'feishu', kind: 'group', platformId: feishuGroup } as const;

const saying = (text: string): Outbound => ({
  to,
  body: { kind: 'text', text },
  replyTo: null,
  receiptOf: null,
  idempotencyKey: 'a',
});

loadedBefore();

describe('the long connection to 飞书', () => {
  it.each([{ appSecret: 'wrong' }, { appId: 'cli_fedcba9876543210' }])(
    'is down with %o, and says what to do',
    async (app) => {
      const { another, close } = await openFeishu();
      onTestFinished(close);
      const channel = another(app);

      await channel.connection?.run(soon());

      expect(channel.health()).toMatchObject({ state: 'down', detail: expect.stringContaining('App Secret') });
      expect(channel.canSend()).toBe(false);
    },
  );

  it('is down when the secret was changed while it was connected', async () => {
    const { feishu, channel } = await connectedFeishu();

    feishu.state.revoked = true;
    feishu.line.drop();

    await untilTrue(() => channel.health().state === 'down');
    expect(channel.health().detail).toContain('App Secret');
  });

  it('is up again when the app that was refused is known again, though nothing is sent and the connection stays', async () => {
    const { feishu, another, close } = await openFeishu();
    onTestFinished(close);
    const channel = another({}, { recheckMs: 20 });
    onTestFinished(runFeishu(channel));
    await untilTrue(() => channel.health().state === 'up');

    feishu.state.revoked = true;
    feishu.state.tokens.clear();
    await expect(channel.send(saying('早'), soon())).rejects.toMatchObject({ failure: { kind: 'auth' } });
    expect(channel.health()).toMatchObject({ state: 'down', detail: expect.stringContaining('App Secret') });
    feishu.state.revoked = false;

    await untilTrue(() => channel.health().state === 'up');
    expect(channel.canSend()).toBe(true);
    expect(feishu.line.opened()).toBe(1);
  });

  it('is tried again after a while where another process holds the connection', async () => {
    const { feishu, another, close } = await openFeishu();
    onTestFinished(close);
    let now = 0;
    const channel = another({ clock: { now: () => now } });
    feishu.state.revoked = true;
    await expect(channel.send(saying('早'), soon())).rejects.toMatchObject({ failure: { kind: 'auth' } });
    expect(channel.canSend()).toBe(false);

    feishu.state.revoked = false;
    now += 5 * 60_000;
    expect(channel.canSend()).toBe(true);
    await channel.send(saying('早'), soon());

    expect(channel.health().state).toBe('idle');
  });

  it('comes about after the platform was busy, which ends the connection of the SDK for good', async () => {
    const { feishu, channel, close } = await openFeishu();
    onTestFinished(close);
    feishu.faults.add('POST /callback/ws/endpoint', { kind: 'refused', status: 200, code: 1, msg: 'system busy' });
    feishu.faults.add('GET /open-apis/bot/v3/info', { kind: 'html', status: 502 });

    const stop = runFeishu(channel);
    onTestFinished(stop);

    await untilTrue(() => channel.health().state === 'up');
    expect(channel.health().account).toBe('清语助手');
  });

  it('is one at a time, also after it broke again and again', async () => {
    const { feishu, channel, accepted } = await connectedFeishu();

    for (let times = 0; times < 3; times += 1) {
      const before = feishu.line.opened();
      feishu.line.drop();
      await feishu.until(() => feishu.line.opened() > before && feishu.line.connections() === 1);
    }
    await untilTrue(() => channel.health().state === 'up');
    feishu.people.say({ chat: feishuGroup, from: zhangSan, text: '@清语助手 早' });
    await feishu.until(() => feishu.settled());

    expect(feishu.line.connections()).toBe(1);
    expect(accepted).toHaveLength(1);
  });

  it('leaves nothing open when it stops, also while it connects', async () => {
    const { feishu, channel, another, start, close } = await openFeishu();
    onTestFinished(close);
    const stop = await start();
    await stop();
    feishu.faults.add('POST /callback/ws/endpoint', { kind: 'hang' });
    const second = another();
    const stopSecond = runFeishu(second);
    await feishu.until(() => feishu.requests.filter(({ path }) => path === '/callback/ws/endpoint').length === 2);
    await stopSecond();

    await untilTrue(() => feishu.line.connections() === 0);
    expect(channel.health().state).toBe('idle');
    expect(second.health().state).toBe('idle');
  });
});

describe('what doctor says of 飞书', () => {
  it('is which permissions are missing and what they are for, without a connection', async () => {
    const { feishu, channel, close } = await openFeishu();
    onTestFinished(close);
    feishu.state.scopes.delete('im:resource');
    feishu.state.scopes.delete('im:message:send_as_bot');

    const findings = await channel.inspect(soon());

    expect(findings).toContainEqual({
      state: 'fail',
      detail: '缺权限，不能发消息。',
      action: expect.stringContaining('im:message:send_as_bot'),
    });
    expect(findings).toContainEqual(expect.objectContaining({ state: 'warn', detail: '缺权限，不能发文件。' }));
    expect(JSON.stringify(findings)).toContain('使用长连接');
    expect(feishu.line.opened()).toBe(0);
  });

  it('is that the app is not known, and where its secret is found', async () => {
    const { another, close } = await openFeishu();
    onTestFinished(close);

    const findings = await another({ appSecret: 'wrong' }).inspect(soon());

    expect(findings).toMatchObject([{ state: 'fail', action: expect.stringContaining('凭证与基础信息') }]);
  });
});

describe('who saw a message in 飞书', () => {
  it('is told page by page, each once', async () => {
    const { feishu, channel } = await connectedFeishu();
    const { platformMessageId: id } = await channel.send(saying('通知'), soon());
    for (const openId of ['ou_1', 'ou_2', 'ou_3']) feishu.people.read(id ?? '', { openId, name: openId });

    const readers = await channel.readers?.({ to, platformMessageId: id ?? '' }, soon());

    expect(readers?.map(({ platformId }) => platformId)).toEqual(['ou_1', 'ou_2', 'ou_3']);
    expect(readers?.[0]).toMatchObject({ name: null, at: expect.any(Number) });
  });
});
