import { describe, expect, it } from 'vitest';
import { createIndexFollower } from '../../../src/features/knowledge/follow.ts';
import type { Documents } from '../../../src/ports/documents.ts';
import { createGate } from '../../support/gate.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { createMemoryIndex } from '../../support/memory-index.ts';
import { content } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

describe('the index', () => {
  it('takes over what another process stored, changed and removed', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    const follower = createIndexFollower({ documents: mine, index });
    await theirs.put([content('a', ['甲。']), content('b', ['乙。'])]);
    await follower.catchUp();
    expect(index.ids()).toEqual(['experience/a', 'experience/b']);

    await theirs.put([content('a', ['甲，改。']), content('c', ['丙。'])]);
    await theirs.remove(['experience/b']);
    await follower.catchUp();

    expect(index.ids()).toEqual(['experience/a', 'experience/c']);
    expect(index.passagesOf('experience/a').map(({ text }) => text)).toEqual(['甲，改。']);
  });

  it('is not touched when nothing changed', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    const follower = createIndexFollower({ documents: mine, index });
    await theirs.put([content('a', ['甲。'])]);

    for (let look = 0; look < 3; look += 1) await follower.catchUp();

    expect(index.puts).toEqual([1]);
  });

  it('takes many documents in pieces, all of them', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    await theirs.put(Array.from({ length: 1_100 }, (_, number) => content(`${number}`, [`第 ${number}。`])));

    await createIndexFollower({ documents: mine, index }).catchUp();

    expect(index.size().documents).toBe(1_100);
    expect(Math.max(...index.puts)).toBeLessThanOrEqual(500);
  });

  it('holds what was stored before it was asked, also when it was asked during a look', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    const gate = createGate();
    const looked = createGate();
    let looks = 0;
    const slow: Documents = {
      ...mine,
      async changesAfter(revision, limit) {
        const changes = await mine.changesAfter(revision, limit);
        if ((looks += 1) > 1) return changes;
        looked.open();
        await gate.passed;
        return changes;
      },
    };
    const follower = createIndexFollower({ documents: slow, index });
    await theirs.put([content('a', ['甲。'])]);
    const first = follower.catchUp();
    await looked.passed;

    await theirs.put([content('b', ['乙。'])]);
    const second = Promise.all([follower.catchUp(), follower.catchUp()]);
    gate.open();
    await second;

    expect(index.ids()).toEqual(['experience/a', 'experience/b']);
    await first;
  });

  it('is filled when the store is back, after it was away', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    let away = true;
    const documents: Documents = {
      ...mine,
      async revision() {
        if (away) throw new Error('the store is away');
        return mine.revision();
      },
    };
    const follower = createIndexFollower({ documents, index });
    await theirs.put([content('a', ['甲。'])]);
    await expect(follower.catchUp()).rejects.toThrow('away');

    away = false;
    await follower.catchUp();

    expect(index.ids()).toEqual(['experience/a']);
  });

  it('takes a piece again that it could not take in', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    const { put } = index;
    let full = true;
    index.put = async (documents) => {
      if (full) throw new Error('no room');
      await put(documents);
    };
    const follower = createIndexFollower({ documents: mine, index });
    await theirs.put([content('a', ['甲。'])]);
    await expect(follower.catchUp()).rejects.toThrow('no room');

    full = false;
    await follower.catchUp();

    expect(index.ids()).toEqual(['experience/a']);
  });

  it('does not look for ever into a store that was put back to an earlier state', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    let revision: number | null = null;
    const documents: Documents = { ...mine, revision: async () => revision ?? mine.revision() };
    const follower = createIndexFollower({ documents, index });
    await theirs.put([content('a', ['甲。']), content('b', ['乙。'])]);
    await follower.catchUp();

    revision = 1;
    await follower.catchUp();

    expect(index.ids()).toEqual(['experience/a', 'experience/b']);
  });
});

async function openTwo(): Promise<{ mine: Documents; theirs: Documents }> {
  const { store, second } = await openTempStore(createHandClock('2026-11-23T09:00:00+08:00'));
  return { mine: store.documents, theirs: (await second()).documents };
}
