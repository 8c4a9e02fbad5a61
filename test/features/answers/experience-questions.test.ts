import { expect, it } from 'vitest';
import type { Answered } from '../../../src/features/answers/answer-question.ts';
import { loadQuestions, type Question } from '../../eval/questions.ts';
import { answerFrom, readCollection } from '../../support/experience.ts';

type Row = { kind: string; right: number; of: number };

const contents = await readCollection('knowledge/experience', 'experience');
const ask = await answerFrom(contents);
const results = await Promise.all(
  loadQuestions().map(async (question) => ({ question, answer: await reply(question) })),
);
const answerable = results.filter(({ question }) => question.expect === 'answered');
const others = results.filter(({ question }) => question.expect !== 'answered');

it('answers nine of ten questions that the documents answer, from the right document', () => {
  console.table(tableOf());
  expect(shareRight(answerable)).toBeGreaterThanOrEqual(0.9);
});

it('answers none that they do not answer, but one in fifty', () => {
  expect(shareRight(others)).toBeGreaterThanOrEqual(0.98);
});

it('quotes only what stands in the document it names', () => {
  const texts = new Map(contents.map(({ document, passages }) => [document.id, passages.map(({ text }) => text)]));
  const citations = results.flatMap(({ answer }) => answer.citations);

  expect(citations.length).toBeGreaterThan(100);
  expect(
    citations.filter(({ documentId, quote }) => !texts.get(documentId)?.some((text) => text.includes(quote))),
  ).toEqual([]);
});

it('cites for every answer and for nothing else', () => {
  const wrong = results.filter(({ answer }) => (answer.status === 'answered') !== answer.citations.length > 0);

  expect(wrong.map(({ question }) => question.id)).toEqual([]);
});

it('says no number that no quote of the answer carries', () => {
  const loose = results
    .filter(({ answer }) => answer.status === 'answered')
    .filter(({ answer }) => {
      const quotes = answer.citations.map(({ quote }) => quote).join(' ');
      return (answer.answer.match(/\d+/g) ?? []).some((number) => !quotes.includes(number));
    });

  expect(loose.map(({ question }) => question.id)).toEqual([]);
});

async function reply(question: Question): Promise<Answered> {
  const before = question.after === undefined ? null : await ask(question.after, { topic: null, collections: null });
  return ask(question.question, { topic: before?.topic ?? null, collections: null });
}

function isRight({ question, answer }: { question: Question; answer: Answered }): boolean {
  if (question.expect !== 'answered') return answer.status !== 'answered';
  const said = [answer.answer, ...answer.citations.map(({ quote }) => quote)].join(' ');
  const cited = answer.citations.map(({ documentId }) => documentId);
  return (
    answer.status === 'answered' &&
    (question.contains ?? []).every((part) => said.includes(part)) &&
    (question.documents === undefined || cited.some((id) => question.documents?.includes(id)))
  );
}

function shareRight(of: typeof results): number {
  return of.filter(isRight).length / of.length;
}

function tableOf(): Row[] {
  const kinds = [...new Set(results.map(({ question }) => question.kind))];
  return kinds.map((kind) => {
    const own = results.filter(({ question }) => question.kind === kind);
    return { kind, right: own.filter(isRight).length, of: own.length };
  });
}
