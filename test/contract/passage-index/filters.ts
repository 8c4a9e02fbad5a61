import { describe, expect, it } from 'vitest';
import type { DocumentFacts } from '../../../src/domain/document.ts';
import type { IndexBench } from '../passage-index.ts';
import { contentOf, election, fees, idsFound } from './contents.ts';

const secret = contentOf('secret', { collection: 'board', passages: ['会费减免名单由理事会审定。'] });

const dated = (id: string, facts: Partial<DocumentFacts>): ReturnType<typeof contentOf> =>
  contentOf(id, { facts, passages: [`会费标准由${id}规定。`] });

export function filtersContract({ index }: IndexBench): void {
  describe('where it looks', () => {
    it('is only in the collections it is told', async () => {
      await index().put([fees, secret]);

      const found = async (collections: readonly string[] | null): Promise<string[]> =>
        documentsOf(await idsFound(index(), '会费减免名单', { collections }));

      expect(await found(['board'])).toEqual(['secret']);
      expect(await found(['test'])).toEqual(['fees']);
      expect(await found(['board', 'test', 'nowhere'])).toEqual(['fees', 'secret']);
      expect(await found(['nowhere'])).toEqual([]);
      expect(await found([])).toEqual([]);
      expect(await found(null)).toEqual(['fees', 'secret']);
    });

    it('is only in the documents it is told', async () => {
      await index().put([fees, election, secret]);

      const found = async (documents: readonly string[] | null): Promise<string[]> =>
        documentsOf(await idsFound(index(), '理事会决定会费', { documents }));

      expect(await found(['fees'])).toEqual(['fees']);
      expect(await found(['secret', 'election'])).toEqual(['election', 'secret']);
      expect(await found(['nobody'])).toEqual([]);
      expect(await found([])).toEqual([]);
      expect(await found(null)).toEqual(['election', 'fees', 'secret']);
    });

    it('is where all conditions hold at once', async () => {
      await index().put([fees, secret, dated('old', { expiresOn: '2020-01-01' })]);

      const options = { collections: ['test'], documents: ['fees', 'secret', 'old'], validOn: '2026-01-01' };

      expect(documentsOf(await idsFound(index(), '会费', options))).toEqual(['fees']);
    });

    it.each([
      ['not yet in force', { validFrom: '2026-07-01' }, { out: '2026-06-30', valid: '2026-07-01' }],
      ['whose time is over', { expiresOn: '2026-07-01' }, { out: '2026-07-01', valid: '2026-06-30' }],
      ['that were repealed', { repealedOn: '2026-07-01' }, { out: '2026-07-01', valid: '2026-06-30' }],
      ['replaced on a day', { expiresOn: '2026-07-01', replacedBy: '新' }, { out: '2026-12-01', valid: '2026-01-01' }],
    ])('is not in documents %s on the day', async (_, facts, { out, valid }) => {
      await index().put([fees, dated('dated', facts)]);

      const found = async (validOn: string | null): Promise<string[]> =>
        documentsOf(await idsFound(index(), '会费标准由谁规定', { validOn }));

      expect(await found(out)).toEqual(['fees']);
      expect(await found(valid)).toEqual(['dated', 'fees']);
      expect(await found(null)).toEqual(['dated', 'fees']);
    });

    it('is not in documents that were replaced, whatever the day', async () => {
      await index().put([fees, dated('replaced', { replacedBy: '新办法' })]);

      expect(documentsOf(await idsFound(index(), '会费标准', { validOn: '1999-01-01' }))).toEqual(['fees']);
      expect(documentsOf(await idsFound(index(), '会费标准', { validOn: null }))).toContain('replaced');
    });

    it('follows a document whose time was changed', async () => {
      await index().put([dated('dated', { expiresOn: '2026-01-01' })]);
      await index().put([dated('dated', { expiresOn: '2027-01-01' })]);

      expect(await idsFound(index(), '会费标准', { validOn: '2026-06-01' })).toEqual(['dated#0']);
    });

    it('leaves as many hits as there are, however many others share the words', async () => {
      const others = Array.from({ length: 120 }, (_, i) =>
        contentOf(`other-${i}`, { collection: 'others', passages: ['会费减免名单由理事会审定。'] }),
      );
      await index().put([...others, secret, fees]);

      expect(documentsOf(await idsFound(index(), '会费减免名单', { collections: ['board', 'test'] }))).toEqual([
        'fees',
        'secret',
      ]);
    });
  });
}

/** Documents of passages, each once, by id. */
function documentsOf(passages: readonly string[]): string[] {
  return [...new Set(passages.map((id) => id.replace(/#.*/, '')))].sort();
}
