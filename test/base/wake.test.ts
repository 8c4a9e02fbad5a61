import { describe, expect, it, vi } from 'vitest';
import { createWake, runLoop } from '../../src/base/wake.ts';
import { createGate } from '../support/gate.ts';

/** No test waits that long: whoever sleeps through it was not woken. */
const forAges = 60_000;

describe('a wake', () => {
  it('ends a sleep at once when somebody notifies', async () => {
    const wake = createWake();
    const sleeping = wake.sleep(forAges, neverAborted());

    wake.notify();

    await expect(sleeping).resolves.toBeUndefined();
  });

  it('ends one sleep with each notice, the longest first', async () => {
    const wake = createWake();
    const order: number[] = [];
    const sleepers = [1, 2].map((name) => wake.sleep(forAges, neverAborted()).then(() => order.push(name)));

    wake.notify();
    await sleepers[0];
    expect(order).toEqual([1]);
    wake.notify();
    await sleepers[1];

    expect(order).toEqual([1, 2]);
  });

  it('remembers a notice given while nobody slept, for one sleep', async () => {
    vi.useFakeTimers();
    try {
      const wake = createWake();
      wake.notify();
      wake.notify();

      await wake.sleep(forAges, neverAborted());
      const second = watch(wake.sleep(1_000, neverAborted()));
      await vi.advanceTimersByTimeAsync(999);
      expect(second.done()).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(second.done()).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('loses no notice that comes between the end of a sleep and the work after it', async () => {
    const wake = createWake();
    const looks: number[] = [];
    let stored = 0;
    const look = async (): Promise<void> => {
      await wake.sleep(forAges, neverAborted());
      looks.push(stored);
    };
    const first = look();

    stored = 1;
    wake.notify();
    stored = 2;
    wake.notify();
    await first;

    expect(looks).toEqual([2]);
  });

  it('does not sleep when it is over, and wakes when it is over', async () => {
    const wake = createWake();
    const stop = new AbortController();
    const sleeping = wake.sleep(forAges, stop.signal);

    stop.abort();

    await expect(sleeping).resolves.toBeUndefined();
    await expect(wake.sleep(forAges, stop.signal)).resolves.toBeUndefined();
  });

  it('leaves no listener and no timer behind', async () => {
    vi.useFakeTimers();
    try {
      const wake = createWake();
      const { signal, listeners } = countingSignal();
      for (let index = 0; index < 3; index += 1) {
        const sleeping = wake.sleep(forAges, signal);
        wake.notify();
        await sleeping;
      }

      expect(listeners()).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a loop', () => {
  it('goes on without a pause while there is more to do', async () => {
    const stop = new AbortController();
    let rounds = 0;

    await runLoop(
      {
        async round() {
          rounds += 1;
          if (rounds === 100) stop.abort();
          return true;
        },
        wake: createWake(),
        every: forAges,
        onError: fail,
      },
      stop.signal,
    );

    expect(rounds).toBe(100);
  });

  it('tells of a failed round, pauses and tries again', async () => {
    vi.useFakeTimers();
    try {
      const stop = new AbortController();
      const told: unknown[] = [];
      let rounds = 0;
      const loop = runLoop(
        {
          async round() {
            rounds += 1;
            throw new Error('the store is away');
          },
          wake: createWake(),
          every: 1_000,
          onError: (error) => told.push(error),
        },
        stop.signal,
      );

      await vi.advanceTimersByTimeAsync(3_500);
      stop.abort();
      await loop;

      expect(rounds).toBe(4);
      expect(told).toHaveLength(4);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends only when the round in hand has ended', async () => {
    const stop = new AbortController();
    const gate = createGate();
    const began = createGate();
    const round = async (): Promise<boolean> => {
      began.open();
      await gate.passed;
      return true;
    };
    const loop = watch(runLoop({ round, wake: createWake(), every: forAges, onError: fail }, stop.signal));
    await began.passed;

    stop.abort();
    await Promise.resolve();
    expect(loop.done()).toBe(false);
    gate.open();

    await loop.promise;
  });

  it('does nothing when it is over before it began', async () => {
    const round = vi.fn<() => Promise<boolean>>(async () => true);

    await runLoop({ round, wake: createWake(), every: 1, onError: fail }, AbortSignal.abort());

    expect(round).not.toHaveBeenCalled();
  });
});

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

function fail(error: unknown): never {
  throw error;
}

function watch<T>(promise: Promise<T>): { promise: Promise<T>; done(): boolean } {
  let done = false;
  const watched = promise.finally(() => {
    done = true;
  });
  return { promise: watched, done: () => done };
}

function countingSignal(): { signal: AbortSignal; listeners(): number } {
  const { signal } = new AbortController();
  const add = vi.spyOn(signal, 'addEventListener');
  const remove = vi.spyOn(signal, 'removeEventListener');
  return { signal, listeners: () => add.mock.calls.length - remove.mock.calls.length };
}
