import { visitTerms } from '../../../base/terms.ts';
import { normalise } from '../../../base/text.ts';
import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Synonyms } from '../../../domain/synonyms.ts';
import { type AnswerKind, readAnswerKind } from './answer-kind.ts';
import { groupsIn, type TermGroup } from './synonym-terms.ts';

/** What a question asks the index for. */
export type Query = {
  /** Weight by term. */
  terms: ReadonlyMap<number, number>;
  /** Runs of it that could be called otherwise; their own terms are among the others. */
  groups: readonly TermGroup[];
  words: readonly string[];
  /** Letters and digits alone. */
  letters: string;
  /** Names without rank. */
  places: readonly string[];
  kind: AnswerKind | null;
};

/** Characters. More is no question; the beginning of a pasted text says what it is about. */
const longest = 200;

/** Words that ask instead of naming what is asked for; as terms they only find other questions. */
const askingWords =
  /请问|请介绍(?:一下)?|有?哪(?:些|个|家|位|里|儿|几[个条项种]|一?年)|哪(?!咤)|什么样?|怎么(?:样|办)?|怎样|如何|多[少久]|为(?:何|什么)|何[时地处]|谁|是否|几(?=[个条年天种项次家人位月号名点时])|[吗呢](?=[?!。\s]|$)/g;

/** Single characters that are words but carry nothing. */
const emptyWords: ReadonlySet<string> = new Set('的了是在和与及或等对中为以于从到被把将有由向这那其个');

export function createQueryReader(deps: {
  gazetteer: Pick<Gazetteer, 'placesIn'>;
  synonyms: () => Synonyms;
}): (question: string) => Query {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

  return (question) => {
    const text = normalise(question.slice(0, 4 * longest)).slice(0, longest);
    const subject = text.replace(askingWords, '\n');
    return {
      terms: countTerms(subject),
      groups: groupsIn(subject, deps.synonyms()),
      words: wordsOf(segmenter.segment(subject)),
      letters: subject.replace(/[^\p{L}\p{N}]/gu, ''),
      places: deps.gazetteer.placesIn(subject),
      kind: readAnswerKind(text),
    };
  };
}

function countTerms(text: string): Map<number, number> {
  const terms = new Map<number, number>();
  visitTerms(text, (key, weight) => terms.set(key, (terms.get(key) ?? 0) + weight));
  return terms;
}

function wordsOf(segments: Intl.Segments): string[] {
  const words = [...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return [...new Set(words)].filter((word) => !emptyWords.has(word));
}
