import { readFileSync } from 'node:fs';
import { parseSynonyms } from '../../src/adapters/synonyms/parse-synonyms.ts';
import type { DocumentContent } from '../../src/domain/document.ts';
import { createSynonyms } from '../../src/domain/synonyms.ts';
import type { Answered } from '../../src/features/answers/answer-question.ts';
import { answerFrom, readCollection } from '../support/experience.ts';
import { loadQuestions, type Question, questionSets, type QuestionSetName } from './questions.ts';

/** A question with what the bot said to it. */
export type Asked = { question: Question; answer: Answered };

/** How many questions of a kind came out right: answered as they should be, or refused. */
export type KindCount = { kind: string; right: number; of: number };

const file = 'knowledge/synonyms.txt';

/** Asks every question of a set over its documents, with the synonyms we ship. */
export async function askAll(set: QuestionSetName): Promise<{ contents: DocumentContent[]; asked: Asked[] }> {
  const contents = await readCollection(questionSets[set].documents, set);
  const synonyms = createSynonyms(parseSynonyms(readFileSync(file, 'utf8'), file));
  const ask = await answerFrom(contents, () => synonyms);

  async function reply({ question, after }: Question): Promise<Answered> {
    const before = after === undefined ? null : await ask(after, { topic: null, collections: null });
    return ask(question, { topic: before?.topic ?? null, collections: null });
  }
  const asked = loadQuestions(set).map(async (question) => ({ question, answer: await reply(question) }));
  return { contents, asked: await Promise.all(asked) };
}

export function isAnswerable({ question }: Asked): boolean {
  return question.expect === 'answered';
}

/** Answered with all that must be in it, out of a document that has it; or not answered, where nothing answers it. */
export function isRight({ question, answer }: Asked): boolean {
  if (question.expect !== 'answered') return answer.status !== 'answered';
  const said = [answer.answer, ...answer.citations.map(({ quote }) => quote)].join(' ');
  const cited = answer.citations.map(({ documentId }) => documentId);
  return (
    answer.status === 'answered' &&
    (question.contains ?? []).every((part) => said.includes(part)) &&
    (question.documents === undefined || cited.some((id) => question.documents?.includes(id)))
  );
}

/** 0..1 */
export function shareRight(asked: readonly Asked[]): number {
  return asked.filter(isRight).length / asked.length;
}

/** By kind, in the order in which the kinds come up. */
export function countByKind(asked: readonly Asked[]): KindCount[] {
  const kinds = [...new Set(asked.map(({ question }) => question.kind))];
  return kinds.map((kind) => {
    const own = asked.filter(({ question }) => question.kind === kind);
    return { kind, right: own.filter(isRight).length, of: own.length };
  });
}
