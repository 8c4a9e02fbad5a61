import { describe, expect, it } from 'vitest';
import type { IndexBench } from '../passage-index.ts';
import { contentOf, election, everywhere, fees, idsFound } from './contents.ts';

export function changesContract({ index }: IndexBench): void {
  describe('changes', () => {
    it('replace a document of the same id and leave the others', async () => {
      await index().put([fees, election]);

      await index().put([contentOf('fees', { title: '会费管理办法', passages: ['会费标准由会员大会决定。'] })]);

      const found = await idsFound(index(), '逾期不缴纳会费');
      expect(found.filter((id) => id.startsWith('fees'))).toEqual(['fees#0']);
      expect((await index().passagesOf('fees')).map(({ text }) => text)).toEqual(['会费标准由会员大会决定。']);
      expect((await idsFound(index(), '选举怎么投票'))[0]).toBe('election#1');
      expect(await index().size()).toMatchObject({ documents: 2, passages: 3 });
    });

    it('take the last of several documents of one id', async () => {
      await index().put([fees, contentOf('fees', { passages: ['会费由会员大会决定。'] })]);

      expect(await index().passagesOf('fees')).toHaveLength(1);
      expect(await index().size()).toMatchObject({ documents: 1, passages: 1 });
    });

    it('forget removed documents, and ignore ids that are not there', async () => {
      await index().put([fees, election]);

      await index().remove(['fees', 'nobody']);

      expect(await idsFound(index(), '会费逾期')).not.toContain('fees#1');
      expect(await index().passagesOf('fees')).toEqual([]);
      expect(await index().size()).toMatchObject({ documents: 1, passages: 2 });
    });

    it('bring back a document that was removed', async () => {
      await index().put([fees]);
      await index().remove(['fees']);
      await index().put([fees]);

      expect((await idsFound(index(), '逾期两年'))[0]).toBe('fees#1');
      expect(await index().size()).toMatchObject({ documents: 1, passages: 2 });
    });

    it('keep a document without passages', async () => {
      await index().put([contentOf('empty', { hash: 'e', passages: [] })]);

      expect(await index().size()).toMatchObject({ documents: 1, passages: 0 });
      expect(await index().hashes()).toEqual(new Map([['empty', 'e']]));
      expect(await idsFound(index(), '会费')).toEqual([]);
    });

    it('leave the passages of a document in their order', async () => {
      await index().put([election, fees]);

      expect(await index().passagesOf('fees')).toEqual(fees.passages);
    });

    it('show in the hashes of what is held', async () => {
      await index().put([fees, election]);
      await index().put([contentOf('fees', { hash: 'fees-2', passages: ['会费由会员大会决定。'] })]);
      const both = await index().hashes();
      await index().remove(['election']);

      expect(both).toEqual(
        new Map([
          ['fees', 'fees-2'],
          ['election', 'election-1'],
        ]),
      );
      expect(await index().hashes()).toEqual(new Map([['fees', 'fees-2']]));
    });

    it('are made in the order they were asked for', async () => {
      await Promise.all([
        index().put([fees, election]),
        index().remove(['fees']),
        index().put([contentOf('fees', { passages: ['新的办法。'] })]),
        index().remove(['election']),
      ]);

      expect(await index().size()).toMatchObject({ documents: 1, passages: 1 });
      expect((await index().passagesOf('fees'))[0]?.text).toBe('新的办法。');
    });

    it('leave all of a document or nothing of it to a search meanwhile', async () => {
      const versions = [1, 2].map((version) =>
        contentOf('rules', { passages: Array.from({ length: 40 }, (_, i) => `第${version}版会费规定，第${i}则。`) }),
      );
      await index().put(versions.slice(0, 1));

      const progress = { done: false };
      const change = index()
        .put(versions.slice(1))
        .finally(() => (progress.done = true));
      const seen: string[] = [];
      while (!progress.done) {
        const hits = await index().search('会费规定', { ...everywhere, limit: 100 });
        seen.push([...new Set(hits.map(({ passage }) => passage.text.slice(0, 3)))].join('+') + hits.length);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await change;

      expect(seen.length).toBeGreaterThan(0);
      expect(seen.filter((state) => state !== '第1版40' && state !== '第2版40')).toEqual([]);
      expect((await idsFound(index(), '会费规定'))[0]).toMatch(/^rules/);
    });

    it('can be kept whenever, and what was put is current', async () => {
      await index().keep();
      await index().put([fees]);
      await Promise.all([index().keep(), index().put([election]), index().keep()]);

      expect(await index().isCurrent()).toBe(true);
      expect((await index().hashes()).size).toBe(2);
    });
  });
}
