import { describe, expect, it } from 'vitest';
import { createConceptEmbedder } from '../../support/concept-embedder.ts';
import type { IndexBench } from '../passage-index.ts';
import { contentOf, election, everywhere, fees, idsFound, reception } from './contents.ts';

const newFees = contentOf('fees', { title: '会费管理办法', hash: 'fees-2', passages: ['会费标准由会员大会决定。'] });
const signal = new AbortController().signal;

export function draftsContract({ index, open }: IndexBench): void {
  describe('an index made anew', () => {
    it('begins empty and is not seen before it is published', async () => {
      await index().put([fees, election]);
      const draft = await index().startOver();

      expect(await draft.hashes()).toEqual(new Map());
      await draft.put([newFees, reception]);

      expect(await draft.hashes()).toEqual(
        new Map([
          ['fees', 'fees-2'],
          ['reception', 'reception-1'],
        ]),
      );
      expect((await idsFound(index(), '逾期两年'))[0]).toBe('fees#1');
      expect(await idsFound(index(), '接待日')).not.toContain('reception#0');
      expect(await index().size()).toMatchObject({ documents: 2, passages: 4 });
      await draft.discard();
    });

    it('takes the place of the old one whole', async () => {
      await index().put([fees, election]);
      const draft = await index().startOver();
      await draft.put([newFees, election, reception]);
      await draft.remove(['election']);

      await draft.publish();

      expect(await idsFound(index(), '无记名投票选举')).not.toContain('election#1');
      expect((await idsFound(index(), '接待日'))[0]).toBe('reception#0');
      expect(await index().passagesOf('fees')).toEqual(newFees.passages);
      expect(await index().size()).toMatchObject({ documents: 2, passages: 2 });
      expect([...(await index().hashes()).keys()].sort()).toEqual(['fees', 'reception']);
      expect(await index().isCurrent()).toBe(true);
    });

    it('does not mix with what is put into the old one meanwhile', async () => {
      await index().put([fees]);
      const draft = await index().startOver();
      await Promise.all([index().put([election]), draft.put([fees, reception]), index().remove(['fees'])]);

      expect([...(await index().hashes()).keys()]).toEqual(['election']);
      expect((await idsFound(index(), '选举怎么投票'))[0]).toBe('election#1');
      expect([...(await draft.hashes()).keys()].sort()).toEqual(['fees', 'reception']);

      await draft.publish();

      expect([...(await index().hashes()).keys()].sort()).toEqual(['fees', 'reception']);
      expect(await idsFound(index(), '无记名投票')).not.toContain('election#1');
    });

    it('can be changed further once it is published', async () => {
      const draft = await index().startOver();
      await draft.put([fees]);
      await draft.publish();
      await index().put([election]);
      await index().remove(['fees']);

      expect([...(await index().hashes()).keys()]).toEqual(['election']);
    });

    it('leaves nothing when it is given up', async () => {
      await index().put([fees]);
      const draft = await index().startOver();
      await draft.put([election, newFees]);

      await draft.discard();

      expect([...(await index().hashes())]).toEqual([['fees', 'fees-1']]);
      expect(await idsFound(index(), '无记名投票')).not.toContain('election#1');
      const next = await index().startOver();
      expect(await next.hashes()).toEqual(new Map());
      await next.discard();
    });

    it('shows a search the old one or the new one, never a part', async () => {
      const version = (number: number): ReturnType<typeof contentOf>[] =>
        Array.from({ length: 30 }, (_, i) => contentOf(`rule-${i}`, { passages: [`第${number}版会费规定第${i}则。`] }));
      await index().put(version(1));

      const progress = { done: false };
      const renewal = (async () => {
        const draft = await index().startOver();
        for (const content of version(2)) await draft.put([content]);
        await draft.publish();
      })().finally(() => (progress.done = true));
      const seen = new Set<string>();
      while (!progress.done) {
        const hits = await index().search('会费规定', { ...everywhere, limit: 100 });
        seen.add([...new Set(hits.map(({ passage }) => passage.text.slice(0, 3)))].join('+') + hits.length);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await renewal;

      expect(seen.size).toBeGreaterThan(0);
      expect([...seen].filter((state) => state !== '第1版30' && state !== '第2版30')).toEqual([]);
      expect((await index().passagesOf('rule-7'))[0]?.text).toMatch(/^第2版/);
    });

    it('has vectors of its own', async () => {
      const index = await open({ embedder: createConceptEmbedder([['选举', '挑头儿']]) });
      const draft = await index.startOver();
      await draft.put([fees, election]);
      while ((await draft.enrich(signal)).left > 0);
      await draft.publish();

      expect(await index.size()).toMatchObject({ passages: 4, withoutVector: 0 });
      expect((await idsFound(index, '挑头儿')).slice(0, 2).sort()).toEqual(['election#0', 'election#1']);
    });
  });
}
