import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/domain/document.ts';
import { validityOn } from '../../../src/domain/validity.ts';
import type { DocumentsPage } from '../../../src/ports/documents.ts';
import { content } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const all: DocumentsPage = {
  search: null,
  collection: null,
  state: null,
  today: '2026-11-26',
  order: 'title',
  skip: 0,
  limit: 50,
};

const validities: Partial<Document>[] = [
  {},
  { validFrom: '2026-11-26' },
  { validFrom: '2026-11-27' },
  { expiresOn: '2026-11-26' },
  { expiresOn: '2026-11-27' },
  { repealedOn: '2026-11-01' },
  { repealedOn: '2027-01-01' },
  { replacedBy: '新办法' },
  { replacedBy: '新办法', repealedOn: '2027-01-01' },
  { validFrom: '2027-01-01', replacedBy: '新办法', expiresOn: '2026-01-01' },
  { validFrom: '2027-01-01', expiresOn: '2028-01-01' },
];

export function documentPagesContract({ store }: Bench): void {
  describe('documents page by page', () => {
    it('gives one page of those that fit, and how many fit', async () => {
      const many = Array.from({ length: 7 }, (_, at) => content(`d${at}`, ['一', '二'], { title: `办法 ${at}` }));
      await store().documents.put(many, '周秘书');

      const { documents, total } = await store().documents.page({ ...all, skip: 2, limit: 3 });

      expect(documents.map(({ title }) => title)).toEqual(['办法 2', '办法 3', '办法 4']);
      expect(total).toBe(7);
      expect(documents[0]).toMatchObject({ passages: 2, readBy: '周秘书', readAt: expect.any(Number) });
    });

    it('finds by letters of title and id, whatever else they mean in a pattern', async () => {
      await store().documents.put([
        content('a', ['一'], { title: '会费100%减免' }),
        content('b', ['一'], { title: '会费1000减免' }),
        content('Fee_List', ['一'], { title: '清单' }),
      ]);
      const found = async (search: string) =>
        (await store().documents.page({ ...all, search })).documents.map(({ title }) => title);

      expect(await found('100%')).toEqual(['会费100%减免']);
      expect(await found('fee_')).toEqual(['清单']);
      expect(await found('没有')).toEqual([]);
    });

    it.each(['valid', 'not-yet', 'over'] as const)(
      'says of which documents are %s what the domain says',
      async (state) => {
        const documents = validities.map((changes, at) => content(`d${at}`, ['一'], { title: `${at}`, ...changes }));
        await store().documents.put(documents);

        const page = await store().documents.page({ ...all, state });

        const expected = documents.filter(({ document }) => validityOn(all.today, document).kind === state);
        expect(page.documents.map(({ id }) => id).toSorted()).toEqual(
          expected.map(({ document }) => document.id).toSorted(),
        );
        expect(page.total).toBe(expected.length);
        expect(expected.length).toBeGreaterThan(1);
      },
    );

    it('counts collections, and lists one alone', async () => {
      await store().documents.put([
        content('a', ['一', '二']),
        content('b', [], { collection: 'fees' }),
        content('c', ['一'], { collection: 'fees' }),
      ]);

      expect(await store().documents.collections()).toEqual([
        { name: 'experience', documents: 1 },
        { name: 'fees', documents: 2 },
      ]);
      expect((await store().documents.page({ ...all, collection: 'fees' })).total).toBe(2);
    });

    it('reads passages from a number on, and knows one document by its id', async () => {
      await store().documents.put([content('a', ['一', '二', '三', '四'])]);

      const passages = await store().documents.passagesOf('experience/a', { from: 1, limit: 2 });

      expect(passages.map(({ text }) => text)).toEqual(['二', '三']);
      expect(await store().documents.findKept('experience/a')).toMatchObject({ passages: 4, readBy: null });
      expect(await store().documents.findKept('none')).toBeNull();
    });

    it('finds a content by its hash, or by the file it came from', async () => {
      await store().documents.put([
        content('a', ['一'], { hash: 'c0ffee' }),
        content('b', ['一'], { hash: 'other', origin: '/data/uploads/c0ffee/b.txt' }),
        content('c', ['一']),
      ]);

      const twins = await store().documents.withContent('c0ffee');

      expect(twins.map(({ id }) => id)).toEqual(['experience/a', 'experience/b']);
    });
  });
}
