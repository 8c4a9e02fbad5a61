import { describe, expect, it } from 'vitest';
import { createSynonyms, noSynonyms } from '../../src/domain/synonyms.ts';

describe('synonyms', () => {
  it('tell where a word of a group stands and what else it is called', () => {
    const synonyms = createSynonyms([['民非', '民办非企业单位', '民办非企业']]);

    expect(synonyms.in('全市民非有几家')).toEqual([{ at: 2, length: 2, words: ['民办非企业单位', '民办非企业'] }]);
  });

  it('take the longest word where several begin, and no word inside of it', () => {
    const synonyms = createSynonyms([
      ['会费', '会员费'],
      ['会费票据', '社会团体会费票据'],
    ]);

    expect(synonyms.in('会费票据和会费').map(({ at, words }) => [at, words[0]])).toEqual([
      [0, '社会团体会费票据'],
      [5, '会员费'],
    ]);
  });

  it('hold in either script and in full-width letters', () => {
    const synonyms = createSynonyms([['黨工委', '黨的工作委員會']]);

    expect(synonyms.in('党工委').flatMap(({ words }) => words)).toEqual(['党的工作委员会']);
  });

  it.each(['2024年检查了几家', '每年检查两次'])('see no 年检 in %s', (text) => {
    expect(createSynonyms([['年检', '年度检查']]).in(text)).toEqual([]);
  });

  it('read marks of patterns as what they are', () => {
    expect(
      createSynonyms([['a.b', '(c)']])
        .in('axb a.b')
        .map(({ at }) => at),
    ).toEqual([4]);
  });

  it('are none without groups', () => {
    expect([createSynonyms([]).in('民非'), noSynonyms.in('民非')]).toEqual([[], []]);
  });
});
