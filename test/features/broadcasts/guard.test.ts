import { describe, expect, it } from 'vitest';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { openSender, type SenderBench } from '../../support/sender-bench.ts';
import { group } from '../../support/store-builders.ts';

const night = { from: '21:30', until: '07:30' };
const noon = { from: '12:00', until: '14:00' };

describe('a window that has closed', () => {
  it('skips what was not sent in time, with the reason', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    const closesAt = bench.clock.now() + 60_000;
    await bench.add({ id: 'late', kind: 'daily', closesAt }, { id: 'late too', kind: 'daily', closesAt });
    bench.clock.advance(60_000);

    await bench.settle();

    expect(channel.calls).toEqual([]);
    expect(await bench.find('late')).toMatchObject({ state: 'skipped', reason: '已过发送时段' });
    expect(await bench.find('late too')).toMatchObject({ state: 'skipped' });
  });

  it('lets through what comes a millisecond before', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', kind: 'daily', closesAt: bench.clock.now() + 1 });

    await bench.settle();

    expect(channel.shown).toEqual(['a']);
  });

  it('closes while the platform lets it wait', async () => {
    const channel = createScriptedChannel([{ kind: 'rate_limited', retryAfterMs: 60_000 }]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', kind: 'daily', closesAt: bench.clock.now() + 60_000 });

    await bench.settle();
    bench.clock.advance(60_000);
    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'skipped', reason: '已过发送时段：平台说：rate_limited。' });
  });
});

describe('a muted group', () => {
  it('gets no unrequested message, but every reply', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    await bench.add({ id: 'daily', kind: 'daily' }, { id: 'news', kind: 'broadcast' }, { id: 'reply' });
    await bench.store.conversations.setMuted(await group(bench.store), true);

    await bench.settle();

    expect(channel.shown).toEqual(['reply']);
    expect(await bench.find('daily')).toMatchObject({ state: 'skipped', reason: '该群已停发' });
    expect(await bench.find('news')).toMatchObject({ state: 'skipped' });
  });
});

describe('quiet hours', () => {
  it.each([
    ['in the evening', '2026-11-23T21:30:00+08:00', '2026-11-24T07:30:00+08:00'],
    ['just before midnight', '2026-11-23T23:59:59.999+08:00', '2026-11-24T07:30:00+08:00'],
    ['just after midnight', '2026-11-24T00:00:00+08:00', '2026-11-24T07:30:00+08:00'],
    ['in their last minute', '2026-11-24T07:29:59.999+08:00', '2026-11-24T07:30:00+08:00'],
    ['on the last night of a year', '2026-12-31T22:00:00+08:00', '2027-01-01T07:30:00+08:00'],
  ])('over midnight keep an unrequested message %s until they end', async (_, now, until) => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel, quietHours: night });
    bench.clock.set(now);
    await bench.add({ id: 'news', kind: 'broadcast' });

    await bench.settle();

    expect(await bench.find('news')).toMatchObject({ state: 'pending', notBefore: Date.parse(until) });
    bench.clock.set(until);
    await bench.settle();
    expect(channel.shown).toEqual(['news']);
  });

  it.each(['2026-11-23T21:29:59.999+08:00', '2026-11-24T07:30:00+08:00', '2026-11-24T12:00:00+08:00'])(
    'do not hold at %s',
    async (now) => {
      const channel = createScriptedChannel();
      const bench = await openSender({ channel, quietHours: night });
      bench.clock.set(now);
      await bench.add({ id: 'news', kind: 'broadcast' });

      await bench.settle();

      expect(channel.shown).toEqual(['news']);
    },
  );

  it('of one day end on that day', async () => {
    const bench = await openSender({ channel: createScriptedChannel(), quietHours: noon });
    bench.clock.set('2026-11-23T12:00:00+08:00');
    await bench.add({ id: 'news', kind: 'broadcast' });

    await bench.settle();

    expect(await bench.find('news')).toMatchObject({ notBefore: Date.parse('2026-11-23T14:00:00+08:00') });
  });

  it('hold back no reply, also behind a message that waits', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel, quietHours: night });
    bench.clock.set('2026-11-23T23:00:00+08:00');
    await bench.add({ id: 'news', kind: 'broadcast' }, { id: 'reply' });

    await bench.settle();

    expect(channel.shown).toEqual(['reply']);
  });

  it('keep the order of what waited', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel, quietHours: night });
    bench.clock.set('2026-11-23T23:00:00+08:00');
    await bench.add({ id: '1', kind: 'daily' }, { id: '2', kind: 'broadcast' }, { id: '3', kind: 'daily' });
    await bench.settle();

    bench.clock.set('2026-11-24T07:30:00+08:00');
    await bench.settle();

    expect(channel.shown).toEqual(['1', '2', '3']);
  });

  it('outlast a window that closes in them: skipped, not sent late', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel, quietHours: night });
    bench.clock.set('2026-11-23T21:45:00+08:00');
    await bench.add({ id: 'news', kind: 'broadcast', closesAt: Date.parse('2026-11-23T22:00:00+08:00') });
    await bench.settle();

    bench.clock.set('2026-11-24T07:30:00+08:00');
    await bench.settle();

    expect(channel.calls).toEqual([]);
    expect(await bench.find('news')).toMatchObject({ state: 'skipped', reason: '已过发送时段' });
  });
});

describe('the daily cap', () => {
  it.each([
    ['shows one key twice', false],
    ['shows one key once', true],
  ])('on a platform that %s skips what goes beyond it, with the reason, and never a reply', async (_, takesKeys) => {
    const channel = createScriptedChannel([], takesKeys);
    const bench = await openSender({ channel, dailyCap: 2 });
    await bench.add(...news(bench, 3), { id: 'reply' }, { id: 'elsewhere', kind: 'broadcast', group: 'other' });

    await bench.settle();

    expect(channel.shown.toSorted()).toEqual(['elsewhere', 'news 1', 'news 2', 'reply']);
    expect(await bench.find('news 3')).toMatchObject({ state: 'skipped', reason: '该群今天已收到 2 条群发，达到上限' });
  });

  it('counts from midnight in the time zone of the association', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel, dailyCap: 1 });
    bench.clock.set('2026-11-23T23:59:59+08:00');
    await bench.add({ id: 'today', kind: 'broadcast' });
    await bench.settle();

    bench.clock.set('2026-11-24T00:00:00+08:00');
    await bench.add({ id: 'tomorrow', kind: 'daily' }, { id: 'too much', kind: 'daily' });
    await bench.settle();

    expect(channel.shown).toEqual(['today', 'tomorrow']);
  });

  it('does not count what failed', async () => {
    const channel = createScriptedChannel([{ kind: 'permanent', reason: 'bad_request' }]);
    const bench = await openSender({ channel, dailyCap: 1 });
    await bench.add(...news(bench, 2));

    await bench.settle();

    expect(channel.shown).toEqual(['news 2']);
  });

  it('counts what may have arrived: what nobody knows of, and what a dead worker was sending', async () => {
    const channel = createScriptedChannel(['lost']);
    const bench = await openSender({ channel, dailyCap: 1 });
    const { deliveries } = bench.store;
    await bench.add({ id: 'lost', kind: 'daily' }, { id: 'too much', kind: 'daily' });
    await bench.add({ id: 'dead', kind: 'daily', group: 'other' });
    await deliveries.claim({ owner: 'dead', now: bench.clock.now(), leaseMs: 1 }, { limit: 9, channels: ['web'] });
    await deliveries.markSending('dead', 'dead', bench.clock.now());
    for (const id of ['lost', 'too much']) await deliveries.putBack(id, 'dead', { notBefore: 0, reason: null });
    bench.clock.advance(1);
    await bench.add({ id: 'behind', kind: 'daily', group: 'other' });

    await bench.settle();

    expect(channel.shown).toEqual(['lost']);
    const capped = { state: 'skipped', reason: '该群今天已收到 1 条群发，达到上限' };
    expect(await bench.find('too much')).toMatchObject(capped);
    expect(await bench.find('behind')).toMatchObject(capped);
  });

  it('does not count today what is unknown since yesterday', async () => {
    const channel = createScriptedChannel(['lost']);
    const bench = await openSender({ channel, dailyCap: 1 });
    await bench.add({ id: 'yesterday', kind: 'daily' });
    await bench.settle();
    bench.clock.set('2026-11-24T09:00:00+08:00');
    await bench.add({ id: 'today', kind: 'daily' });

    await bench.settle();

    expect(channel.shown).toEqual(['yesterday', 'today']);
  });

  it('of none lets nothing unrequested through', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel, dailyCap: 0 });
    await bench.add(...news(bench, 1));

    await bench.settle();

    expect(channel.calls).toEqual([]);
  });
});

/** Of a kind that goes alone. */
function news({ clock }: SenderBench, count: number): { id: string; kind: 'daily'; notBefore: number }[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `news ${index + 1}`,
    kind: 'daily',
    notBefore: clock.now(),
  }));
}
