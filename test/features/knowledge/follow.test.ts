import { describe, expect, it } from 'vitest';
import { createIndexFollower, type IndexFollower } from '../../../src/features/knowledge/follow.ts';
import type { Documents } from '../../../src/ports/documents.ts';
import type { PassageIndex } from '../../../src/ports/passage-index.ts';
import { createGate } from '../../support/gate.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { createMemoryIndex } from '../../support/memory-index.ts';
import { content } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

describe('the index', () => {
  it('takes over what another process stored, changed and removed', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    const follower = follow(mine, index);
    await theirs.put([content('a', ['甲。']), content('b', ['乙。'])]);
    await follower.catchUp();
    expect(index.ids()).toEqual(['experience/a', 'experience/b']);

    await theirs.put([content('a', ['甲，改。']), content('c', ['丙。'])]);
    await theirs.remove(['experience/b']);
    await follower.catchUp();

    expect(index.ids()).toEqual(['experience/a', 'experience/c']);
    expect((await index.passagesOf('experience/a')).map(({ text }) => text)).toEqual(['甲，改。']);
  });

  it('is not touched when nothing changed', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    const follower = follow(mine, index);
    await theirs.put([content('a', ['甲。'])]);

    for (let look = 0; look < 3; look += 1) await follower.catchUp();

    expect(index.puts).toEqual([1]);
  });

  it('takes many documents in pieces, all of them', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    await theirs.put(Array.from({ length: 1_100 }, (_, number) => content(`${number}`, [`第 ${number}。`])));

    await follow(mine, index).catchUp();

    expect((await index.size()).documents).toBe(1_100);
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
    const follower = follow(slow, index);
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
    const follower = follow(documents, index);
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
    const follower = follow(mine, index);
    await theirs.put([content('a', ['甲。'])]);
    await expect(follower.catchUp()).rejects.toThrow('no room');

    full = false;
    await follower.catchUp();

    expect(index.ids()).toEqual(['experience/a']);
  });
});

describe('an index that outlives its process', () => {
  it('is compared with the store first: what it lacks is put, what is gone or other is replaced', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    await theirs.put([content('a', ['甲。']), content('b', ['乙。']), content('c', ['丙。'])]);
    await index.put([content('a', ['甲。']), content('b', ['旧。']), content('gone', ['丁。'])]);

    await follow(mine, index).catchUp();

    expect(index.ids()).toEqual(['experience/a', 'experience/b', 'experience/c']);
    expect((await index.passagesOf('experience/b')).map(({ text }) => text)).toEqual(['乙。']);
    expect(index.puts).toEqual([3, 2]);
  });

  it('is kept after something changed, and only then', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    const follower = follow(mine, index);
    await theirs.put([content('a', ['甲。'])]);

    for (let look = 0; look < 3; look += 1) await follower.catchUp();

    expect(index.steps).toEqual(['keep']);
  });

  it('is compared again when the store was put back to an earlier state', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    let back = false;
    const documents: Documents = {
      ...mine,
      revision: async () => (back ? 1 : mine.revision()),
      hashes: async () => (back ? { revision: 1, hashes: new Map([['experience/a', 'hash-甲。']]) } : mine.hashes()),
      changesAfter: async (revision, limit) =>
        back ? { revision, put: [], removed: [] } : mine.changesAfter(revision, limit),
    };
    const follower = follow(documents, index);
    await theirs.put([content('a', ['甲。']), content('b', ['乙。'])]);
    await follower.catchUp();

    back = true;
    await follower.catchUp();

    expect(index.ids()).toEqual(['experience/a']);
  });

  it('is left alone while another process writes to it, and followed when that has ended', async () => {
    const { mine, theirs } = await openTwo();
    const index = createMemoryIndex();
    let busy = true;
    const follower = createIndexFollower({
      documents: mine,
      index,
      exclusively: async (work) => (busy ? false : work().then(() => true)),
    });
    await theirs.put([content('a', ['甲。'])]);
    await follower.catchUp();
    expect(index.ids()).toEqual([]);
    expect(follower.isFilled()).toBe(false);

    busy = false;
    await follower.catchUp();

    expect(follower.isFilled()).toBe(true);

    expect(index.ids()).toEqual(['experience/a']);
  });
});

function follow(documents: Documents, index: PassageIndex): IndexFollower {
  return createIndexFollower({ documents, index, exclusively: (work) => work().then(() => true) });
}

async function openTwo(): Promise<{ mine: Documents; theirs: Documents }> {
  const { store, second } = await openTempStore(createHandClock('2026-11-23T09:00:00+08:00'));
  return { mine: store.documents, theirs: (await second()).documents };
}
