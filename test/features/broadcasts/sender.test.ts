import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/base/errors.ts';
import { createGate } from '../../support/gate.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { openSender } from '../../support/sender-bench.ts';
import { message } from '../../support/store-builders.ts';

const never = new AbortController().signal;

describe('sending', () => {
  it('happens once and is on record with the id of the platform', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });

    await bench.settle();
    await bench.settle();

    expect(channel.shown).toEqual(['a']);
    expect(await bench.find('a')).toMatchObject({
      state: 'sent',
      sentAt: bench.clock.now(),
      platformMessageId: 'p1',
      attempts: 1,
      reason: null,
    });
  });

  it('is known as in flight before the platform is called, so that a crash in it can be seen', async () => {
    const seen: string[] = [];
    const bench = await openSender({
      channel: createScriptedChannel([
        async () => {
          seen.push((await bench.find('a')).state);
        },
      ]),
    });
    await bench.add({ id: 'a' });

    await bench.settle();

    expect(seen).toEqual(['sending']);
  });

  it('tells the platform where it goes, whom it answers and the key that makes it once', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    const { messageId } = await bench.store.messages.accept(message('1'), 0);
    await bench.add({ id: 'a', replyTo: messageId });

    await bench.settle();

    expect(channel.calls).toEqual([
      {
        to: { channel: 'web', kind: 'group', platformId: 'g' },
        body: { kind: 'text', text: 'a' },
        replyTo: { messageId, replyRef: null, sender: { platformId: 'wang', name: '王会长' } },
        receiptOf: null,
        idempotencyKey: 'a',
      },
    ]);
  });

  it('does not begin before its time', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    await bench.add({ id: 'later', notBefore: bench.clock.now() + 1_000 });

    expect(await bench.sender.round('web', never)).toBe(false);
    bench.clock.advance(1_000);
    await bench.settle();

    expect(channel.shown).toEqual(['later']);
  });

  it('keeps the order within a conversation', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    const ids = Array.from({ length: 45 }, (_, index) => `${index}`);
    await bench.add(...ids.map((id) => ({ id })));

    await bench.settle();

    expect(channel.shown).toEqual(ids);
  });

  it('does not let one conversation wait for another within a round', async () => {
    const gate = createGate();
    const channel = createScriptedChannel([() => gate.passed]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'slow', group: 'a' }, { id: 'quick', group: 'b' });

    const round = bench.sender.round('web', never);
    await expect.poll(() => channel.shown).toEqual(['quick']);
    gate.open();
    await round;

    expect(channel.shown).toEqual(['quick', 'slow']);
  });

  it('finishes what is in flight when it is told to stop, and leaves the rest as it was', async () => {
    const stop = new AbortController();
    const channel = createScriptedChannel([async () => stop.abort()]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' }, { id: 'b' });

    expect(await bench.sender.round('web', stop.signal)).toBe(false);

    expect(channel.shown).toEqual(['a']);
    expect(await bench.find('a')).toMatchObject({ state: 'sent' });
    expect(await bench.find('b')).toMatchObject({ state: 'pending', attempts: 0 });
  });
});

describe('two workers', () => {
  it('send every delivery once between them', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    const other = await bench.second('other');
    const ids = Array.from({ length: 60 }, (_, index) => ({ id: `${index}`, group: `g${index % 7}` }));
    await bench.add(...ids);

    await Promise.all([bench.settle(), other.settle()]);
    await bench.settle();

    expect(channel.shown.toSorted()).toEqual(ids.map(({ id }) => id).toSorted());
  });

  it('do not send to one conversation at the same time', async () => {
    const gate = createGate();
    const began = createGate();
    const channel = createScriptedChannel([
      async () => {
        began.open();
        await gate.passed;
      },
    ]);
    const bench = await openSender({ channel });
    const other = await bench.second('other');
    await bench.add({ id: 'a' });
    const round = bench.sender.round('web', never);
    await began.passed;

    await bench.add({ id: 'b' });
    expect(await other.sender.round('web', never)).toBe(false);
    gate.open();
    await round;
    await other.settle();

    expect(channel.shown).toEqual(['a', 'b']);
  });
});

describe('a slow platform', () => {
  it('is not given a message whose sending could outlast the lease: it goes with the next round', async () => {
    const states: string[] = [];
    const channel = createScriptedChannel([
      async () => {
        bench.clock.advance(10_001);
      },
      async () => {
        states.push((await bench.find('c')).state);
      },
    ]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' }, { id: 'b' }, { id: 'c' });

    expect(await bench.sender.round('web', never)).toBe(true);
    expect([await bench.find('b'), await bench.find('c')]).toMatchObject([
      { state: 'pending', attempts: 0 },
      { state: 'pending', attempts: 0 },
    ]);
    await bench.settle();

    expect(channel.shown).toEqual(['a', 'b', 'c']);
    expect(states).toEqual(['claimed']);
  });
});

describe('a store that goes away', () => {
  it('before the platform is called leaves nothing unknown: the message goes when it is back', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    const { messageId } = await bench.store.messages.accept(message('1'), 0);
    await bench.add({ id: 'a', replyTo: messageId });
    const find = bench.store.messages.find;
    bench.store.messages.find = async () => {
      throw new AppError('store/unavailable', '数据库暂时用不了。');
    };

    await expect(bench.sender.round('web', never)).rejects.toMatchObject({ code: 'store/unavailable' });
    bench.store.messages.find = find;
    bench.clock.advance(30_000);
    await bench.sender.recover(false);
    await bench.settle();

    expect(channel.shown).toEqual(['a']);
    expect(await bench.find('a')).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('under one conversation ends the round only when the others are through', async () => {
    const gate = createGate();
    const channel = createScriptedChannel([() => gate.passed]);
    const bench = await openSender({ channel });
    await bench.add({ id: 'slow', group: 'a' }, { id: 'broken', group: 'b' });
    const { markSending } = bench.store.deliveries;
    bench.store.deliveries.markSending = async (id, owner, now) => {
      if (id === 'broken') throw new AppError('store/unavailable', '数据库暂时用不了。');
      return markSending(id, owner, now);
    };
    const ends: string[] = [];
    const round = bench.sender.round('web', never).catch(() => ends.push('round'));
    await expect.poll(() => channel.calls.length).toBe(1);
    await bench.find('slow');

    ends.push('gate');
    gate.open();
    await round;

    expect(ends).toEqual(['gate', 'round']);
    expect(await bench.find('slow')).toMatchObject({ state: 'sent' });
  });

  it('after the platform was called is an unknown outcome, once the lease is over', async () => {
    const channel = createScriptedChannel();
    const bench = await openSender({ channel });
    await bench.add({ id: 'a' });
    const away = async (): Promise<boolean> => {
      throw new AppError('store/unavailable', '数据库暂时用不了。');
    };
    Object.assign(bench.store.deliveries, { markSent: away, end: away });

    await expect(bench.sender.round('web', never)).rejects.toMatchObject({ code: 'store/unavailable' });
    bench.clock.advance(30_000);
    await bench.sender.recover(false);
    await bench.settle();

    expect(channel.shown).toEqual(['a']);
    expect(await bench.find('a')).toMatchObject({ state: 'unknown' });
    expect(bench.log.notes).toContainEqual(expect.objectContaining({ level: 'error', data: { unknown: 1 } }));
  });
});
