import { spansOf } from '../frames.ts';

/** Pairs of neighbouring Chinese characters: the words of a text without knowing any. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const [run] of text.matchAll(/\p{Script=Han}{2,}/gu)) {
    for (let at = 0; at + 1 < run.length; at += 1) pairs.add(run.slice(at, at + 2));
  }
  return pairs;
}

/** Share (0..1) of the first that stands in the second; 0 when there is nothing. */
export function likeness(pairs: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of pairs) if (other.has(pair)) shared += 1;
  return pairs.size === 0 ? 0 : shared / pairs.size;
}

/** Share (0..1) of a text's own words that stand in another, as runs of two characters and more; 1 when it has none. */
export function carriedShare(text: string, written: string): number {
  let [all, carried] = [0, 0];
  for (const { text: span } of spansOf(text.replace(/[\d.%]+/gu, ' '))) {
    if (span.length < 2) continue;
    all += span.length;
    for (let at = 0; at < span.length;) {
      const length = runIn(span, at, written);
      carried += length;
      at += Math.max(1, length);
    }
  }
  return all === 0 ? 1 : carried / all;
}

function runIn(span: string, at: number, written: string): number {
  let length = 0;
  while (at + length < span.length && written.includes(span.slice(at, at + length + 1))) length += 1;
  return length < 2 ? 0 : length;
}
