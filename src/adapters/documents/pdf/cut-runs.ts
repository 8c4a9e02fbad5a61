import type { Run } from './geometry.ts';

/** A strip down the page where one column ends and the next begins. */
export type Strip = { from: number; to: number };

type Gap = Strip & { start: number; end: number };

/** In letters: what other characters than Chinese ones take, and a space that nothing tells the width of. */
const narrow = 0.5;
const space = 0.4;
const narrowestSpace = 0.1;
const wide = /[\p{Script=Han}\u2e80-\u303f\uff00-\uffef“”‘’…—]/u;

/**
 * Parts a run where a strip goes through it at a space: cells that stand close together reach us as one text. Where
 * there is no space in the strip the run stays whole.
 */
export function cutRun(run: Run, strips: readonly Strip[]): Run[] {
  const gaps = gapsOf(run);
  const cuts = new Set(strips.flatMap((strip) => nearestGap(gaps, strip) ?? []));
  const parts: Run[] = [];
  let rest = { start: 0, left: run.left };
  for (const gap of [...cuts].toSorted((a, b) => a.start - b.start)) {
    parts.push({ ...run, text: run.text.slice(rest.start, gap.start), left: rest.left, right: gap.from });
    rest = { start: gap.end, left: gap.to };
  }
  return [...parts, { ...run, text: run.text.slice(rest.start), left: rest.left }];
}

function nearestGap(gaps: readonly Gap[], { from, to }: Strip): Gap | null {
  const distance = (gap: Gap): number => Math.abs(gap.from + gap.to - from - to);
  const [nearest] = gaps
    .filter((gap) => gap.from <= to && from <= gap.to)
    .toSorted((a, b) => distance(a) - distance(b));
  return nearest ?? null;
}

/** Where the spaces within a run stand, told from the widths that its characters have. */
function gapsOf(run: Run): Gap[] {
  const { letter, blank } = widthsOf(run);
  const gaps: Gap[] = [];
  let at = run.left;
  let index = 0;
  for (const character of run.text) {
    const isSpace = character.trim() === '';
    const next = at + (isSpace ? blank : letter * weightOf(character));
    const last = gaps.at(-1);
    if (isSpace && last?.end === index) Object.assign(last, { to: next, end: index + 1 });
    else if (isSpace) gaps.push({ from: at, to: next, start: index, end: index + 1 });
    at = next;
    index += character.length;
  }
  return gaps.filter(({ start, end }) => start > 0 && end < run.text.length);
}

/** Points; what the letters leave of a run is the width of its spaces. */
function widthsOf({ text, size, left, right }: Run): { letter: number; blank: number } {
  const characters = [...text];
  const spaces = characters.filter((character) => character.trim() === '').length;
  const letters = characters
    .filter((character) => character.trim() !== '')
    .reduce((sum, character) => sum + weightOf(character), 0);
  const blank = (right - left - letters * size) / Math.max(spaces, 1);
  if (blank >= size * narrowestSpace) return { letter: size, blank };
  const scale = (right - left) / (letters + spaces * space);
  return { letter: scale, blank: scale * space };
}

function weightOf(character: string): number {
  return wide.test(character) ? 1 : narrow;
}
