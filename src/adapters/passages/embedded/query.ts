import { visitTerms } from '../../../base/terms.ts';
import { normalise } from '../../../base/text.ts';
import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Synonyms } from '../../../domain/synonyms.ts';
import { type AnswerKind, readAnswerKind } from './answer-kind.ts';
import { quotedIn } from './quoted.ts';
import { groupsIn, type TermGroup } from './synonym-terms.ts';

/** What a question asks the index for. */
export type Query = {
  /** Weight by term. */
  terms: ReadonlyMap<number, number>;
  /** Runs of it that could be called otherwise; their own terms are among the others. */
  groups: readonly TermGroup[];
  words: readonly string[];
  /** What stands in 《》 or quotation marks. */
  quoted: readonly string[];
  /** Letters and digits alone. */
  letters: string;
  /** Names without rank. */
  places: readonly string[];
  kind: AnswerKind | null;
};

/** Characters. More is no question; the beginning of a pasted text says what it is about. */
const longest = 200;

/** Words that ask instead of naming what is asked for; as terms they only find other questions. */
const askingWords = new RegExp(
  [
    '请问|请介绍(?:一下)?',
    '有?哪(?:一?(?:部分|部(?!门)|国人(?!民)|人(?![员士民])|[些个家位种类项条年月天日次届本座所名场支国])|里|儿|几[个条项种]|一|(?!咤))',
    '为(?:何|[什甚]么)|[什甚]么(?:时候|样)?',
    '怎么(?:样|办)?|怎样|如何|多[少久]|有何|何[时地处年月日人]|谁|是否',
    '第?几(?=[个条年天种项次届家人位月日号名点时])',
    '[吗呢](?=[?!。\\s]|$)',
  ].join('|'),
  'g',
);

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
    const words = wordsOf(segmenter.segment(subject));
    const groups = groupsIn(subject, deps.synonyms());
    return {
      terms: countTerms(subject, { words, groups }),
      groups,
      words,
      quoted: quotedIn(text),
      letters: subject.replace(/[^\p{L}\p{N}]/gu, ''),
      places: deps.gazetteer.placesIn(subject),
      kind: readAnswerKind(text),
    };
  };
}

/** A character that is a word by itself says as much as a pair does; inside of a synonym it is counted there. */
function countTerms(text: string, of: { words: readonly string[]; groups: readonly TermGroup[] }): Map<number, number> {
  const terms = new Map<number, number>();
  visitTerms(text, (key, weight) => terms.set(key, (terms.get(key) ?? 0) + weight));
  for (const word of of.words) {
    const key = word.charCodeAt(0);
    const weight = terms.get(key);
    if (word.length > 1 || weight === undefined || of.groups.some((group) => group.word.includes(word))) continue;
    terms.set(key, Math.max(1, weight));
  }
  return terms;
}

function wordsOf(segments: Intl.Segments): string[] {
  const words = [...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return [...new Set(words)].filter((word) => !emptyWords.has(word));
}
