import type { AnswerStatus, Citation } from '../../domain/answer.ts';
import { validityOn, type ValidityState } from '../../domain/validity.ts';
import type { Hit } from '../../ports/passage-index.ts';
import type { AnswerQuestion } from './answer-question.ts';
import type { AnswerDeps } from './deps.ts';
import { coverageOf, missingIn } from './coverage.ts';
import { collectEvidence } from './evidence.ts';
import { enough } from './extractive.ts';
import type { Span } from './frames.ts';
import { createPassageReader, type PassageReader } from './prepared.ts';
import { createQuestionReader, type Question } from './question.ts';

export type TrialDeps = AnswerDeps & {
  ask: AnswerQuestion;
  /** An answer as it is said in a chat, sources below it. */
  inWords: (answer: { answer: string; citations: readonly Citation[] }) => string;
};

/** A passage that was looked at. `terms`: words of the question, or others for them, that stand in it. */
export type TriedHit = {
  documentId: string;
  title: string;
  collection: string;
  seq: number;
  section: string;
  page: number | null;
  text: string;
  score: number;
  confidence: number;
  state: ValidityState;
  cited: boolean;
  terms: string[];
};

/**
 * A question as a member would hear it answered, with what was found. `words`: what of it is looked for; `synonyms`: other
 * names for some of them; `coverage` (0..1): share of its words in the best passage, of which `enough` is wanted; `missing`:
 * those that stand in none of it.
 */
export type Trial = {
  status: AnswerStatus;
  said: string;
  mode: 'extractive' | 'generated';
  confidence: number;
  words: string[];
  synonyms: { word: string; others: string[] }[];
  coverage: number;
  enough: number;
  missing: string[];
  hits: TriedHit[];
};

/** `by`: the id of the account, which has what a member may have answered by a model a day. `collections` null: all. */
export type TryQuestion = (
  question: string,
  of: { collections: readonly string[] | null; by: string },
) => Promise<Trial>;

const shown = 10;
const asleepShown = 4;

/** Asks a question for staff who want to see why it is answered as it is. Nothing of it is recorded. */
export function createTryQuestion(deps: TrialDeps): TryQuestion {
  const readQuestion = createQuestionReader(deps.gazetteer, deps.synonyms);
  const prepare = createPassageReader(deps);

  return async (asked, { collections, by }) => {
    const asker = { conversationId: `console/${by}`, memberId: `console/${by}` };
    const answer = await deps.ask(asked, { topic: null, collections, asker });
    const normalised = deps.normalise(asked);
    const question = readQuestion(normalised);
    const today = deps.today();
    // Refused questions are not looked for.
    const searched = answer.status === 'refused' ? [] : await find(deps, normalised, collections);
    const inForce = searched.filter(({ document }) => validityOn(today, document).kind === 'valid');
    const cited = new Set(answer.citations.map(({ documentId, quote }) => `${documentId} ${quote}`));
    return {
      status: answer.status,
      said: deps.inWords(answer),
      mode: answer.mode,
      confidence: answer.confidence,
      words: question.spans.map(({ text }) => text),
      synonyms: deps
        .synonyms()
        .in(normalised)
        .map(({ at, length, words: others }) => ({ word: normalised.slice(at, at + length), others: [...others] })),
      ...bestOf({ ...deps, prepare }, question, inForce),
      enough,
      hits: searched.map((hit) => ({
        ...toTried(hit, validityOn(today, hit.document)),
        cited: [...cited].some((one) => isOf(one, hit)),
        terms: termsIn(deps, hit, { normalised, spans: question.spans }),
      })),
    };
  };
}

/** Also some that is not in force: that is often why nothing was found. */
async function find({ index, today }: TrialDeps, query: string, collections: readonly string[] | null): Promise<Hit[]> {
  const of = { limit: shown, collections, documents: null };
  const inForce = await index.search(query, { ...of, validOn: today() });
  const all = await index.search(query, { ...of, validOn: null });
  const asleep = all.filter(({ document }) => validityOn(today(), document).kind !== 'valid');
  return [...inForce, ...asleep.slice(0, asleepShown)];
}

/** The sentence that says most of it; where none is about it at all, the passage that holds most of its words. */
function bestOf(
  deps: TrialDeps & { prepare: PassageReader },
  question: Question,
  hits: readonly Hit[],
): Pick<Trial, 'coverage' | 'missing'> {
  const { spans } = question;
  const [best] = collectEvidence(deps, question, hits);
  if (best !== undefined) return { coverage: Math.max(0, Math.min(1, best.coverage)), missing: [...best.missing] };
  const texts = hits.map(({ passage, document }) =>
    deps.normalise(`${document.title} ${passage.section} ${passage.text}`),
  );
  const isKnown = (pair: string): boolean => texts.some((text) => text.includes(pair));
  const weighed = texts
    .map((text) => ({ reaches: [{ text, counts: 1 }], coverage: coverageOf(spans, [{ text, counts: 1 }], isKnown) }))
    .sort((a, b) => b.coverage - a.coverage);
  const [first] = weighed;
  if (first === undefined) return { coverage: 0, missing: spans.map(({ text }) => text) };
  return { coverage: first.coverage, missing: [...missingIn(spans, first.reaches, isKnown)] };
}

function isOf(cited: string, { passage }: Hit): boolean {
  const prefix = `${passage.documentId} `;
  return cited.startsWith(prefix) && passage.text.includes(cited.slice(prefix.length));
}

function toTried(
  { passage, document, score, confidence }: Hit,
  state: ValidityState,
): Omit<TriedHit, 'cited' | 'terms'> {
  const { documentId, seq, section, page, text } = passage;
  const { title, collection } = document;
  return { documentId, title, collection, seq, section, page, text, score, confidence, state };
}

/** Runs of the question of two characters and more that stand in a passage, and other words for them that do. */
function termsIn(
  { gazetteer, normalise }: TrialDeps,
  { passage }: Hit,
  of: { normalised: string; spans: readonly Span[] },
): string[] {
  const text = normalise(passage.text);
  const others = of.spans.flatMap(({ alternatives }) => alternatives.flatMap(({ words }) => words));
  const runs = [...of.spans.map((span) => span.text), ...gazetteer.placesIn(of.normalised)];
  return [...new Set([...runs.flatMap((run) => runsIn(text, run)), ...others.filter((word) => text.includes(word))])];
}

/** The longest parts of a run, of two characters and more, that stand in a text. */
function runsIn(text: string, run: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < run.length - 1;) {
    let end = run.length;
    while (end - at >= 2 && !text.includes(run.slice(at, end))) end -= 1;
    const isFound = end - at >= 2;
    if (isFound) found.push(run.slice(at, end));
    at = isFound ? end : at + 1;
  }
  return found;
}
