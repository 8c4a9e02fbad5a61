import { describe, expect, it } from 'vitest';
import { type DocumentContent, noFacts } from '../../../src/domain/document.ts';
import { build } from './measure.ts';
import { findMissed } from './missed.ts';
import { openIndex } from './open-index.ts';

describe('missed questions', () => {
  it('are those whose passages are not among the first ten, with their place', async () => {
    const documents = Array.from({ length: 12 }, (_, i) => documentOf(`d${i}`, '会费标准是三千元。'));
    documents.push(documentOf('last', '会费可以分期缴纳，由秘书处办理手续，具体的安排另行通知各会员单位。'));
    const set = {
      name: 'little',
      documents,
      questions: [
        { text: '会费标准', relevant: new Set(['d3#0']) },
        { text: '会费标准', relevant: new Set(['last#0']) },
        { text: '', relevant: new Set(['d3#0']) },
      ],
    };
    const { index } = await build(set, () => openIndex());

    expect(await findMissed(index, set, null)).toEqual([
      { question: '会费标准', place: 13 },
      { question: '', place: null },
    ]);
  });
});

function documentOf(id: string, text: string): DocumentContent {
  return {
    document: { id, collection: 'eval', title: id, origin: null, hash: '', ...noFacts },
    passages: [{ id: `${id}#0`, documentId: id, seq: 0, section: '', text, page: null }],
  };
}
