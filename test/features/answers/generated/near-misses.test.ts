import { describe, expect, it } from 'vitest';
import { loadQuestions } from '../../../eval/questions.ts';
import { readCollection } from '../../../support/experience.ts';
import { openGenerating } from '../../../support/generating.ts';
import { createScriptedModel, type ScriptedReply, type Shown } from '../../../support/scripted-model.ts';

const contents = await readCollection('knowledge/experience', 'experience');
const questions = loadQuestions();

/** Models that never say "not found": they repeat a sentence of what they were shown, which is true as far as it goes. */
const parrots: readonly (readonly [string, (shown: Shown) => ScriptedReply])[] = [
  ['the first sentence', ({ passages }) => repeat(passages[0]?.no ?? 1, sentencesOf(passages[0]?.text ?? '')[0])],
  ['the sentence most like the question', ({ passages, question }) => likest(passages, question)],
];

describe.each(parrots)('with a model that always answers with %s', (_, reply) => {
  it('what the documents do not hold stays unanswered, but one in fifty', async () => {
    const { answers } = await openGenerating(contents, { model: createScriptedModel(reply) });
    const others = questions.filter(({ expect: status }) => status !== 'answered');
    const wrong: string[] = [];
    for (const { id, question, after } of others) {
      const topic = after === undefined ? null : (await answers.ask(after, { topic: null, collections: null })).topic;
      const { status } = await answers.ask(question, { topic, collections: null });
      if (status === 'answered') wrong.push(id);
    }

    expect(wrong.length).toBeLessThanOrEqual(others.length * 0.02);
  });
});

it('a model that gives back the extractive answer is believed, nineteen times of twenty', async () => {
  const plain = await openGenerating(contents, { model: null });
  const answerable = questions
    .filter(({ expect: status, after }) => status === 'answered' && after === undefined)
    .filter((_, at) => at % 3 === 0);
  let said: ScriptedReply = { status: 'not_found', answer: '', citations: [] };
  const quotes: string[] = [];
  const model = createScriptedModel(({ passages }) => {
    const cited = passages.filter(({ text }) => quotes.some((quote) => text.includes(quote)));
    return { ...said, citations: cited.map(({ no }) => no) };
  });
  const { answers } = await openGenerating(contents, { model });
  const context = { topic: null, collections: null };
  let [asked, sent] = [0, 0];
  for (const { question } of answerable) {
    const extractive = await plain.answers.ask(question, context);
    if (extractive.status !== 'answered') continue;
    quotes.splice(0, quotes.length, ...extractive.citations.map(({ quote }) => quote));
    said = { status: 'answered', answer: `根据资料，${extractive.answer}`, citations: [] };
    asked += 1;
    if ((await answers.ask(question, context)).mode === 'generated') sent += 1;
  }

  expect(asked).toBeGreaterThan(30);
  expect(sent / asked).toBeGreaterThanOrEqual(0.95);
});

function likest(passages: Shown['passages'], question: string): ScriptedReply {
  const all = passages.flatMap(({ no, text }) => sentencesOf(text).map((sentence) => ({ no, sentence })));
  const [best] = all.sort((a, b) => shared(question, b.sentence) - shared(question, a.sentence));
  return repeat(best?.no ?? 1, best?.sentence);
}

function repeat(no: number, sentence = ''): ScriptedReply {
  return { status: 'answered', answer: sentence, citations: [no] };
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[。；\n])/u).filter((sentence) => /\p{L}/u.test(sentence));
}

function shared(question: string, sentence: string): number {
  return [...question].filter((letter, at) => sentence.includes(`${letter}${question[at + 1] ?? ''}`)).length;
}
