import { describe, expect, it } from 'vitest';
import { littleSet } from './little-set.ts';
import { corpusOf, resultLimit } from './system.ts';
import { systemNames, systems } from './systems.ts';

const corpus = corpusOf(littleSet());
/** As the manuals show them, the others take a Chinese question for one term, or ask for all of it. */
const readsChinese = [
  'qingyu',
  'minisearch-bigram',
  'minisearch-intl',
  'orama-mandarin',
  'orama-bigram',
  'flexsearch-suggest',
  'flexsearch-context',
  'fts5-trigram-or',
  'fts5-bigram-or',
  'fts5-jieba-or',
] as const;

describe.each(systemNames)('%s', (name) => {
  it('puts the only passage with the word asked for first', async () => {
    const find = await systems[name].open(corpus);

    expect((await find('ISO9001'))[0]).toBe('iso');
  });

  it('finds at most as many as the others, though every passage carries the title', async () => {
    const find = await systems[name].open(corpus);

    expect(corpus.passages.length).toBeGreaterThan(resultLimit);
    expect((await find('协会工作手册')).length).toBeLessThanOrEqual(resultLimit);
  });

  it('takes signs that mean something to a query language for signs', async () => {
    const find = await systems[name].open(corpus);

    expect((await find('"ISO9001" OR * (')).length).toBeLessThanOrEqual(resultLimit);
    expect((await find('？“”')).length).toBeLessThanOrEqual(resultLimit);
  });
});

describe.each(readsChinese)('%s', (name) => {
  it('answers a question asked in a sentence', async () => {
    const find = await systems[name].open(corpus);

    expect((await find('深圳的接待日收集了多少条意见？'))[0]).toBe('shenzhen');
    expect((await find('会费标准怎么通过？'))[0]).toBe('fees');
  });
});
