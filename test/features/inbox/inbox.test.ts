import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Ability } from '../../../src/features/inbox/inbox.ts';
import { createGate, type Gate } from '../../support/gate.ts';
import { echo, openInbox } from '../../support/inbox-bench.ts';

const never = new AbortController().signal;

describe('the inbox', () => {
  it('handles a message once and keeps its reply', async () => {
    const bench = await openInbox();
    const id = await bench.say('1');

    await bench.settle();

    expect(await bench.outcomeOf(id)).toBe('answered');
    expect(await bench.repliesTo(id)).toEqual(['答 问题 1']);
    expect(await bench.inbox.round(never)).toBe(false);
  });

  it('handles a message once that the platform handed in twice, also after it was handled', async () => {
    const bench = await openInbox();
    const id = await bench.say('1');
    expect(await bench.say('1')).toBe(id);
    await bench.settle();
    expect(await bench.say('1')).toBe(id);

    await bench.settle();

    expect(bench.handled).toEqual(['问题 1']);
    expect(await bench.repliesTo(id)).toEqual(['答 问题 1']);
  });

  it('keeps all replies of one message, in order', async () => {
    const bench = await openInbox([async () => async () => [{ text: '一' }, { text: '二' }, { text: '三' }]]);
    const id = await bench.say('1');

    await bench.settle();

    expect(await bench.repliesTo(id)).toEqual(['一', '二', '三']);
  });

  it('keeps a file with the reply that carries it', async () => {
    const file = { name: '名单.xlsx', mime: 'x', bytes: Uint8Array.from([1, 2]) };
    const bench = await openInbox([
      async () =>
        async ({ files }) => [{ text: '名单', fileId: await files.put(file, { now: 1, expiresAt: null }) }],
    ]);
    const id = await bench.say('1');

    await bench.settle();

    const [reply] = await bench.store.deliveries.listByKey(`reply/${id}/`);
    expect(await bench.store.files.find(reply?.fileId ?? '')).toMatchObject({ name: '名单.xlsx', size: 2 });
  });

  it('asks the abilities in order until one answers', async () => {
    const second: Ability = async () => async () => [{ text: '第二个' }];
    const bench = await openInbox([async () => null, second, echo]);
    const id = await bench.say('1');

    await bench.settle();

    expect(await bench.repliesTo(id)).toEqual(['第二个']);
  });

  it('handles a long queue of one conversation in order, more than it reads at a time', async () => {
    const bench = await openInbox();
    const keys = Array.from({ length: 120 }, (_, index) => `${index}`);
    for (const key of keys)
      await bench.say(key, { sender: { platformId: `m${Number(key) % 10}`, name: '会员', bot: false } });

    await bench.settle();

    expect(bench.handled).toEqual(keys.map((key) => `问题 ${key}`));
  });

  it('keeps the order of a conversation with several workers, and does not keep the others waiting', async () => {
    const slow = createGate();
    const answered: string[] = [];
    const bench = await openInbox([
      async (message) => {
        if (message.text === '问题 慢') await slow.passed;
        answered.push(message.text);
        return async () => [];
      },
    ]);
    await bench.say('慢', { group: 'a' });
    await bench.say('后', { group: 'a' });
    await bench.say('别处', { group: 'b' });

    const first = bench.inbox.round(never);
    await bench.inbox.round(never);
    expect(answered).toEqual(['问题 别处']);
    expect(await bench.inbox.round(never)).toBe(false);
    slow.open();
    await first;

    expect(answered).toEqual(['问题 别处', '问题 慢', '问题 后']);
  });

  it('takes up what came while it worked on the same conversation', async () => {
    const gate = createGate();
    const bench = await openInbox([
      async (message) => {
        if (message.text === '问题 1') await gate.passed;
        return echo(message);
      },
    ]);
    await bench.say('1');
    const round = bench.inbox.round(never);

    const late = await bench.say('2');
    gate.open();
    await round;

    expect(await bench.outcomeOf(late)).toBe('answered');
  });

  it('stops between two messages when it is told to, and leaves the rest to others', async () => {
    const stop = new AbortController();
    const bench = await openInbox([
      async (message) => {
        stop.abort();
        return echo(message);
      },
    ]);
    const [first, second] = [await bench.say('1'), await bench.say('2')];

    await bench.inbox.round(stop.signal);

    expect(await bench.outcomeOf(first)).toBe('answered');
    expect(await bench.outcomeOf(second)).toBeNull();
    await bench.settle();
    expect(await bench.outcomeOf(second)).toBe('answered');
  });
});

/** Leases are extended when a test lets time pass, and not when the machine is slow. */
function holdTime(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
}

describe('a worker whose ability takes longer than a lease', () => {
  beforeEach(holdTime);

  it('keeps its conversation as long as it lives', async () => {
    const gate = createGate();
    const began = createGate();
    const bench = await openInbox([
      async (message) => {
        began.open();
        await gate.passed;
        return echo(message);
      },
    ]);
    const id = await bench.say('1');
    const long = bench.inbox.round(never);
    await began.passed;

    const other = await bench.second();
    for (let passed = 0; passed < 60_000; passed += 5_000) {
      bench.clock.advance(5_000);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await other.inbox.round(never)).toBe(false);
    }
    gate.open();
    await long;

    expect(await bench.repliesTo(id)).toEqual(['答 问题 1']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a worker whose lease has run out', () => {
  beforeEach(holdTime);

  it('ends its message but takes no further one, and the reply is there once', async () => {
    const gates = new Map<string, Gate>([
      ['问题 1', createGate()],
      ['问题 2', createGate()],
    ]);
    const [began, takenOver] = [createGate(), createGate()];
    const bench = await openInbox([
      async (message) => {
        if (message.text === '问题 1') (began.isOpen() ? takenOver : began).open();
        await gates.get(message.text)?.passed;
        return echo(message);
      },
    ]);
    const [first, second] = [await bench.say('1'), await bench.say('2')];
    const late = bench.inbox.round(never);
    await began.passed;
    bench.clock.advance(16_000);
    const next = bench.inbox.round(never);
    await takenOver.passed;

    gates.get('问题 1')?.open();
    await late;
    gates.get('问题 2')?.open();
    await next;

    expect(bench.handled.filter((text) => text === '问题 2')).toEqual(['问题 2']);
    expect(await bench.repliesTo(first)).toEqual(['答 问题 1']);
    expect(await bench.repliesTo(second)).toEqual(['答 问题 2']);
  });

  it('does not give away the conversation that another took over', async () => {
    const gates = [createGate(), createGate()];
    const began = [createGate(), createGate()];
    let turn = 0;
    const bench = await openInbox([
      async (message) => {
        const mine = (turn += 1) - 1;
        began[mine]?.open();
        await gates[mine]?.passed;
        return echo(message);
      },
    ]);
    await bench.say('1');
    const late = bench.inbox.round(never);
    await began[0]?.passed;
    bench.clock.advance(16_000);
    const next = bench.inbox.round(never);
    await began[1]?.passed;

    gates[0]?.open();
    await late;
    await bench.say('2');
    expect(await bench.inbox.round(never)).toBe(false);

    gates[1]?.open();
    await next;
  });
});

describe('after a restart', () => {
  beforeEach(holdTime);

  it('handles what was stored and not handled', async () => {
    const bench = await openInbox();
    const id = await bench.say('1');

    const again = await bench.restart();
    await again.settle();

    expect(await again.outcomeOf(id)).toBe('answered');
    expect(await again.repliesTo(id)).toEqual(['答 问题 1']);
  });

  it('handles what another was at when it died, as soon as its lease is over', async () => {
    const began = createGate();
    const bench = await openInbox([
      async (message) => {
        if (began.isOpen()) return echo(message);
        began.open();
        return new Promise(() => {});
      },
    ]);
    const id = await bench.say('1');
    void bench.inbox.round(never);
    await began.passed;

    const other = await bench.second();
    expect(await other.inbox.round(never)).toBe(false);
    bench.clock.advance(15_000);
    await other.settle();

    expect(await other.repliesTo(id)).toEqual(['答 问题 1']);
  });

  it('does not handle again what was handled', async () => {
    const bench = await openInbox();
    const id = await bench.say('1');
    await bench.settle();

    const again = await bench.restart();
    await again.settle();

    expect(again.handled).toEqual([]);
    expect(await again.repliesTo(id)).toEqual(['答 问题 1']);
  });
});
