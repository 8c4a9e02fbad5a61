import type { Alternative } from '../../domain/synonyms.ts';
import type { Span } from './frames.ts';

/** A text and how much a character of the question counts when it is found there, 0..1. */
export type Reach = { text: string; counts: number };

/** Whether a pair of characters is a word somewhere in what was found: then it is no slip of the pen. */
export type IsKnown = (pair: string) => boolean;

/** A character that is missing alone is a slip of the pen or a bound verb, not a missing word. */
const loneWeight = 0.3;
/** How much a character counts that was found beside a wrong one. */
const slipCounts = 0.9;
/** Words of one character that stand before or behind what a question is about: 交会费, 会费收, 对会员, 各培训. */
const lightVerbs = new Set(
  '交缴开办报退收派建捐领发拿帮签选管搞做当去来找写填送花用补罚查评讲看问得该能会要需有是被由从向按先再只已对为将于以并可应各均所',
);

/**
 * Share of the question's characters (by weight) that stand in the texts, as runs of two and more or under another name.
 * Needs no words, so a wrong character or an unknown name costs what it is and no more. 1 when there is nothing to find.
 */
export function coverageOf(spans: readonly Span[], reaches: readonly Reach[], isKnown: IsKnown): number {
  let found = 0;
  let total = 0;
  for (const span of spans) {
    const counts = countsOf(span, reaches, isKnown);
    for (const [at, count] of counts.entries()) {
      const weight = (span.weights[at] ?? 1) * (isLone(span.text, counts, { at, isKnown }) ? loneWeight : 1);
      total += weight;
      found += weight * count;
    }
  }
  return total === 0 ? 1 : found / total;
}

/** Runs of the question that none of the texts has: of two characters that carry weight and more, and verbs that stand alone. */
export function missingIn(spans: readonly Span[], reaches: readonly Reach[], isKnown: IsKnown): string[] {
  return spans.flatMap((span) => {
    const counts = countsOf(span, reaches, isKnown);
    if (span.text.length === 1 && span.alternatives.length > 0) return counts[0] === 0 ? [span.text] : [];
    const marks = [...span.text].map((character, at) => {
      const isMissing = counts[at] === 0 && (span.weights[at] ?? 1) === 1;
      return isMissing ? character : ' ';
    });
    return marks
      .join('')
      .split(' ')
      .filter((run) => run.length > 1);
  });
}

function countsOf(span: Span, reaches: readonly Reach[], isKnown: IsKnown): number[] {
  const best = Array.from({ length: span.text.length }, () => 0);
  for (const { text, counts } of reaches) {
    if (counts === 0) continue;
    for (let at = 0; at < span.text.length;) {
      const length = longestRun(span.text, at, text);
      raise(best, { at, length }, counts);
      // A run may begin inside the last one: 行业协会 after 服务行业.
      at += Math.max(1, length - 1);
    }
    for (const other of span.alternatives)
      if (other.words.some((word) => text.includes(word))) raise(best, other, counts);
    bridgeSlips(span.text, text, { best, counts, isKnown });
  }
  return best;
}

function raise(best: number[], { at, length }: Pick<Alternative, 'at' | 'length'>, counts: number): void {
  for (let inner = at; inner < at + length; inner += 1) best[inner] = Math.max(best[inner] ?? 0, counts);
}

/** One wrong character inside a word parts it (接代日): its neighbours count where the text has both at that distance. */
function bridgeSlips(span: string, text: string, into: { best: number[]; counts: number; isKnown: IsKnown }): void {
  for (let at = 0; at + 2 < span.length; at += 1) {
    if (into.best[at + 1] !== 0 || !isAround(text, span[at] ?? '', span[at + 2] ?? '')) continue;
    if (isPartOfWord(span, at + 1, into.isKnown)) continue;
    for (const side of [at, at + 2]) into.best[side] = Math.max(into.best[side] ?? 0, into.counts * slipCounts);
  }
}

function isAround(text: string, left: string, right: string): boolean {
  for (let at = text.indexOf(left); at !== -1; at = text.indexOf(left, at + 1)) if (text[at + 2] === right) return true;
  return false;
}

/** 监 of 监事: a word of its own, not 理事 miswritten. */
function isPartOfWord(span: string, at: number, isKnown: IsKnown): boolean {
  return [span.slice(at - 1, at + 1), span.slice(at, at + 2)].some((pair) => pair.length === 2 && isKnown(pair));
}

/** Length of the longest run from `at` that the text has; 0 below two characters, unless it is a whole span or a figure. */
function longestRun(span: string, at: number, text: string): number {
  let length = 0;
  while (at + length < span.length && text.includes(span.slice(at, at + length + 1))) length += 1;
  if (length >= 2 || (length === 1 && span.length === 1)) return length;
  return 0;
}

function isLone(span: string, counts: readonly number[], of: { at: number; isKnown: IsKnown }): boolean {
  const { at, isKnown } = of;
  if (counts[at] !== 0 || counts[at - 1] === 0 || counts[at + 1] === 0) return false;
  const isInside = at > 0 && at + 1 < span.length;
  return isInside ? !isPartOfWord(span, at, isKnown) : span.length > 1 && lightVerbs.has(span[at] ?? '');
}
