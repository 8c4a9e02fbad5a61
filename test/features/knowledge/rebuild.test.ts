import { describe, expect, it } from 'vitest';
import { createIndexFollower } from '../../../src/features/knowledge/follow.ts';
import { rebuildIndex, type RebuildStep } from '../../../src/features/knowledge/rebuild.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { createMemoryIndex, type MemoryIndex } from '../../support/memory-index.ts';
import { content } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

const never = new AbortController().signal;

describe('making the index anew', () => {
  it('fills a draft from the store and lets it take the place of the old one', async () => {
    const bench = await open();
    await bench.index.put([content('stale', ['旧。'])]);

    await bench.rebuild();

    expect(bench.index.ids()).toEqual(['experience/a', 'experience/b']);
    expect(bench.index.steps).toEqual(['startOver', 'publish', 'keep']);
    expect(bench.progress.at(-1)).toEqual({ what: 'documents', done: 2, of: 2 });
  });

  it('takes over what was stored and removed while vectors were made', async () => {
    const bench = await open();
    bench.duringEnrich(async () => {
      await bench.store.documents.put([content('late', ['迟。'])]);
      await bench.store.documents.remove(['experience/b']);
    });

    await bench.rebuild();

    expect(bench.index.ids()).toEqual(['experience/a', 'experience/late']);
  });

  it('leaves the old index as it was when it fails or is stopped', async () => {
    const bench = await open();
    await bench.index.put([content('old', ['旧。'])]);
    bench.duringEnrich(async () => {
      throw new Error('no vectors today');
    });

    await expect(bench.rebuild()).rejects.toThrow('no vectors today');
    await expect(bench.rebuild(AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');

    expect(bench.index.ids()).toEqual(['experience/old']);
    expect(bench.index.steps).toEqual(['startOver', 'discard', 'startOver', 'discard']);
  });

  it('waits for its turn when another process writes to the index', async () => {
    const bench = await open();
    bench.refuse(2);

    await bench.rebuild();

    expect(bench.index.ids()).toEqual(['experience/a', 'experience/b']);
  });
});

type Bench = {
  store: Store;
  index: MemoryIndex;
  progress: readonly RebuildStep[];
  rebuild(signal?: AbortSignal): Promise<void>;
  /** Runs work when the draft is asked for vectors. */
  duringEnrich(work: () => Promise<void>): void;
  /** Lets somebody else write this many times. */
  refuse(times: number): void;
};

async function open(): Promise<Bench> {
  const { store } = await openTempStore(createHandClock('2026-11-23T09:00:00+08:00'));
  await store.documents.put([content('a', ['甲。']), content('b', ['乙。'])]);
  const index = createMemoryIndex();
  const { startOver } = index;
  let meanwhile = async (): Promise<void> => {};
  let refusals = 0;
  index.startOver = async () => {
    const draft = await startOver();
    return { ...draft, enrich: () => meanwhile().then(() => ({ made: 0, left: 0 })) };
  };
  const exclusively = async (work: () => Promise<void>): Promise<boolean> => {
    if ((refusals -= 1) >= 0) return false;
    return work().then(() => true);
  };
  const follower = createIndexFollower({ documents: store.documents, index, exclusively });
  const progress: RebuildStep[] = [];
  return {
    store,
    index,
    progress,
    rebuild: (signal = never) =>
      rebuildIndex({ documents: store.documents, index, follower, pauseMs: 1 }, signal, (step) => progress.push(step)),
    duringEnrich(work) {
      meanwhile = work;
    },
    refuse(times) {
      refusals = times;
    },
  };
}
