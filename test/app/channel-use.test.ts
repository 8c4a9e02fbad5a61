import { describe, expect, it } from 'vitest';
import { readChannelUse } from '../../src/app/channel-use.ts';
import type { Capabilities } from '../../src/domain/channel.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { createScriptedChannel } from '../support/scripted-channel.ts';
import { delivery, group } from '../support/store-builders.ts';
import { openTempStore } from '../support/temp-store.ts';

const hour = 3_600_000;
const rates: Capabilities['rates'] = [
  { scope: 'conversation', max: 20, perMs: 60_000, burst: 3 },
  { scope: 'account', max: 100, perMs: hour, burst: 4 },
];

describe('the limits and the use of a channel', () => {
  it('are what it may send and what it sent, of a group the one that got most', async () => {
    const { deps, sent } = await open();
    await sent('a', [1_000, 2_000, 30_000, 10 * 60_000, 26 * hour]);
    await sent('b', [5_000, 2 * hour]);

    const [use] = await readChannelUse(deps, [createScriptedChannel([], false, { rates })]);

    expect(use).toMatchObject({
      id: 'web',
      limits: expect.arrayContaining(['每个群每分钟 20 条', '账号每小时 100 条']),
      sent: { minute: 4, hour: 5, day: 6 },
      rates: [
        { limit: '每个群每分钟 20 条', max: 20, used: 3 },
        { limit: '账号每小时 100 条', max: 100, used: 5 },
      ],
      waitMs: 0,
    });
  });

  it('tell what each group got today of what nobody asked for, and who is full', async () => {
    const { deps, sent } = await open();
    await sent('a', [1_000, 2_000]);
    await sent('b', [3_000, 20 * hour]);
    await sent('c', []);

    const [use] = await readChannelUse(deps, [createScriptedChannel()]);

    expect(use?.today).toEqual({
      cap: 2,
      groups: 3,
      full: 1,
      most: [
        { group: '群 a', sent: 2 },
        { group: '群 b', sent: 1 },
      ],
    });
  });

  it('tell how long a platform holds the account', async () => {
    const { deps } = await open();
    const channel = createScriptedChannel([], false, { rates });
    await deps.store.rateBuckets.hold({ key: 'account/web/1', intervalMs: 1, toleranceMs: 0 }, hour);

    const [use] = await readChannelUse(deps, [channel]);

    expect(use?.waitMs).toBeGreaterThan(hour / 2);
  });

  it('say in words what else is limited', async () => {
    const { deps } = await open();
    const channel = createScriptedChannel([], false, {
      maxText: { value: 2_048, in: 'bytes' },
      files: { maxBytes: 20 * 1024 * 1024, maxCaption: 0 },
      pause: { fromMs: 3_000, toMs: 8_000 },
    });

    const [use] = await readChannelUse(deps, [channel]);

    expect(use?.limits).toEqual([
      '一条消息最多 2048 字节（约 682 个汉字），更长的自动分成几条',
      '文件最大 20.0 MB',
      '两条群发之间隔 3 到 8 秒',
    ]);
  });
});

async function open() {
  const clock = createHandClock('2026-11-26T15:00:00+08:00');
  const { store } = await openTempStore(clock);
  return {
    deps: { store, now: clock.now, timeZone: 'Asia/Shanghai', dailyCap: 2 },
    /** Broadcasts that a group got so long ago, milliseconds. */
    async sent(name: string, ago: readonly number[]) {
      const id = await group(store, name);
      await store.conversations.setEnrolled(id, 1);
      const ids = ago.map((_, place) => `${name}${place}`);
      await store.deliveries.add(
        ids.map((one) => delivery(one, id, { kind: 'broadcast' })),
        1,
      );
      await store.deliveries.claim({ owner: 'a', now: clock.now(), leaseMs: 1 }, { limit: 99, channels: ['web'] });
      const all = ids.map((one, place) => ({ id: one, at: clock.now() - (ago[place] ?? 0), platformMessageId: null }));
      await store.deliveries.markAllSent('a', all);
    },
  };
}
