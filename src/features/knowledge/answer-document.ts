import { createHash } from 'node:crypto';
import { dayOf } from '../../base/calendar.ts';
import { type DocumentContent, noFacts, personsAnswer } from '../../domain/document.ts';
import { splitIntoPassages, splittingVersion } from './split.ts';

/** What a member asked and a person answered. `at` is epoch ms. */
export type AnsweredQuestion = { id: string; question: string; answer: string; collection: string; at: number };

const longestTitle = 60;
/** Characters below which an answer is kept with its question in one sentence. */
const shortAnswer = 40;

/** Makes a document of it: the question is its title, the answer its text, so that the same question finds it. */
export function toAnswerDocument(answered: AnsweredQuestion, timeZone: string): DocumentContent {
  const id = `${answered.collection}/answers/${answered.id}`;
  const title = [...answered.question.replace(/\s+/g, ' ').trim()].slice(0, longestTitle).join('');
  const blocks = inWords(title, answered.answer)
    .split(/\n{2,}/)
    .map((text) => ({ section: [], text: text.trim(), page: null, tableHead: null }))
    .filter(({ text }) => text !== '');
  const hash = createHash('sha256')
    .update(JSON.stringify([splittingVersion, title, answered.answer]))
    .digest('hex');
  const facts = { ...noFacts, source: personsAnswer, date: dayOf(answered.at, timeZone) };
  return {
    document: { id, collection: answered.collection, title, origin: null, hash: hash.slice(0, 32), ...facts },
    passages: splitIntoPassages(id, blocks),
  };
}

/** A short answer says nothing without what was asked: 149家. */
function inWords(title: string, answer: string): string {
  return answer.length >= shortAnswer ? answer : `${title.replace(/[？?。！!\s]+$/u, '')}：${answer}`;
}
