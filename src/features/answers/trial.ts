import type { AnswerStatus, Citation } from '../../domain/answer.ts';
import { validityOn, type ValidityState } from '../../domain/validity.ts';
import type { Hit } from '../../ports/passage-index.ts';
import type { AnswerQuestion } from './answer-question.ts';
import type { AnswerDeps } from './deps.ts';
import { collectEvidence } from './evidence.ts';
import { enough } from './extractive.ts';
import type { Span } from './frames.ts';
import { createPassageReader } from './prepared.ts';
import { createQuestionReader } from './question.ts';

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

export type TryQuestion = (question: string, collections: readonly string[] | null) => Promise<Trial>;

const shown = 12;

/** Asks a question for staff who want to see why it is answered as it is. Nothing of it is recorded. */
export function createTryQuestion(deps: TrialDeps): TryQuestion {
  const readQuestion = createQuestionReader(deps.gazetteer, deps.synonyms);
  const prepare = createPassageReader(deps);

  return async (asked, collections) => {
    const answer = await deps.ask(asked, { topic: null, collections });
    const normalised = deps.normalise(asked);
    const question = readQuestion(normalised);
    const today = deps.today();
    // Refused questions are not looked for.
    const searched = answer.status === 'refused' ? [] : await find(deps, normalised, collections);
    const inForce = searched.filter(({ document }) => validityOn(today, document).kind === 'valid');
    const [best] = collectEvidence({ ...deps, prepare }, question, inForce);
    const words = wordsOf(deps, normalised, question.spans);
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
      coverage: best === undefined ? 0 : Math.max(0, Math.min(1, best.coverage)),
      enough,
      missing: best === undefined ? question.spans.map(({ text }) => text) : [...best.missing],
      hits: searched.map((hit) => ({
        ...toTried(hit, validityOn(today, hit.document)),
        cited: [...cited].some((one) => isOf(one, hit)),
        terms: termsIn(deps.normalise(hit.passage.text), words),
      })),
    };
  };
}

/** Also what is not in force: that is often why nothing was found. */
function find({ index }: TrialDeps, query: string, collections: readonly string[] | null): Promise<Hit[]> {
  return index.search(query, { limit: shown, collections, validOn: null, documents: null });
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

/** Words of the question, its places, and what else they may be called. */
function wordsOf({ gazetteer }: TrialDeps, normalised: string, spans: readonly Span[]): string[] {
  const others = spans.flatMap(({ alternatives }) => alternatives.flatMap(({ words }) => words));
  return [...spans.map(({ text }) => text), ...gazetteer.placesIn(normalised), ...others];
}

/** The longest runs of the words, of two characters and more, that stand in a text. */
function termsIn(text: string, words: readonly string[]): string[] {
  const found = new Set<string>();
  for (const word of words) {
    for (let at = 0; at < word.length - 1;) {
      let end = word.length;
      while (end - at >= 2 && !text.includes(word.slice(at, end))) end -= 1;
      if (end - at >= 2) found.add(word.slice(at, end));
      at = end - at >= 2 ? end : at + 1;
    }
  }
  return [...found];
}
