import { parseArgs } from 'node:util';
import { normalise } from '../../src/base/text.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../src/domain/synonyms.ts';
import { type Answered, createAnswerQuestion } from '../../src/features/answers/answer-question.ts';
import type { PassageIndex } from '../../src/ports/passage-index.ts';
import { openIndex } from './retrieval/open-index.ts';
import { type KeyedQuestion, readSets } from './retrieval/sets.ts';

/** Share of an expected answer's pairs of characters that the bot's has when it is right. */
const rightFrom = 0.6;
/** Passages asked for beyond those wanted, so that enough are left without one document. */
const spare = 20;

type Verdict = 'right' | 'else' | 'refused';

const { values } = parseArgs({
  options: { answers: { type: 'string' }, questions: { type: 'string', default: '500' } },
});

for (const set of readSets(values.answers ?? '')) {
  const questions = someOf(
    set.questions.filter(({ answers }) => answers.length > 0),
    Number(values.questions),
  );
  const index = openIndex();
  await index.put(set.documents);
  await print(`${set.name}, documents there`, { index, questions, isThere: true });
  await print(`${set.name}, document taken away`, { index, questions, isThere: false });
}

/** Evenly out of the whole set. */
function someOf(questions: readonly KeyedQuestion[], most: number): KeyedQuestion[] {
  const step = Math.max(1, questions.length / most);
  return questions.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}

async function print(
  title: string,
  of: { index: PassageIndex; questions: readonly KeyedQuestion[]; isThere: boolean },
): Promise<void> {
  const counts = { right: 0, else: 0, refused: 0 };
  const hidden: { document: string | null } = { document: null };
  const gazetteer = createGazetteer();
  const index = without(of.index, hidden);
  const ask = createAnswerQuestion({
    index,
    gazetteer,
    normalise,
    synonyms: () => noSynonyms,
    today: () => '2026-11-23',
  });
  for (const question of of.questions) {
    hidden.document = of.isThere ? null : question.document;
    counts[verdictOn(await ask(question.text, { topic: null, collections: null }), question)] += 1;
  }
  const { right, else: other, refused } = counts;
  process.stdout.write(`${title.padEnd(32)} right ${right}  something else ${other}  refused ${refused}\n`);
}

/** The same index as if one document were not there. */
function without(index: PassageIndex, hidden: { document: string | null }): PassageIndex {
  return {
    ...index,
    search: async (query, options) => {
      const hits = await index.search(query, { ...options, limit: options.limit + spare });
      return hits.filter(({ document }) => document.id !== hidden.document).slice(0, options.limit);
    },
  };
}

function verdictOn(answer: Answered, { answers }: KeyedQuestion): Verdict {
  if (answer.status !== 'answered') return 'refused';
  const said = lettersOf([answer.answer, ...answer.citations.map(({ quote }) => quote)].join(' '));
  return answers.some((expected) => shareSaid(lettersOf(expected), said) >= rightFrom) ? 'right' : 'else';
}

function shareSaid(expected: string, said: string): number {
  if (expected.length < 2) return said.includes(expected) ? 1 : 0;
  const pairs = Array.from({ length: expected.length - 1 }, (_, at) => expected.slice(at, at + 2));
  return pairs.filter((pair) => said.includes(pair)).length / pairs.length;
}

function lettersOf(text: string): string {
  return normalise(text).replace(/[^\p{L}\p{N}]/gu, '');
}
