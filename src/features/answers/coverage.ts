import type { Span } from './frames.ts';

/** A text and how much a character of the question counts when it is found there, 0..1. */
export type Reach = { text: string; counts: number };

/** A character that is missing alone is a slip of the pen or a bound verb, not a missing word. */
const loneWeight = 0.3;
/** How much a character counts that was found beside a wrong one. */
const slipCounts = 0.9;

/**
 * Share of the question's characters (by weight) that stand in the texts, as runs of two and more. Needs no words, so
 * a wrong character or an unknown name costs what it is and no more. 1 when there is nothing to find.
 */
export function coverageOf(spans: readonly Span[], reaches: readonly Reach[]): number {
  let found = 0;
  let total = 0;
  for (const span of spans) {
    const counts = countsOf(span.text, reaches);
    for (const [at, count] of counts.entries()) {
      const weight = (span.weights[at] ?? 1) * (isLone(counts, at) ? loneWeight : 1);
      total += weight;
      found += weight * count;
    }
  }
  return total === 0 ? 1 : found / total;
}

function countsOf(span: string, reaches: readonly Reach[]): number[] {
  const best = Array.from({ length: span.length }, () => 0);
  for (const { text, counts } of reaches) {
    if (counts === 0) continue;
    for (let at = 0; at < span.length;) {
      const length = longestRun(span, at, text);
      for (let inner = at; inner < at + length; inner += 1) best[inner] = Math.max(best[inner] ?? 0, counts);
      // A run may begin inside the last one: 行业协会 after 服务行业.
      at += Math.max(1, length - 1);
    }
    bridgeSlips(span, text, { best, counts });
  }
  return best;
}

/** One wrong character inside a word parts it (接代日): its neighbours count where the text has both at that distance. */
function bridgeSlips(span: string, text: string, into: { best: number[]; counts: number }): void {
  for (let at = 0; at + 2 < span.length; at += 1) {
    if (into.best[at + 1] !== 0 || !isAround(text, span[at] ?? '', span[at + 2] ?? '')) continue;
    for (const side of [at, at + 2]) into.best[side] = Math.max(into.best[side] ?? 0, into.counts * slipCounts);
  }
}

function isAround(text: string, left: string, right: string): boolean {
  for (let at = text.indexOf(left); at !== -1; at = text.indexOf(left, at + 1)) if (text[at + 2] === right) return true;
  return false;
}

/** Length of the longest run from `at` that the text has; 0 below two characters, unless it is a whole span or a figure. */
function longestRun(span: string, at: number, text: string): number {
  let length = 0;
  while (at + length < span.length && text.includes(span.slice(at, at + length + 1))) length += 1;
  if (length >= 2 || (length === 1 && span.length === 1)) return length;
  return 0;
}

function isLone(counts: readonly number[], at: number): boolean {
  return counts[at] === 0 && counts[at - 1] !== 0 && counts[at + 1] !== 0;
}
