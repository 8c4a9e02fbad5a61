import type { TermGroup } from './synonym-terms.ts';

/**
 * Says a normalised text in the words of the question: what the question calls otherwise gets its name from there. So all
 * that compares texts with the question knows of synonyms without knowing it.
 */
export function createRewriter(groups: readonly TermGroup[]): (text: string) => string {
  const names = new Map<string, string>();
  for (const { word, alternatives } of groups) for (const other of alternatives) names.set(other.word, word);
  for (const { word } of groups) names.set(word, word);
  if (names.size === 0) return (text) => text;
  const words = [...names.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(words.map(escape).join('|'), 'g');
  return (text) => text.replace(pattern, (word) => names.get(word) ?? word);
}

function escape(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
