import type { Span } from './fold.ts';

const address =
  /(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,10}(?![a-z0-9])/gu;

/** E-mail addresses of a folded text, in order; `value` in small letters. */
export function findEmails(folded: string): (Span & { value: string })[] {
  return [...folded.matchAll(address)].map(({ 0: value, index }) => ({
    start: index,
    end: index + value.length,
    value,
  }));
}
