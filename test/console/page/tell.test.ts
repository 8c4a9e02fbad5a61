import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal, type Told } from '../../../src/console/page/api.ts';
import type { IdList } from '../../../src/console/page/memory.ts';
import { createTell, type Tell } from '../../../src/console/page/tell.ts';

type Bench = { tell: Tell; calls: Told[]; name: string; fails: Error | null };

function open(): Bench {
  const bench = { calls: [] as Told[], name: '张三', fails: null as Error | null };
  const tell = createTell({
    api: {
      async tell(told) {
        bench.calls.push(told);
        if (bench.fails) throw bench.fails;
      },
    },
    memory: { name: () => bench.name, told: { delivered: idList(), read: idList() } },
  });
  return Object.assign(bench, { tell });
}

function idList(): IdList {
  const ids = new Set<number>();
  return { has: (id) => ids.has(id), add: (added) => added.forEach((id) => ids.add(id)) };
}

describe('what the page tells of messages', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('goes out together, and each of it once', async () => {
    const { tell, calls } = open();
    tell.note('delivered', 7);
    tell.note('delivered', 8);
    tell.note('read', 7);
    expect(calls).toEqual([]);

    await vi.advanceTimersByTimeAsync(1_500);
    tell.note('delivered', 7);
    tell.note('read', 8);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(calls).toEqual([
      { name: '张三', delivered: [7, 8], read: [7] },
      { name: '张三', delivered: [], read: [8] },
    ]);
  });

  it('waits for a name, and goes out when there is one', async () => {
    const bench = open();
    bench.name = '';
    bench.tell.note('read', 7);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bench.calls).toEqual([]);

    bench.name = '李四';
    await bench.tell.flush();

    expect(bench.calls).toEqual([{ name: '李四', delivered: [], read: [7] }]);
  });

  it('comes again when it did not arrive, and not when the server refused it', async () => {
    const bench = open();
    bench.fails = new Error('offline');
    bench.tell.note('read', 7);
    await vi.advanceTimersByTimeAsync(1_500);
    bench.fails = new Refusal('昵称最多 20 个字，请改短一些。');
    await vi.advanceTimersByTimeAsync(15_000);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(bench.calls.map(({ read }) => read)).toEqual([[7], [7]]);
  });

  it('takes no more at once than the server does', async () => {
    const { tell, calls } = open();
    for (let id = 1; id <= 250; id += 1) tell.note('read', id);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(calls.map(({ read }) => read.length)).toEqual([200, 50]);
  });
});
