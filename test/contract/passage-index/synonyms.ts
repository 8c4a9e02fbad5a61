import { describe, expect, it } from 'vitest';
import { createSynonyms } from '../../../src/domain/synonyms.ts';
import type { IndexBench } from '../passage-index.ts';
import { contentOf, everywhere, fees, idsFound } from './contents.ts';

const groups = [
  ['民非', '民办非企业单位', '社会服务机构'],
  ['党工委', '党的工作委员会'],
];
const long = contentOf('long', {
  title: '登记办法',
  passages: ['民办非企业单位注销，须先清算。', '印章交回登记机关。'],
});
const short = contentOf('short', { title: '登记办法', passages: ['民非注销，须先清算。', '印章交回登记机关。'] });
const other = contentOf('other', { title: '社团办法', passages: ['社会团体注销，须先清算。'] });

export function synonymsContract({ open }: IndexBench): void {
  describe('synonyms', () => {
    const openWith = (words: readonly (readonly string[])[]): ReturnType<typeof open> => {
      const synonyms = createSynonyms(words);
      return open({ synonyms: () => synonyms });
    };

    it.each([
      ['民非怎么注销', 'long'],
      ['民办非企业单位怎么注销', 'short'],
      ['社会服务机构怎么注销', 'long'],
      ['社會服務機構怎麼註銷', 'short'],
    ])('lead %s to %s', async (question, id) => {
      const index = await openWith(groups);
      await index.put([other, fees, id === 'long' ? long : short]);

      expect((await idsFound(index, question))[0]).toBe(`${id}#0`);
    });

    it('count nearly as much as the word itself, and nothing counts twice', async () => {
      const index = await openWith(groups);
      await index.put([other, fees, long, short]);

      const hits = await index.search('民非怎么注销', everywhere);
      const sureOf = (id: string): number => hits.find(({ passage }) => passage.id === id)?.confidence ?? 0;

      expect(hits.slice(0, 2).map(({ passage }) => passage.id)).toEqual(['short#0', 'long#0']);
      expect(sureOf('long#0')).toBeGreaterThan(0.8 * sureOf('short#0'));
      expect(sureOf('short#0')).toBeLessThanOrEqual(1);
      expect(sureOf('other#0')).toBeLessThan(0.7 * sureOf('long#0'));
    });

    it('change nothing for a question that has none', async () => {
      const [plain, knowing] = [await openWith([]), await openWith(groups)];
      for (const index of [plain, knowing]) await index.put([other, fees, long, short]);

      for (const question of ['社会团体怎么注销', '会费什么时候缴清', '印章交给谁']) {
        expect(await knowing.search(question, everywhere)).toEqual(await plain.search(question, everywhere));
      }
    });
  });
}
