import { describe, expect, it } from 'vitest';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { openSender } from '../../support/sender-bench.ts';
import { delivery, message } from '../../support/store-builders.ts';

const never = new AbortController().signal;
const maxText = { value: 6, in: 'units' } as const;
const text = '第一条。\n第二条。\n第三条。';

describe('a text that takes several messages', () => {
  it('goes out in parts: the first quotes the question, each has a key of its own, the last one counts', async () => {
    const channel = createScriptedChannel([], false, { maxText });
    const bench = await openSender({ channel });
    const { messageId } = await bench.store.messages.accept(message('1'), 0);
    await bench.add({ id: 'a', text, replyTo: messageId }, { id: 'b' });

    await bench.settle();

    expect(channel.shown).toEqual(['第一条。', '第二条。', '第三条。', 'b']);
    expect(channel.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['a', 'a/2', 'a/3', 'b']);
    expect(channel.calls.map(({ replyTo }) => replyTo?.messageId ?? null)).toEqual([messageId, null, null, null]);
    expect(await bench.find('a')).toMatchObject({ state: 'sent', platformMessageId: 'p3' });
  });

  it('goes on after a refusal with the part that was refused', async () => {
    const channel = createScriptedChannel(['sent', { kind: 'rate_limited', retryAfterMs: 3_000 }], false, { maxText });
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', text }, { id: 'b' });

    await bench.settle();
    expect(channel.shown).toEqual(['第一条。']);
    bench.clock.advance(3_000);
    await bench.settle();

    expect(channel.shown).toEqual(['第一条。', '第二条。', '第三条。', 'b']);
  });

  it('goes on after a crash between two parts, in another worker', async () => {
    const channel = createScriptedChannel(['sent', () => Promise.reject(new Error('killed'))], false, { maxText });
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', text });
    const [claimed] = await bench.store.deliveries.claim(
      { owner: 'dead', now: bench.clock.now(), leaseMs: 1 },
      { limit: 1, channels: ['web'] },
    );
    await bench.store.deliveries.markSending(claimed?.id ?? '', 'dead', bench.clock.now());
    await bench.store.deliveries.markPart('a', 'dead', 1);
    bench.clock.advance(1);

    const other = await bench.second('other', createScriptedChannel([], false, { maxText }));
    await other.sender.recover(false);
    await other.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'sent', partsSent: 2 });
  });

  it('is one message where the channel shows a key once, and none of it is sent twice', async () => {
    const channel = createScriptedChannel(['lost'], true, { maxText });
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', text });

    await bench.settle();
    bench.clock.advance(10_000);
    await bench.settle();

    expect(channel.shown).toEqual(['第一条。', '第二条。', '第三条。']);
  });
});

describe('what the platform says of a conversation', () => {
  it('holds for what comes after it: one that is gone gets nothing more until it is back', async () => {
    const channel = createScriptedChannel([{ kind: 'gone' }]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', kind: 'broadcast' });
    await bench.settle();
    const { conversationId } = await bench.find('a');
    await bench.store.deliveries.add([delivery('b', conversationId, { kind: 'broadcast' })], bench.clock.now());
    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'failed' });
    expect(await bench.find('b')).toMatchObject({ state: 'skipped', reason: '机器人已不在这个群里' });
    await bench.store.messages.accept(message('back'), bench.clock.now());
    await bench.add({ id: 'c', kind: 'broadcast' });
    await bench.settle();

    expect(channel.shown).toEqual(['c']);
  });

  it('takes the message to where the conversation has moved', async () => {
    const to = { channel: 'web', kind: 'group', platformId: 'new home' } as const;
    const channel = createScriptedChannel([{ kind: 'moved', to }]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' }, { id: 'b' });

    await bench.settle();
    bench.clock.advance(1_000);
    await bench.settle();

    expect(channel.calls.map(({ to: { platformId } }) => platformId)).toEqual(['g', 'new home', 'new home']);
    expect(channel.shown).toEqual(['a', 'b']);
  });

  it('keeps everything when the account is refused, and tells it loudly', async () => {
    const channel = createScriptedChannel([{ kind: 'auth' }]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });

    await bench.settle();
    expect(await bench.find('a')).toMatchObject({ state: 'pending' });
    expect(bench.log.notes.filter(({ level }) => level === 'error')).toHaveLength(1);
    bench.clock.advance(60_000);
    await bench.settle();

    expect(channel.shown).toEqual(['a']);
  });
});

describe('a channel that cannot send now', () => {
  it('is asked for nothing, and what waits for it is skipped when its time is over', async () => {
    const channel = { ...createScriptedChannel(), canSend: () => false };
    const bench = await openSender({ channel });
    await bench.add({ id: 'a', closesAt: bench.clock.now() + 1_000 });

    expect(await bench.sender.round('web', never)).toBe(false);
    bench.clock.advance(1_000);
    await bench.sender.recover(false);

    expect(await bench.find('a')).toMatchObject({ state: 'skipped', reason: '已过发送时段' });
  });

  it('has no loop of its own where a person posts', async () => {
    const bench = await openSender({ channel: createScriptedChannel([], false, { sentBy: 'person' }) });

    expect(bench.sender.channels).toEqual([]);
  });
});

describe('the pace', () => {
  const perMinute = { scope: 'conversation', max: 2, perMs: 60_000, burst: 1 } as const;

  it('stays under the limit of a conversation, and lets others go', async () => {
    const channel = createScriptedChannel([], false, { rates: [perMinute] });
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' }, { id: 'b' }, { id: 'elsewhere', group: 'other' });

    await bench.settle();

    expect(channel.shown.toSorted()).toEqual(['a', 'elsewhere']);
    expect(await bench.find('b')).toMatchObject({ state: 'pending', reason: '按平台的限速排队', attempts: 0 });
    bench.clock.advance(62_000);
    await bench.settle();
    expect(channel.shown).toContain('b');
  });

  it('stays under the limit of the account, over all workers', async () => {
    const channel = createScriptedChannel([], false, { rates: [{ ...perMinute, scope: 'account' }] });
    const bench = await openSender({ channel });
    const other = await bench.second('other');
    await bench.add(...Array.from({ length: 10 }, (_, index) => ({ id: `${index}`, group: `group ${index}` })));

    await Promise.all([bench.settle(), other.settle()]);

    expect(channel.shown).toHaveLength(1);
  });

  it('leaves a pause between what nobody asked for, and none before a reply', async () => {
    const channel = createScriptedChannel([], false, { pause: { fromMs: 4_000, toMs: 8_000 } });
    const bench = await openSender({ channel });
    await bench.add(
      { id: 'news 1', kind: 'broadcast', group: 'one' },
      { id: 'news 2', kind: 'broadcast', group: 'two' },
      { id: 'reply', group: 'two' },
    );

    await bench.settle();
    expect(channel.shown.toSorted()).toEqual(['news 1', 'reply']);
    bench.clock.advance(5_999);
    await bench.settle();
    expect(channel.shown).toHaveLength(2);
    bench.clock.advance(1);
    await bench.settle();

    expect(channel.shown).toHaveLength(3);
  });

  it('holds back the whole conversation for as long as the platform says', async () => {
    const fast = { scope: 'conversation', max: 60_000, perMs: 60_000, burst: 100 } as const;
    const channel = createScriptedChannel([{ kind: 'rate_limited', retryAfterMs: 9_000 }], false, { rates: [fast] });
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });
    await bench.settle();
    await bench.add({ id: 'news', kind: 'broadcast' });

    bench.clock.advance(8_999);
    await bench.settle();
    expect(channel.shown).toEqual([]);
    bench.clock.advance(9_000);
    await bench.settle();

    expect(channel.shown.toSorted()).toEqual(['a', 'news']);
  });
});
