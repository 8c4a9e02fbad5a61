import { describe, expect, it } from 'vitest';
import { createEmbeddedIndex } from '../../../src/adapters/passages/embedded/embedded.ts';
import { createGazetteer } from '../../../src/domain/gazetteer.ts';
import type { DocumentContent } from '../../../src/domain/document.ts';
import { noSynonyms } from '../../../src/domain/synonyms.ts';
import type { PassageIndex } from '../../../src/ports/passage-index.ts';
import { contentOf, everywhere } from '../../contract/passage-index/contents.ts';
import { passageIndexContract } from '../../contract/passage-index.ts';
import { createNotingLog } from '../../support/noting-log.ts';

const gazetteer = createGazetteer();
const open = (): PassageIndex =>
  createEmbeddedIndex({ gazetteer, synonyms: () => noSynonyms, embedder: null, log: createNotingLog(), folder: null });

passageIndexContract('embedded', async (setup) => createEmbeddedIndex({ ...setup, gazetteer, folder: null }));

describe('the embedded index', () => {
  it('finds the same whether documents come at once, one by one, or over and over', async () => {
    const [atOnce, oneByOne, replaced] = [open(), open(), open()];

    await atOnce.put(ledger(60));
    for (const content of ledger(60)) await oneByOne.put([content]);
    for (let round = 0; round < 3; round += 1) for (const content of ledger(60)) await replaced.put([content]);

    for (let i = 0; i < 60; i += 7) {
      const question = `${nameOf(i)}商会有多少家会员？`;
      for (const index of [atOnce, oneByOne, replaced]) {
        const [best] = await index.search(question, { ...everywhere, limit: 5 });
        expect(best?.passage.documentId).toBe(`document-${i}`);
      }
    }
    expect(await replaced.size()).toEqual(await atOnce.size());
  });

  it('prefers the place that was asked for to one where the same is said', async () => {
    const index = open();
    const text = '设立行业协会商会接待日，收集意见建议，推动解决实际困难。';
    await index.put([
      contentOf('a', { title: '合肥市经验做法', passages: [text, '合肥市开展结对帮扶活动。'] }),
      contentOf('b', { title: '长沙市经验做法', passages: [text, '长沙市开展结对帮扶活动。'] }),
      contentOf('c', { title: '广州市经验做法', passages: [text] }),
    ]);

    for (const [question, id] of [
      ['长沙接待日收集了哪些意见', 'b#0'],
      ['合肥接待日收集了哪些意见', 'a#0'],
      ['廣州接待日收集了哪些意見', 'c#0'],
    ] as const) {
      expect((await index.search(question, { ...everywhere, limit: 1 }))[0]?.passage.id).toBe(id);
    }
  });

  it('lets others have their turn while it indexes', async () => {
    const index = open();
    const contents = ledger(400).map((content) => ({
      ...content,
      passages: content.passages.map((passage) => ({ ...passage, text: passage.text.repeat(30) })),
    }));
    const characters = contents.reduce((sum, { passages }) => sum + (passages[0]?.text.length ?? 0), 0);

    const progress = { done: false };
    const put = index.put(contents).finally(() => (progress.done = true));
    let turns = 0;
    while (!progress.done) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    await put;

    expect(characters).toBeGreaterThan(250_000);
    expect(turns).toBeGreaterThan(characters / 60_000);
  });
});

function nameOf(i: number): string {
  const first = '金木水火土山川日月星';
  const second = '纺织食品机械建材物流旅游电子化工';
  return `${first[i % 10]}${first[Math.floor(i / 10) % 10]}${second.slice((i % 8) * 2, (i % 8) * 2 + 2)}`;
}

function ledger(size: number): DocumentContent[] {
  return Array.from({ length: size }, (_, i) =>
    contentOf(`document-${i}`, {
      title: `第${i}号资料`,
      passages: [`${nameOf(i)}商会现有会员${100 + i}家，设理事单位${10 + i}个。`, `本资料由秘书处编写，编号${i}。`],
    }),
  );
}
