import { spansOf } from '../frames.ts';
import type { Source } from './source.ts';

const separator = /、|和|与|及|以及/u;
/** Sentences on either side that may go on with what a list is of. */
const around = 1;

/**
 * An item of a list that does not stand with the other ones: near them in one passage, each as it is called there. Places
 * and what the question names may be put side by side; null when the list is that of the passages.
 */
export function strayItem(clause: string, of: { sources: readonly Source[]; known: string }): string | null {
  const items = itemsOf(clause).filter((item) => !of.known.includes(item));
  if (items.length < 2) return null;
  const windows = of.sources.flatMap(windowsOf);
  if (windows.some((text) => items.every((item) => holds(text, item)))) return null;
  return items.find((item) => !windows.some((text) => holds(text, item))) ?? items.at(-1) ?? null;
}

/** The words next to the separators: the end of the first part, the beginning of the last, all of those between. */
function itemsOf(clause: string): string[] {
  const parts = clause.split(separator);
  if (parts.length < 2) return [];
  return parts.flatMap((part, at) => {
    const spans = wordsIn(part);
    if (at === 0) return spans.slice(-1).map((span) => span.slice(-4));
    return at === parts.length - 1 ? spans.slice(0, 1).map((span) => span.slice(0, 4)) : spans;
  });
}

function wordsIn(part: string): string[] {
  return spansOf(part.replace(/[\d.%]+/gu, ' ').replace(/等.*$/u, ''))
    .map(({ text }) => text)
    .filter((text) => /^\p{Script=Han}{2,}$/u.test(text));
}

/** Of a part that goes on beyond its item, the half next to the separator is enough. */
function holds(text: string, item: string): boolean {
  if (text.includes(item)) return true;
  const half = Math.max(2, Math.ceil(item.length / 2));
  return item.length <= 4 && (text.includes(item.slice(0, half)) || text.includes(item.slice(-half)));
}

function windowsOf({ sentences, above }: Source): string[] {
  return sentences.map((_, at) =>
    [above, ...sentences.slice(Math.max(0, at - around), at + around + 1).map(({ text }) => text)].join('\n'),
  );
}
