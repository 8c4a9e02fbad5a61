import { describe, expect, it } from 'vitest';
import type { DocumentChanges, Documents } from '../../../src/ports/documents.ts';
import { content } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

export function documentsContract({ store, second, reopen }: Bench): void {
  describe('documents', () => {
    it('keeps documents with their passages in order', async () => {
      const facts = {
        region: '湖南省',
        organization: '长沙市民政局',
        source: '经验材料',
        date: '2026-01-02',
        origin: '/a.md',
      };
      const given = content('长沙', ['一', '二', '三'], facts);
      await store().documents.put([given]);

      const again = await reopen();
      expect(await again.documents.find('experience/长沙')).toEqual(given);
      expect(await again.documents.find('experience/none')).toBeNull();
    });

    it('keeps a document without passages', async () => {
      await store().documents.put([content('empty', [])]);

      expect(await store().documents.find('experience/empty')).toMatchObject({ passages: [] });
      expect(await store().documents.list()).toMatchObject([{ id: 'experience/empty', passages: 0 }]);
    });

    it('keeps until when a document is in force, and on which pages its passages are', async () => {
      const facts = {
        validFrom: '2024-01-01',
        expiresOn: '2026-01-01',
        repealedOn: '2025-06-01',
        replacedBy: '新办法',
      };
      const made = content('a', ['一', '二'], facts);
      const paged = { ...made, passages: made.passages.map((passage, index) => ({ ...passage, page: index + 3 })) };
      await store().documents.put([paged]);

      expect(await store().documents.find('experience/a')).toEqual(paged);
    });

    it('finds several at once, whatever is missing', async () => {
      await store().documents.put([content('a', ['一']), content('b', ['二']), content('c', ['三'])]);

      const found = await store().documents.findMany(['experience/c', 'experience/none', 'experience/a']);
      expect(found.map(({ document }) => document.id).sort()).toEqual(['experience/a', 'experience/c']);
      expect(await store().documents.findMany([])).toEqual([]);
    });

    it('tells the hash of every document, and the revision they stand at', async () => {
      expect(await store().documents.hashes()).toEqual({ revision: 0, hashes: new Map() });
      await store().documents.put([content('a', ['一']), content('b', ['二'])]);
      await store().documents.remove(['experience/b']);

      expect(await store().documents.hashes()).toEqual({
        revision: await store().documents.revision(),
        hashes: new Map([['experience/a', 'hash-一']]),
      });
    });

    it('replaces a document with all its passages', async () => {
      await store().documents.put([content('a', ['一', '二', '三'])]);
      await store().documents.put([content('a', ['新'], { title: '新标题' })]);

      expect(await store().documents.find('experience/a')).toEqual(content('a', ['新'], { title: '新标题' }));
    });

    it('takes the last of two of the same id', async () => {
      await store().documents.put([content('a', ['旧']), content('a', ['新'])]);

      expect((await store().documents.find('experience/a'))?.passages.map(({ text }) => text)).toEqual(['新']);
    });

    it('lists by id with the number of passages', async () => {
      await store().documents.put([content('b', ['一', '二']), content('a', ['一']), content('B', ['一'])]);

      const listed = await store().documents.list();
      expect(listed.map(({ id, passages }) => [id, passages])).toEqual([
        ['experience/B', 1],
        ['experience/a', 1],
        ['experience/b', 2],
      ]);
    });

    it('removes documents and tells how many were there', async () => {
      await store().documents.put([content('a', ['一']), content('b', ['一'])]);

      expect(await store().documents.remove(['experience/a', 'experience/none', 'experience/a'])).toBe(1);
      expect(await store().documents.find('experience/a')).toBeNull();
      expect(await store().documents.remove([])).toBe(0);
    });

    it('grows its revision with every change and with nothing else', async () => {
      expect(await store().documents.revision()).toBe(0);
      const seen = [0];
      const note = async (): Promise<number> => seen.push(await store().documents.revision());
      await store().documents.put([content('a', ['一'])]);
      await note();
      await store().documents.put([content('a', ['二'])]);
      await note();
      await store().documents.remove(['experience/a']);
      await note();
      const grown = seen.at(-1);
      await store().documents.put([]);
      await store().documents.remove(['experience/none']);

      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
      expect(await store().documents.revision()).toBe(grown);
    });

    it('tells what changed after a revision', async () => {
      await store().documents.put([content('a', ['一']), content('b', ['一'])]);
      const revision = await store().documents.revision();
      await store().documents.put([content('b', ['二']), content('c', ['一'])]);
      await store().documents.remove(['experience/a']);

      const changes = await store().documents.changesAfter(revision, 10);

      expect(changes.put).toEqual([content('b', ['二']), content('c', ['一'])]);
      expect(changes.removed).toEqual(['experience/a']);
      expect(changes.revision).toBe(await store().documents.revision());
      expect(await store().documents.changesAfter(changes.revision, 10)).toEqual({ ...changes, put: [], removed: [] });
    });

    it('forgets that a document was removed once it is back', async () => {
      await store().documents.put([content('a', ['一'])]);
      await store().documents.remove(['experience/a']);
      await store().documents.put([content('a', ['二'])]);

      expect(await store().documents.changesAfter(0, 10)).toMatchObject({ put: [content('a', ['二'])], removed: [] });
    });

    it('is read page by page, every change once, also one call of thousands', async () => {
      const many = Array.from({ length: 1_300 }, (_, index) => content(`${index}`, [`文 ${index}`]));
      await store().documents.put(many);
      await store().documents.remove(many.slice(0, 30).map(({ document }) => document.id));

      const pages = await readPages(store().documents, 100);

      expect(pages.every(({ put, removed }) => put.length + removed.length <= 100)).toBe(true);
      expect(pages.flatMap(({ put }) => put)).toHaveLength(1_270);
      expect(new Set(pages.flatMap(({ put }) => put.map(({ document }) => document.id))).size).toBe(1_270);
      expect(pages.flatMap(({ removed }) => removed)).toHaveLength(30);
    });

    it('shows a call whole or not at all', async () => {
      const other = await second();
      const many = Array.from({ length: 1_200 }, (_, index) => content(`${index}`, ['文']));
      const counts = new Set<number>();

      const putting = store().documents.put(many);
      await during(putting, async () => void counts.add((await other.documents.list()).length));
      counts.add((await other.documents.list()).length);

      expect([...counts].every((count) => count === 0 || count === 1_200)).toBe(true);
      expect(counts.has(1_200)).toBe(true);
    });

    it('grows its revision in the order in which writers finish', async () => {
      const other = await second();
      const follower = await second();
      let revision = 0;
      const seen = new Set<string>();
      const writers = Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? store() : other).documents.put([content(`${index}`, ['文'])]),
      );
      const follow = async (): Promise<void> => {
        const changes = await follower.documents.changesAfter(revision, 3);
        for (const { document } of changes.put) seen.add(document.id);
        revision = changes.revision;
      };
      await during(Promise.all(writers), follow);
      for (let index = 0; index < 8; index += 1) await follow();

      expect(seen.size).toBe(20);
    });

    it('keeps texts with characters that databases stumble over', async () => {
      await store().documents.put([content('a', ["'; drop table passages; --", 'a\0b\uDC00c', '𠮷野家 🍜'])]);

      const texts = (await store().documents.find('experience/a'))?.passages.map(({ text }) => text);
      expect(texts).toEqual(["'; drop table passages; --", 'ab\uFFFDc', '𠮷野家 🍜']);
    });
  });
}

/** Does `work` again and again until the other has ended. */
async function during(other: Promise<unknown>, work: () => Promise<void>): Promise<void> {
  const state = { running: true };
  const ended = other.finally(() => {
    state.running = false;
  });
  while (state.running) await work();
  await ended;
}

async function readPages(documents: Documents, limit: number): Promise<DocumentChanges[]> {
  const pages: DocumentChanges[] = [];
  for (let revision = 0; ;) {
    const page = await documents.changesAfter(revision, limit);
    if (page.revision === revision) return pages;
    pages.push(page);
    revision = page.revision;
  }
}
