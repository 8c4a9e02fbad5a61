import { describe, expect, it } from 'vitest';
import { noUsage } from '../../../src/domain/generation.ts';
import { ModelError } from '../../../src/ports/chat-model.ts';
import type { IndexWriter } from '../../../src/ports/passage-index.ts';
import { createConceptEmbedder } from '../../support/concept-embedder.ts';
import type { IndexBench } from '../passage-index.ts';
import { contentOf, election, everywhere, fees, idsFound, reception } from './contents.ts';

/** The second word of each stands in none of the documents, and shares no character with them. */
const concepts = [
  ['会费', '份子钱'],
  ['选举', '挑头儿'],
  ['接待日', '诉苦'],
] as const;
const down = new ModelError('unavailable', 'connection refused', { usage: noUsage });
const signal = new AbortController().signal;

export function vectorsContract({ index, open, log }: IndexBench): void {
  describe('vectors', () => {
    it('are not missed without an embedder', async () => {
      await index().put([fees]);

      expect(await index().enrich(signal)).toEqual({ made: 0, left: 0 });
      expect(await index().size()).toEqual({ documents: 1, passages: 2, withoutVector: 0 });
    });

    it('are made for every passage, in as many steps as it takes', async () => {
      const many = contentOf('many', { passages: Array.from({ length: 95 }, (_, i) => `第${i}则。`) });
      const index = await open({ embedder: createConceptEmbedder(concepts) });
      await index.put([fees, many]);
      expect(await index.size()).toEqual({ documents: 2, passages: 97, withoutVector: 97 });

      expect(await enrichAll(index)).toBe(97);

      expect(await index.size()).toEqual({ documents: 2, passages: 97, withoutVector: 0 });
      expect(await index.enrich(signal)).toEqual({ made: 0, left: 0 });
    });

    it('are made of title, section and text', async () => {
      const embedder = createConceptEmbedder(concepts);
      const index = await open({ embedder });
      await index.put([election]);
      await enrichAll(index);

      const made = embedder.texts.find((text) => text.includes('到会代表须超过三分之二'));
      for (const part of ['换届选举指引', '投票']) expect(made).toContain(part);
    });

    it('find what shares no word with the question, without making it sure', async () => {
      const index = await open({ embedder: createConceptEmbedder(concepts) });
      await index.put([fees, election, reception]);
      expect(await index.search('挑头儿', everywhere)).toEqual([]);
      await enrichAll(index);

      const hits = await index.search('挑头儿', everywhere);

      expect(hits.slice(0, 2).map(({ passage }) => passage.documentId)).toEqual(['election', 'election']);
      for (const { confidence } of hits) expect(confidence).toBeLessThan(0.1);
    });

    it('leave order and confidence to the words where these say it all', async () => {
      const words = index();
      const both = await open({ embedder: createConceptEmbedder(concepts) });
      for (const one of [words, both]) await one.put([fees, election, reception]);
      await enrichAll(both);

      const [byWords] = await words.search('会员单位每年缴纳多少会费？', everywhere);
      const [byBoth] = await both.search('会员单位每年缴纳多少会费？', everywhere);

      expect(byBoth?.passage.id).toBe('fees#0');
      expect(byBoth?.confidence).toBeCloseTo(byWords?.confidence ?? 0, 5);
    });

    it('do not push down what has none yet', async () => {
      const index = await open({ embedder: createConceptEmbedder(concepts) });
      await index.put([fees, reception]);
      await enrichAll(index);
      await index.put([election]);

      expect((await idsFound(index, '选举采用什么投票方式'))[0]).toBe('election#1');
    });

    it('obey the same filters as words', async () => {
      const old = contentOf('old', { facts: { expiresOn: '2020-01-01' }, passages: ['旧的选举办法。'] });
      const board = contentOf('board', { collection: 'board', passages: ['理事会选举。'] });
      const index = await open({ embedder: createConceptEmbedder(concepts) });
      await index.put([old, board, election]);
      await enrichAll(index);

      const found = async (options: object): Promise<string[]> =>
        [...new Set((await idsFound(index, '挑头儿', options)).map((id) => id.replace(/#.*/, '')))].sort();

      expect(await found({})).toEqual(['board', 'election', 'old']);
      expect(await found({ validOn: '2026-01-01' })).toEqual(['board', 'election']);
      expect(await found({ collections: ['board'] })).toEqual(['board']);
      expect(await found({ documents: ['old'] })).toEqual(['old']);
      expect(await found({ documents: [] })).toEqual([]);
    });

    it('of a replaced document go with it', async () => {
      const index = await open({ embedder: createConceptEmbedder(concepts) });
      await index.put([contentOf('a', { passages: ['关于选举。'] }), reception]);
      await enrichAll(index);

      await index.put([contentOf('a', { passages: ['关于会费。'] })]);

      expect(await index.size()).toMatchObject({ withoutVector: 1 });
      expect((await idsFound(index, '挑头儿'))[0]).not.toBe('a#0');
      await enrichAll(index);
      expect((await idsFound(index, '份子钱'))[0]).toBe('a#0');
      expect((await idsFound(index, '诉苦'))[0]).toBe('reception#0');
    });

    it('of a removed document go with it', async () => {
      const index = await open({ embedder: createConceptEmbedder(concepts) });
      await index.put([election, reception]);
      await enrichAll(index);

      await index.remove(['election']);

      expect(await index.size()).toMatchObject({ passages: 1, withoutVector: 0 });
      expect(await idsFound(index, '挑头儿')).not.toContain('election#0');
    });

    it('that were made stay when the embedder fails', async () => {
      const embedder = createConceptEmbedder(concepts);
      const index = await open({ embedder });
      await index.put([reception]);
      await enrichAll(index);
      await index.put([election]);
      embedder.failWith(down);

      await expect(index.enrich(signal)).rejects.toBe(down);

      embedder.failWith(null);
      expect(await index.size()).toMatchObject({ withoutVector: 2 });
      expect((await idsFound(index, '诉苦'))[0]).toBe('reception#0');
      await enrichAll(index);
      expect((await idsFound(index, '挑头儿'))[0]).toMatch(/^election/);
    });

    it('are done without while the embedder fails, and that is told once until it works again', async () => {
      const embedder = createConceptEmbedder(concepts);
      const index = await open({ embedder });
      await index.put([fees, election]);
      await enrichAll(index);
      const warnings = (): number => log().notes.filter(({ level }) => level === 'warn').length;

      embedder.failWith(down);
      for (const question of ['会费什么时候缴清', '会费逾期怎么办']) {
        expect((await idsFound(index, question))[0]).toMatch(/^fees/);
      }
      expect(await idsFound(index, '挑头儿')).toEqual([]);
      expect(warnings()).toBe(1);

      embedder.failWith(null);
      expect((await idsFound(index, '选举挑头儿'))[0]).toMatch(/^election/);
      embedder.failWith(down);
      expect((await idsFound(index, '会费缴给谁'))[0]).toMatch(/^fees/);
      expect(warnings()).toBe(2);
    });
  });
}

async function enrichAll(index: IndexWriter): Promise<number> {
  for (let made = 0; ;) {
    const step = await index.enrich(signal);
    made += step.made;
    if (step.left === 0) return made;
    if (step.made === 0) throw new Error('nothing was made though something is left');
  }
}
