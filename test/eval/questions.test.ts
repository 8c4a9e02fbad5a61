import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadQuestions } from './questions.ts';

const questions = loadQuestions();
const answerable = questions.filter(({ expect: status }) => status === 'answered');

describe('questions over the experience documents', () => {
  it('are at least 150, at least 50 of them not to be answered, ids unique', () => {
    expect(questions.length).toBeGreaterThanOrEqual(150);
    expect(questions.length - answerable.length).toBeGreaterThanOrEqual(50);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(new Set(questions.map(({ question, after }) => `${after ?? ''}>${question}`)).size).toBe(questions.length);
  });

  it.each(answerable)('$id: what the answer must contain stands in the documents named', (question) => {
    const texts = (question.documents ?? []).map(textOf);
    // A comparison may cite one document for each side.
    const sides = question.kind === 'compare' ? [texts.join('\n')] : texts;
    const wanted = question.contains ?? [];

    expect(wanted.length).toBeGreaterThan(0);
    expect(sides.join('').length).toBeGreaterThan(0);
    expect(sides.flatMap((text) => missing(wanted, text))).toEqual([]);
  });

  it('say nothing of documents where no answer is expected', () => {
    const others = questions.filter(({ expect: status }) => status !== 'answered');

    expect(others.filter(({ contains, documents }) => contains !== undefined || documents !== undefined)).toEqual([]);
  });
});

function textOf(id: string): string {
  const file = new URL(`../../knowledge/${id}`, import.meta.url);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function missing(wanted: readonly string[], text: string): string[] {
  return wanted.filter((word) => !text.includes(word));
}
