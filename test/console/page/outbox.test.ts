import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/console/page/api.ts';
import type { Api, Post } from '../../../src/console/page/api.ts';
import type { Entry } from '../../../src/console/page/entry.ts';
import type { Memory, Unsent } from '../../../src/console/page/memory.ts';
import { createOutbox } from '../../../src/console/page/outbox.ts';
import type { Outbox, Outgoing } from '../../../src/console/page/outbox.ts';

describe('the outbox of the page', () => {
  it('shows our message once when it comes back before the server has answered', async () => {
    const bench = open();
    bench.outbox.send('早');

    bench.outbox.receive(entry({ id: 7, text: '早' }));
    bench.outbox.receive(entry({ id: 8, text: '早上好', bot: true, replyTo: 7 }));
    expect(bench.shown).toEqual([]);
    await bench.answer(7);

    expect(bench.shown).toEqual(['7 ours', '8']);
    expect(bench.outgoing()).toEqual([]);
  });

  it('gives back what somebody else wrote in the same words', async () => {
    const bench = open();
    bench.outbox.send('早');

    bench.outbox.receive(entry({ id: 7, text: '早' }));
    await bench.answer(8);
    bench.outbox.receive(entry({ id: 8, text: '早' }));

    expect(bench.shown).toEqual(['7', '8 ours']);
    expect(bench.outgoing()).toEqual([]);
  });

  it('never holds back other words', () => {
    const bench = open();
    bench.outbox.send('早');

    bench.outbox.receive(entry({ id: 7, text: '晚' }));

    expect(bench.shown).toEqual(['7']);
  });

  it('keeps what failed with its id, and sends it under the same one', async () => {
    const bench = open();
    bench.outbox.send('早');
    await bench.fail(new Error('offline'));
    const [failed] = bench.outgoing();
    expect(failed).toMatchObject({ state: 'failed', refused: false });
    expect(bench.unsent()).toEqual([{ clientId: failed?.clientId, text: '早' }]);

    bench.outbox.retry(failed?.clientId ?? '');
    await bench.answer(7);

    expect(new Set(bench.posts.map(({ clientId }) => clientId)).size).toBe(1);
    expect(bench.unsent()).toEqual([]);
  });

  it('says why the server refused', async () => {
    const bench = open();
    bench.outbox.send('早');

    await bench.fail(new Refusal('昵称最多 20 个字，请改短一些。'));

    expect(bench.outgoing()).toMatchObject([
      { state: 'failed', refused: true, reason: '昵称最多 20 个字，请改短一些。' },
    ]);
  });

  it('sends one after the other, in the order they were written', async () => {
    const bench = open();
    bench.outbox.send('一');
    bench.outbox.send('二');
    await Promise.resolve();
    expect(bench.posts.map(({ text }) => text)).toEqual(['一']);

    await bench.answer(7);

    expect(bench.posts.map(({ text }) => text)).toEqual(['一', '二']);
  });

  it('brings back what an earlier page left over, and forgets what is dropped', () => {
    const bench = open([{ clientId: 'c', text: '早' }]);
    bench.outbox.showRestored();
    expect(bench.outgoing()).toMatchObject([{ clientId: 'c', state: 'failed' }]);

    expect(bench.outbox.remove('c')).toBe('早');

    expect(bench.unsent()).toEqual([]);
  });
});

type Bench = {
  outbox: Outbox;
  posts: Post[];
  /** Ids as they were shown, with "ours" where the page knew it. */
  shown: string[];
  outgoing(): readonly Outgoing[];
  unsent(): readonly Unsent[];
  answer(id: number): Promise<void>;
  fail(error: Error): Promise<void>;
};

function open(left: Unsent[] = []): Bench {
  const posts: Post[] = [];
  const shown: string[] = [];
  const own = new Set<number>();
  const waiting: { resolve(id: number): void; reject(error: Error): void }[] = [];
  let outgoing: readonly Outgoing[] = [];
  let unsent: readonly Unsent[] = left;

  const api: Api = {
    post(post) {
      posts.push(post);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    enter: async () => {},
    press: async () => ({ text: '', label: null }),
    tell: async () => {},
    latest: async () => [],
    after: async () => [],
    eventsUrl: () => '',
  };
  const memory: Memory = {
    name: () => '张三',
    setName() {},
    isOwn: (id) => own.has(id),
    addOwn: (id) => void own.add(id),
    told: { delivered: { has: () => false, add() {} }, read: { has: () => false, add() {} } },
    confirmed: { has: () => false, add() {} },
    draft: () => '',
    setDraft() {},
    unsent: () => [...unsent],
    setUnsent(messages) {
      unsent = messages;
    },
  };
  const outbox = createOutbox({
    api,
    memory,
    onChange(messages) {
      outgoing = messages;
    },
    onEntry: ({ id }) => void shown.push(own.has(id) ? `${id} ours` : String(id)),
    onOwn: () => false,
  });
  /** The post leaves and its answer is taken up in turns of the microtask queue. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  return {
    outbox,
    posts,
    shown,
    outgoing: () => outgoing,
    unsent: () => unsent,
    async answer(id) {
      await settle();
      waiting.shift()?.resolve(id);
      await settle();
    },
    async fail(error) {
      await settle();
      waiting.shift()?.reject(error);
      await settle();
    },
  };
}

function entry(changes: Partial<Entry> & { id: number }): Entry {
  return { name: '张三', text: '早', bot: false, at: 0, replyTo: null, file: null, buttons: null, ...changes };
}
