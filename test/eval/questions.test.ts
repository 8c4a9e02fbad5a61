import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadQuestions, type Question, questionSets, type QuestionSetName } from './questions.ts';

const all = (Object.keys(questionSets) as QuestionSetName[]).map((set) => ({ set, questions: loadQuestions(set) }));
const answerable = all.flatMap(({ set, questions }) =>
  questions
    .filter(({ expect: status }) => status === 'answered')
    .map((question) => ({ set, question, id: question.id })),
);

describe.each(all)('questions over the $set documents', ({ questions }) => {
  it('are asked once each, a third of them and more not to be answered', () => {
    const others = questions.filter(({ expect: status }) => status !== 'answered');

    expect(others.length).toBeGreaterThanOrEqual(questions.length / 3);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(new Set(questions.map(({ question, after }) => `${after ?? ''}>${question}`)).size).toBe(questions.length);
  });

  it('say nothing of documents where no answer is expected', () => {
    const others = questions.filter(({ expect: status }) => status !== 'answered');

    expect(others.filter(({ contains, documents }) => contains !== undefined || documents !== undefined)).toEqual([]);
  });
});

it.each(answerable)('$set $id: what the answer must contain stands in the documents named', ({ set, question }) => {
  const texts = (question.documents ?? []).map((id) => textOf(set, id));
  const wanted = inDocuments(question);

  expect(wanted.length).toBeGreaterThan(0);
  expect(texts.join('').length).toBeGreaterThan(0);
  expect(sidesOf(question, texts).flatMap((text) => missing(wanted, text))).toEqual([]);
});

/** What the bot says of documents (不一致, 失效) stands in none. */
function inDocuments({ contains }: Question): string[] {
  return (contains ?? []).filter((part) => !/不一致|失效|较新/.test(part));
}

/** A comparison may cite one document for each side; of a contradiction each document has its own. */
function sidesOf({ kind }: Question, texts: readonly string[]): readonly string[] {
  if (kind === 'contradiction') return [];
  return kind === 'compare' ? [texts.join('\n')] : texts;
}

function textOf(set: QuestionSetName, id: string): string {
  const file = `${questionSets[set].documents}/${id.slice(set.length + 1)}`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function missing(wanted: readonly string[], text: string): string[] {
  return wanted.filter((word) => !text.includes(word));
}
