import { describe, expect, it } from 'vitest';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { openSender } from '../../support/sender-bench.ts';

const hour = 3_600_000;
const briefly = { idempotentForMs: hour };

describe('a platform that knows a key again for an hour', () => {
  it('is sent what may have been shown again, under the same key', async () => {
    const channel = createScriptedChannel(['lost', 'lost'], true, briefly);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', kind: 'reply' });

    await bench.settle();
    bench.clock.advance(10_000);
    await bench.settle();
    bench.clock.advance(10_000);
    await bench.settle();

    expect(channel.calls).toHaveLength(3);
    expect(channel.shown).toEqual(['a']);
    expect(await bench.find('a')).toMatchObject({ state: 'sent' });
  });

  it('is not sent it after that, however it came to wait: a person decides', async () => {
    const channel = createScriptedChannel(['lost'], true, briefly);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', kind: 'reply' }, { id: 'b', kind: 'reply', group: 'h' });

    await bench.settle();
    bench.clock.advance(hour);
    await bench.settle();

    expect(channel.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['a', 'b']);
    expect(await bench.find('a')).toMatchObject({ state: 'unknown', reason: expect.stringContaining('可能重复') });
  });

  it('counts from the first attempt, whatever was refused in between', async () => {
    const channel = createScriptedChannel(['lost', { kind: 'rate_limited', retryAfterMs: hour }], true, briefly);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });

    await bench.settle();
    bench.clock.advance(10_000);
    await bench.settle();
    bench.clock.advance(hour);
    await bench.settle();

    expect(channel.calls).toHaveLength(2);
    expect(await bench.find('a')).toMatchObject({ state: 'unknown' });
  });

  it('is sent, however late, what was surely not shown', async () => {
    const channel = createScriptedChannel([{ kind: 'rate_limited', retryAfterMs: 2 * hour }], true, briefly);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });

    await bench.settle();
    bench.clock.advance(2 * hour);
    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'sent' });
  });

  it.each([
    [hour / 2, 'sent', 1],
    [hour, 'unknown', 0],
  ])('after a crash in a send and %i ms the outcome is %s', async (later, state, calls) => {
    const channel = createScriptedChannel([() => new Promise(() => {})], true, briefly);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', kind: 'reply' });
    void bench.sender.round(channel.id, new AbortController().signal);
    await expect.poll(() => channel.calls.length).toBe(1);

    const again = createScriptedChannel([], true, briefly);
    const next = await bench.second('next', again);
    bench.clock.advance(later);
    await next.sender.recover(true);
    await next.settle();

    expect(await next.find('a')).toMatchObject({ state });
    expect(again.calls).toHaveLength(calls);
  });

  it('is sent under a key of its own what a person wants sent again', async () => {
    const channel = createScriptedChannel(['lost'], true, briefly);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });
    await bench.settle();
    bench.clock.advance(hour);
    await bench.settle();

    const again = { to: 'pending', notBefore: bench.clock.now(), closesAt: null, reason: '周秘书要求重发' } as const;
    await bench.store.deliveries.decide('a', 'unknown', again);
    await bench.settle();

    expect(channel.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['a', 'a/again1']);
    expect(await bench.find('a')).toMatchObject({ state: 'sent' });
  });
});
