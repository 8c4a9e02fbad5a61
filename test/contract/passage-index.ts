import { beforeEach, describe, expect, it } from 'vitest';
import type { DocumentContent } from '../../src/domain/document.ts';
import type { PassageIndex } from '../../src/ports/passage-index.ts';

const all = { limit: 10, collections: null };

/** A document as tests need it; `passages` are [section, text] or text alone. */
export function contentOf(
  id: string,
  of: { title?: string; collection?: string; passages: readonly (string | readonly [string, string])[] },
): DocumentContent {
  return {
    document: {
      id,
      collection: of.collection ?? 'test',
      title: of.title ?? id,
      origin: null,
      hash: '',
      region: null,
      organization: null,
      source: null,
      date: null,
    },
    passages: of.passages.map((passage, seq) => {
      const [section, text] = typeof passage === 'string' ? ['', passage] : passage;
      return { id: `${id}#${seq}`, documentId: id, seq, section, text };
    }),
  };
}

const fees = contentOf('fees', {
  title: '会费管理办法',
  passages: ['会员单位每年缴纳会费3500元，于三月底前缴清。', '逾期两年不缴纳会费的，经理事会决定可以终止会员资格。'],
});
const election = contentOf('election', {
  title: '换届选举指引',
  passages: [
    ['候选人', '会长候选人由理事会提名，公示七天。'],
    ['投票', '到会代表须超过三分之二，选举采用无记名投票方式。'],
  ],
});
const reception = contentOf('reception', {
  title: '接待日工作规则',
  passages: ['每月十日为接待日，收集意见建议二百三十七条，推动解决实际困难五十九个。'],
});

/** What every passage index promises; `open` gives an empty one. */
export function passageIndexContract(name: string, open: () => Promise<PassageIndex>): void {
  describe(`the passage index ${name}`, () => {
    let index: PassageIndex;
    beforeEach(async () => {
      index = await open();
    });

    const find = async (question: string): Promise<string[]> =>
      (await index.search(question, all)).map(({ passage }) => passage.id);

    it('finds nothing when it is empty', async () => {
      expect(await index.search('会费是多少', all)).toEqual([]);
      expect(index.passagesOf('fees')).toEqual([]);
      expect(index.size()).toEqual({ documents: 0, passages: 0 });
    });

    it('finds the passage that answers before all others, as it was given, with its title', async () => {
      await index.put([fees, election, reception]);

      const [best] = await index.search('选举怎么投票？', all);

      expect(best?.passage).toEqual(election.passages[1]);
      expect(best?.title).toBe('换届选举指引');
    });

    it('puts hits in the order of their scores, and gives no more than asked for', async () => {
      await index.put([fees, election, reception]);

      const hits = await index.search('会员会费和会长候选人', { limit: 3, collections: null });
      const scores = hits.map(({ score }) => score);

      expect(hits).toHaveLength(3);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(await index.search('会费', { limit: 0, collections: null })).toEqual([]);
    });

    it('finds a passage by its title and by its section', async () => {
      await index.put([fees, election, reception]);

      expect((await find('换届指引'))[0]).toMatch(/^election/);
      expect((await find('候选人'))[0]).toBe('election#0');
    });

    it('is surer of a question that is answered than of one that is not', async () => {
      await index.put([fees, election, reception]);

      const [known] = await index.search('会员单位每年缴纳多少会费？', all);
      const [unknown] = await index.search('会员单位能申请哪些创业贷款贴息？', all);

      expect(known?.confidence).toBeGreaterThan(0.35);
      expect(known?.confidence).toBeLessThanOrEqual(1);
      expect(unknown?.confidence ?? 0).toBeLessThan(0.35);
    });

    it('finds nothing that shares nothing with the question', async () => {
      await index.put([fees, election, reception]);

      expect(await index.search('xyz', all)).toEqual([]);
    });

    it.each([
      ['in the other script', '會員單位每年繳納多少會費？'],
      ['full-width', '会费３５００元'],
      ['with spaces between the characters', '会 员 单 位 每 年 缴 纳 多 少 会 费'],
      ['with a number in Chinese', '会费三千五百元'],
      ['with one wrong character', '会员单位每年缴钠多少会费'],
      ['with emoji', '😀会员单位每年缴纳多少会费👍'],
      ['with invisible marks', '\u202e会员\u200b单位\u200f每年缴纳多少会费'],
      ['after ten thousand other characters', `会员单位每年缴纳多少会费？${'哈'.repeat(10_000)}`],
    ])('understands a question %s', async (_, question) => {
      await index.put([election, reception, fees]);

      expect((await find(question))[0]).toBe('fees#0');
    });

    it('reads Chinese numerals of a document as numbers', async () => {
      await index.put([fees, election, reception]);

      expect((await find('237条意见建议'))[0]).toBe('reception#0');
    });

    it.each(['', '   ', '？！……', '\u200b', '😀', '\ud842'])('has no answer to %j', async (question) => {
      await index.put([fees, election]);

      expect(await index.search(question, all)).toEqual([]);
    });

    it('gives a long passage whole, found by its end', async () => {
      const text = `${'本办法适用于全体会员。'.repeat(400)}办公地点设在芙蓉路八号。`;
      await index.put([contentOf('long', { passages: [text] }), fees]);

      const hits = await index.search('办公地点在芙蓉路几号', all);

      expect(hits.filter(({ passage }) => passage.documentId === 'long')).toHaveLength(1);
      expect(hits[0]?.passage.text).toBe(text);
    });

    it('replaces a document of the same id and leaves the others', async () => {
      await index.put([fees, election]);

      await index.put([contentOf('fees', { title: '会费管理办法', passages: ['会费标准由会员大会决定。'] })]);

      expect((await find('逾期不缴纳会费')).filter((id) => id.startsWith('fees'))).toEqual(['fees#0']);
      expect(index.passagesOf('fees').map(({ text }) => text)).toEqual(['会费标准由会员大会决定。']);
      expect((await find('选举怎么投票'))[0]).toBe('election#1');
      expect(index.size()).toEqual({ documents: 2, passages: 3 });
    });

    it('takes the last of several documents of one id', async () => {
      await index.put([fees, contentOf('fees', { passages: ['会费由会员大会决定。'] })]);

      expect(index.passagesOf('fees')).toHaveLength(1);
      expect(index.size()).toEqual({ documents: 1, passages: 1 });
    });

    it('forgets removed documents, and ignores ids it does not know', async () => {
      await index.put([fees, election]);

      await index.remove(['fees', 'nobody']);

      expect(await find('会费逾期')).not.toContain('fees#1');
      expect(index.passagesOf('fees')).toEqual([]);
      expect(index.size()).toEqual({ documents: 1, passages: 2 });
    });

    it('finds a document again that was removed and put back', async () => {
      await index.put([fees]);
      await index.remove(['fees']);
      await index.put([fees]);

      expect((await find('逾期两年'))[0]).toBe('fees#1');
      expect(index.size()).toEqual({ documents: 1, passages: 2 });
    });

    it('knows a document without passages', async () => {
      await index.put([contentOf('empty', { passages: [] })]);

      expect(index.size()).toEqual({ documents: 1, passages: 0 });
      expect(await find('会费')).toEqual([]);
    });

    it('gives the passages of a document in their order', async () => {
      await index.put([election, fees]);

      expect(index.passagesOf('fees')).toEqual(fees.passages);
    });

    it('looks only into the collections it is told', async () => {
      await index.put([fees, contentOf('secret', { collection: 'board', passages: ['会费减免名单由理事会审定。'] })]);

      const hits = async (collections: readonly string[]): Promise<string[]> =>
        (await index.search('会费减免名单', { limit: 10, collections })).map(({ passage }) => passage.documentId);

      expect(await hits(['board'])).toEqual(['secret']);
      expect(await hits(['test'])).not.toContain('secret');
      expect(await hits([])).toEqual([]);
      expect((await find('会费减免名单'))[0]).toBe('secret#0');
    });

    it('makes changes in the order they were asked for', async () => {
      await Promise.all([
        index.put([fees, election]),
        index.remove(['fees']),
        index.put([contentOf('fees', { passages: ['新的办法。'] })]),
        index.remove(['election']),
      ]);

      expect(index.size()).toEqual({ documents: 1, passages: 1 });
      expect(index.passagesOf('fees')[0]?.text).toBe('新的办法。');
    });

    it('holds all of a document or nothing of it while it is replaced', async () => {
      const versions = [1, 2].map((version) =>
        contentOf('rules', { passages: Array.from({ length: 40 }, (_, i) => `第${version}版会费规定，第${i}则。`) }),
      );
      await index.put(versions.slice(0, 1));

      const progress = { done: false };
      const change = index.put(versions.slice(1)).finally(() => (progress.done = true));
      const seen: string[] = [];
      while (!progress.done) {
        const hits = await index.search('会费规定', { limit: 100, collections: null });
        seen.push([...new Set(hits.map(({ passage }) => passage.text.slice(0, 3)))].join('+') + hits.length);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await change;

      expect(seen.length).toBeGreaterThan(0);
      expect(seen.filter((state) => state !== '第1版40' && state !== '第2版40')).toEqual([]);
      expect((await find('会费规定'))[0]).toMatch(/^rules/);
    });
  });
}
