/** Runs of letters and digits; of Han characters and of others apart. */
const run = /\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}+/gu;
const han = /^\p{Script=Han}/u;
const letterOrDigit = /[\p{L}\p{N}]/u;

/** Han runs as pairs of neighbours, other runs whole: what people write for libraries that cannot cut Chinese. */
export function bigramsOf(text: string): string[] {
  return runsOf(text).flatMap((term) => (han.test(term) ? windowsOf(term, 2) : [term]));
}

/** Every three neighbouring characters, as the trigram tokenizer of SQLite sees them; shorter runs have none. */
export function trigramsOf(text: string): string[] {
  const stretches = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return stretches.filter(({ length }) => length >= 3).flatMap((stretch) => windowsOf(stretch, 3));
}

/** Terms that carry a letter or a digit, as a disjunction of FTS5; null when there are none. */
export function disjunctionOf(terms: readonly string[]): string | null {
  const wanted = [...new Set(terms)].filter((term) => letterOrDigit.test(term));
  return wanted.length === 0 ? null : wanted.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ');
}

/** Cuts with the dictionary that comes with Node. */
export function createWordCutter(): (text: string) => string[] {
  const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });
  return (text) =>
    Array.from(segmenter.segment(text)).flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
}

function runsOf(text: string): string[] {
  return text.match(run) ?? [];
}

/** The whole text when it is not longer than `size`. */
function windowsOf(text: string, size: number): string[] {
  const characters = [...text];
  if (characters.length <= size) return [text];
  return characters.slice(size - 1).map((_, i) => characters.slice(i, i + size).join(''));
}
