import type { PreparedSentence } from './prepared.ts';
import type { Question } from './question.ts';

/**
 * Below a heading of two things (食堂和班车) a figure is of one of them: where another sentence names the one that is asked
 * for, a sentence that does not is about the other.
 */
export function isOfAskedPart(
  { text, want }: Question,
  of: { section: string; normal: string; beside: readonly PreparedSentence[] },
): boolean {
  if (want !== 'number') return true;
  const parts = partsOf(of.section);
  const asked = parts.filter((part) => text.includes(part));
  if (asked.length === 0 || asked.length === parts.length) return true;
  return asked.every((part) => of.normal.includes(part) || !of.beside.some(({ normal }) => normal.includes(part)));
}

function partsOf(section: string): string[] {
  const heading = section.split(' › ').at(-1) ?? '';
  return heading
    .split(/[和与及、]/u)
    .map((part) => part.trim())
    .filter((part) => part.length > 1);
}
