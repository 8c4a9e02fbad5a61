import { describe, expect, it } from 'vitest';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { openSender } from '../../support/sender-bench.ts';

const never = new AbortController().signal;

describe('a platform that asks to wait', () => {
  it('gets the message again when the time is over, not before', async () => {
    const channel = createScriptedChannel([{ kind: 'rate_limited', retryAfterMs: 7_000 }]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });

    await bench.settle();
    expect(await bench.find('a')).toMatchObject({
      state: 'pending',
      notBefore: bench.clock.now() + 7_000,
      reason: '平台说：rate_limited。',
    });
    bench.clock.advance(6_999);
    await bench.settle();
    expect(channel.calls).toHaveLength(1);
    bench.clock.advance(1);
    await bench.settle();

    expect(channel.shown).toEqual(['a']);
  });

  it('keeps those behind it in the conversation waiting too, and nobody else', async () => {
    const channel = createScriptedChannel([{ kind: 'rate_limited', retryAfterMs: 7_000 }]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' }, { id: 'b' }, { id: 'c' });
    await bench.sender.round('web', never);
    await bench.add({ id: 'late' }, { id: 'elsewhere', group: 'other' });

    await bench.settle();
    expect(channel.shown).toEqual(['elsewhere']);
    bench.clock.advance(7_000);
    await bench.settle();

    expect(channel.shown).toEqual(['elsewhere', 'a', 'b', 'c', 'late']);
  });

  it('and counts by the account alone gets nothing of the account meanwhile', async () => {
    const rates = [{ scope: 'account', max: 60, perMs: 60_000, burst: 20 }] as const;
    const channel = createScriptedChannel([{ kind: 'rate_limited', retryAfterMs: 60_000 }], false, { rates });
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });
    await bench.sender.round('web', never);
    await bench.add({ id: 'elsewhere', group: 'other' });

    await bench.settle();
    expect(channel.calls).toHaveLength(1);
    bench.clock.advance(70_000);
    await bench.settle();

    expect(channel.shown).toHaveLength(2);
  });

  it('is not asked in a tight loop when it gives no time', async () => {
    const channel = createScriptedChannel([{ kind: 'rate_limited', retryAfterMs: 0 }]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });

    await bench.settle();
    expect(channel.calls).toHaveLength(1);
    bench.clock.advance(1_000);
    await bench.settle();

    expect(channel.shown).toEqual(['a']);
  });
});

describe('a passing failure', () => {
  it('is tried again after pauses that double up to five minutes', async () => {
    const channel = createScriptedChannel(Array.from({ length: 10 }, () => ({ kind: 'transient' }) as const));
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });

    const pauses: number[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await bench.settle();
      const pause = (await bench.find('a')).notBefore - bench.clock.now();
      pauses.push(pause / 1_000);
      bench.clock.advance(pause);
    }
    await bench.settle();

    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    expect(channel.shown).toEqual(['a']);
  });
});

describe('an unknown outcome', () => {
  it('is never sent again where the platform would show it twice: a person decides', async () => {
    const channel = createScriptedChannel(['lost']);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' }, { id: 'b' });

    await bench.settle();
    bench.clock.advance(24 * 3_600_000);
    await bench.sender.recover(true);
    await bench.settle();

    expect(channel.shown).toEqual(['a', 'b']);
    expect(await bench.find('a')).toMatchObject({ state: 'unknown', reason: '没有等到平台的回答。' });
  });

  it('is sent again with the same key where the platform shows it once', async () => {
    const channel = createScriptedChannel(['lost', 'lost'], true);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });

    for (let attempt = 0; attempt < 3; attempt += 1) {
      await bench.settle();
      bench.clock.advance(60_000);
    }

    expect(channel.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['a', 'a', 'a']);
    expect(channel.shown).toEqual(['a']);
    expect(await bench.find('a')).toMatchObject({ state: 'sent' });
  });

  it('is what any error is that the channel did not explain', async () => {
    const channel = createScriptedChannel([
      async () => {
        throw new TypeError('socket hang up');
      },
    ]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });

    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'unknown', reason: '发送时出错' });
  });
});

describe('a refusal for good', () => {
  it.each([{ kind: 'permanent', reason: 'bad_request' }, { kind: 'gone' }] as const)(
    '($kind) ends the delivery with its reason and lets the next one go',
    async (failure) => {
      const { kind } = failure;
      const channel = createScriptedChannel([failure]);
      const bench = await openSender({ channel });
      await bench.add({ id: 'a' }, { id: 'b' });

      await bench.settle();
      bench.clock.advance(24 * 3_600_000);
      await bench.settle();

      expect(await bench.find('a')).toMatchObject({ state: 'failed', reason: `平台说：${kind}。`, attempts: 1 });
      expect(channel.shown).toEqual(['b']);
    },
  );
});

describe('what a dead worker left', () => {
  it('goes back in line when it was only claimed, once the lease is over', async () => {
    const bench = await openSender({ channel: createScriptedChannel() });
    await bench.add({ id: 'a' });
    await bench.store.deliveries.claim(dead(bench.clock.now()), { limit: 1, channels: ['web'] });

    await bench.sender.recover(false);
    expect(await bench.find('a')).toMatchObject({ state: 'claimed' });
    bench.clock.advance(30_000);
    await bench.sender.recover(false);
    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'sent' });
  });

  it.each([
    [false, 'unknown', 0],
    [true, 'sent', 1],
  ] as const)(
    'while it was sending, with a platform that takes keys = %s, ends %s',
    async (takesKeys, state, shown) => {
      const channel = createScriptedChannel([], takesKeys);
      const bench = await openSender({ channel });
      await bench.add({ id: 'a' });
      await bench.store.deliveries.claim(dead(bench.clock.now()), { limit: 1, channels: ['web'] });
      await bench.store.deliveries.markSending('a', 'dead', bench.clock.now());

      await bench.sender.recover(false);
      expect(await bench.find('a')).toMatchObject({ state: 'sending' });
      bench.clock.advance(30_000);
      await bench.sender.recover(false);
      await bench.settle();

      expect(await bench.find('a')).toMatchObject({ state });
      expect(channel.shown).toHaveLength(shown);
    },
  );

  it('is settled at once when no other worker can live', async () => {
    const bench = await openSender({ channel: createScriptedChannel() });
    await bench.add({ id: 'a' });
    await bench.store.deliveries.claim(dead(bench.clock.now()), { limit: 1, channels: ['web'] });

    await bench.sender.recover(true);
    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'sent' });
  });
});

function dead(now: number): { owner: string; now: number; leaseMs: number } {
  return { owner: 'dead', now, leaseMs: 30_000 };
}

describe('a group that moved', () => {
  it('gets the message under its new number, though the move could not be put on record at first', async () => {
    const to = { channel: 'web', kind: 'group', platformId: 'new' } as const;
    const channel = createScriptedChannel([
      { kind: 'moved', to },
      { kind: 'moved', to },
    ]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });
    const { conversations } = bench.store;
    const { move } = conversations;
    conversations.move = async () => {
      conversations.move = move;
      throw new Error('a deadlock');
    };

    for (let round = 0; round < 3; round += 1) {
      await bench.settle();
      bench.clock.advance(1_000);
    }

    expect(channel.calls.map((call) => call.to.platformId)).toEqual(['g', 'g', 'new']);
    expect(await bench.find('a')).toMatchObject({ state: 'sent' });
  });
});
