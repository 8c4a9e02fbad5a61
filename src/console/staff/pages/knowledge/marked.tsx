/** A text with the words that were looked for. */
export function Marked({ text, terms }: { text: string; terms: readonly string[] }) {
  return <>{partsOf(text, terms).map(({ at, part, isTerm }) => (isTerm ? <mark key={at}>{part}</mark> : part))}</>;
}

function partsOf(text: string, terms: readonly string[]) {
  const longestFirst = terms.filter((term) => term !== '').toSorted((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return [{ at: 0, part: text, isTerm: false }];
  const pattern = new RegExp(`(${longestFirst.map(escaped).join('|')})`, 'giu');
  let at = 0;
  return text.split(pattern).map((part, index) => {
    const begin = at;
    at += part.length;
    return { at: begin, part, isTerm: index % 2 === 1 };
  });
}

function escaped(term: string): string {
  return term.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
}
