import { describe, expect, it } from 'vitest';
import type { IndexBench } from '../passage-index.ts';
import { contentOf, election, everywhere, fees, idsFound, reception } from './contents.ts';

export function searchContract({ index }: IndexBench): void {
  describe('searching', () => {
    it('finds nothing when it is empty', async () => {
      expect(await index().search('会费是多少', everywhere)).toEqual([]);
      expect(await index().passagesOf('fees')).toEqual([]);
      expect(await index().size()).toEqual({ documents: 0, passages: 0, withoutVector: 0 });
      expect(await index().hashes()).toEqual(new Map());
    });

    it('finds the passage that answers before all others, as it was given, with its document', async () => {
      await index().put([fees, election, reception]);

      const [best] = await index().search('选举怎么投票？', everywhere);

      expect(best?.passage).toEqual(election.passages[1]);
      expect(best?.document).toEqual(election.document);
    });

    it('gives back all that a document and its passages say, and their text to the character', async () => {
      const facts = {
        region: '湖南省',
        organization: '长沙市民政局',
        source: '经验材料',
        date: '2026-01-02',
        validFrom: '2026-01-01',
        expiresOn: '2027-01-01',
        repealedOn: '2026-12-01',
        replacedBy: '新办法 "二"',
      };
      const plain = contentOf('odd/第一 篇#.md', {
        title: '名为"甲\\乙"\n的办法',
        collection: 'odd',
        hash: 'a1',
        facts,
        passages: [['总则 › 第一条', '　会费\u200b𠮷字𡈽，Ｃ\ud842 断开的😀，\r\n三千元。\u0000'], ' '],
      });
      const content = {
        document: { ...plain.document, origin: '/knowledge/odd/第一 篇#.md' },
        passages: plain.passages.map((passage, seq) => ({ ...passage, id: `${seq}号"`, page: seq + 3 })),
      };
      await index().put([fees, content]);

      const [best] = await index().search('会费三千元', { ...everywhere, collections: ['odd'] });

      expect(best).toMatchObject({ document: content.document, passage: content.passages[0] });
      expect(await index().passagesOf('odd/第一 篇#.md')).toEqual(content.passages);
    });

    it('puts hits in the order of their scores, and gives no more than asked for', async () => {
      await index().put([fees, election, reception]);

      const hits = await index().search('会员会费和会长候选人', { ...everywhere, limit: 3 });
      const scores = hits.map(({ score }) => score);

      expect(hits).toHaveLength(3);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      expect(await index().search('会费', { ...everywhere, limit: 0 })).toEqual([]);
    });

    it('finds a passage by its title and by its section', async () => {
      await index().put([fees, election, reception]);

      expect((await idsFound(index(), '换届指引'))[0]).toMatch(/^election/);
      expect((await idsFound(index(), '候选人'))[0]).toBe('election#0');
    });

    it('is surer of a question that is answered than of one that is not', async () => {
      await index().put([fees, election, reception]);

      const [known] = await index().search('会员单位每年缴纳多少会费？', everywhere);
      const [unknown] = await index().search('会员单位能申请哪些创业贷款贴息？', everywhere);

      expect(known?.confidence).toBeGreaterThan(0.35);
      expect(known?.confidence).toBeLessThanOrEqual(1);
      expect(unknown?.confidence ?? 0).toBeLessThan(0.35);
    });

    it('finds nothing that shares nothing with the question', async () => {
      await index().put([fees, election, reception]);

      expect(await index().search('xyz', everywhere)).toEqual([]);
    });

    it('gives a long passage whole, found by its end', async () => {
      const text = `${'本办法适用于全体会员。'.repeat(400)}办公地点设在芙蓉路八号。`;
      await index().put([contentOf('long', { passages: [text] }), fees]);

      const hits = await index().search('办公地点在芙蓉路几号', everywhere);

      expect(hits.filter(({ passage }) => passage.documentId === 'long')).toHaveLength(1);
      expect(hits[0]?.passage.text).toBe(text);
    });
  });
}
