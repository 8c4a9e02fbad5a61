import { describe, expect, it } from 'vitest';
import { examineChannel, inspectChannel } from '../../src/app/examine-channels.ts';
import type { Channel, ChannelHealth } from '../../src/ports/channel.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { createScriptedChannel } from '../support/scripted-channel.ts';
import { delivery, group } from '../support/store-builders.ts';
import { openTempStore } from '../support/temp-store.ts';

const idle: ChannelHealth = { state: 'idle', detail: '由别的进程连接', account: null };
const connection = { run: async () => {} };

describe('how a channel is', () => {
  it('is what this process sees where it is connected here', async () => {
    const { deps } = await open();
    const channel = { ...createScriptedChannel(), connection, health: () => health('degraded', '网络不通，正在重连') };

    expect(await examineChannel(deps, channel)).toMatchObject({
      name: 'web',
      state: 'warn',
      detail: '网络不通，正在重连',
    });
  });

  it('is what the process says that is connected, for as long as it goes on saying so', async () => {
    const { deps, clock, store } = await open();
    const channel: Channel = { ...createScriptedChannel(), connection, health: () => idle };
    const said = { ...health('up', '已连接'), channel: 'web', since: 0, seenAt: clock.now(), lastInboundAt: null };
    await store.channelStatuses.put(said);

    expect(await examineChannel(deps, channel)).toMatchObject({ state: 'ok', detail: '已连接，身份 @qingyu' });
    clock.advance(60_000);
    expect(await examineChannel(deps, channel)).toMatchObject({ state: 'fail', detail: '还没有连上' });
  });
});

describe('what doctor says of a channel', () => {
  it('is whether it is connected and what it may do; what is used is told beside it', async () => {
    const { deps, clock, store } = await open();
    const rates = [{ scope: 'conversation', max: 20, perMs: 60_000, burst: 3 }] as const;
    const channel: Channel = {
      ...createScriptedChannel([], false, { rates }),
      connection,
      health: () => idle,
      inspect: async () => [{ state: 'warn', detail: '隐私模式开着', action: '在 BotFather 里关掉' }],
    };
    await store.deliveries.add([delivery('1', await group(store))], 1);
    await store.deliveries.claim({ owner: 'a', now: 1, leaseMs: 1 }, { limit: 1, channels: ['web'] });
    await store.deliveries.markAllSent('a', [{ id: '1', at: clock.now() - 120_000, platformMessageId: null }]);

    const findings = await inspectChannel(deps, channel);

    expect(findings.map(({ name, state, detail }) => [name, state, detail])).toEqual([
      ['web', 'warn', '没有正在运行的服务连着它'],
      ['web', 'warn', '隐私模式开着'],
    ]);
  });

  it('is told once where the platform refuses the account, with what to do', async () => {
    const { deps } = await open();
    const channel: Channel = {
      ...createScriptedChannel(),
      connection,
      health: () => health('down', '令牌不对'),
      inspect: async () => [{ state: 'fail', detail: '平台不认这个令牌', action: '在 BotFather 里用 /token 取得令牌' }],
    };

    expect((await inspectChannel(deps, channel)).map(({ detail }) => detail)).toEqual(['平台不认这个令牌']);
  });

  it('is both where no server runs and the platform refuses the account', async () => {
    const { deps } = await open();
    const channel: Channel = {
      ...createScriptedChannel(),
      connection,
      health: () => idle,
      inspect: async () => [{ state: 'fail', detail: '平台不认这个令牌', action: '换一个' }],
    };

    expect(await inspectChannel(deps, channel)).toHaveLength(2);
  });

  it('says nothing of limits where there are none', async () => {
    const { deps } = await open();

    expect(await inspectChannel(deps, createScriptedChannel())).toEqual([
      { name: 'web', state: 'ok', detail: '正常', action: null },
    ]);
  });
});

describe('where 收到 is a link', () => {
  const sendOnly = (): Channel => createScriptedChannel([], false, { inbound: 'none' });

  it('doctor warns while it leads to this machine only, and a group gets it', async () => {
    const { deps, store } = await open();
    const channel = sendOnly();
    expect(await inspectChannel(deps, channel)).toHaveLength(1);
    await store.conversations.setEnrolled(await group(store), 1);

    const [, finding] = await inspectChannel(deps, channel);

    expect(finding).toMatchObject({ name: 'web', state: 'warn', action: expect.stringContaining('PUBLIC_URL') });
    expect(finding?.detail).toContain('1 个群');
    expect(await inspectChannel({ ...deps, publicUrl: 'https://bot.example.org' }, channel)).toHaveLength(1);
    expect(await inspectChannel(deps, createScriptedChannel())).toHaveLength(1);
  });
});

async function open() {
  const clock = createHandClock('2026-11-26T09:00:00+08:00');
  const { store } = await openTempStore(clock);
  return { clock, store, deps: { store, now: clock.now, timeZone: 'Asia/Shanghai', dailyCap: 2, publicUrl: null } };
}

function health(state: ChannelHealth['state'], detail: string): ChannelHealth {
  return { state, detail, account: '@qingyu' };
}
