/** The longest text of one part. `units`: UTF-16 code units; `bytes`: of UTF-8. */
export type PartLimit = { value: number; in: 'units' | 'bytes' };

const mention = /@[^\s@，。、；：！？,;:!?（）()]+/gu;
/** Mentions and addresses lose their meaning when they are cut. */
const whole = /@\S+|https?:\/\/\S+|<[^<>\s]{1,200}>/gu;
/** Where a text may be cut, the best first. */
const cuts: readonly RegExp[] = [/\n/gu, /[。！？!?；;…]["”’」』）)]*/gu, /[，,、：:\s]/gu];

/**
 * A text in parts that each fit, cut at the end of a line where one is in the second half of a part, else of a
 * sentence, else of a phrase, and never inside a character or a mention. Only the white space at a cut is lost.
 */
export function partsOf(text: string, limit: PartLimit | null): string[] {
  if (limit === null || sizeOf(text, limit) <= limit.value) return [text];
  const parts: string[] = [];
  let rest = text;
  while (sizeOf(rest, limit) > limit.value) {
    const end = cutOf(rest, limit);
    const part = rest.slice(0, end).trimEnd();
    if (part !== '') parts.push(part);
    rest = rest.slice(end).replace(/^\s+/u, '');
  }
  return rest === '' ? parts : [...parts, rest];
}

/** Whom a text mentions, as it is written, each once. */
export function mentionsIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(mention), ([found]) => found))];
}

export function sizeOf(text: string, limit: PartLimit): number {
  return limit.in === 'units' ? text.length : Buffer.byteLength(text);
}

/** How many code units of the text make the next part; at least one character, however small the limit. */
function cutOf(text: string, limit: PartLimit): number {
  const room = roomOf(text, limit);
  const kept = [...text.matchAll(whole)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
  const isFree = (place: number): boolean => !kept.some(({ from, to }) => from < place && place < to);
  for (const pattern of cuts) {
    const ends = [...text.slice(0, room).matchAll(pattern)].map((match) => match.index + match[0].length);
    const best = ends.filter((end) => end > room / 2 && isFree(end)).at(-1);
    if (best !== undefined) return best;
  }
  const inside = kept.find(({ from, to }) => from < room && room < to);
  return inside !== undefined && inside.from > 0 ? inside.from : room;
}

/** The code units of the whole characters that fit. */
function roomOf(text: string, limit: PartLimit): number {
  let used = 0;
  const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
  for (const { segment, index } of graphemes.segment(text)) {
    used += sizeOf(segment, limit);
    if (used > limit.value) return index === 0 ? segment.length : index;
  }
  return text.length;
}
