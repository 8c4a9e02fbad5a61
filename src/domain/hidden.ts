import { findNumbers, halfWidth, type Phone } from './phone.ts';

/** A piece of a text, by UTF-16 offsets. */
export type Place = { start: number; end: number };

const address = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
/** Of an identity card or a bank account. */
const longNumber = /(?<!\d)\d(?:[ -]?\d){13,18}[\dXx]?(?!\d)/gu;

/** Where a pattern stands in a text, however wide it is written. */
export function spansOf(text: string, pattern: RegExp): Place[] {
  return [...halfWidth(text).matchAll(pattern)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

/** Addresses of e-mail, and numbers of cards. */
export function findAddresses(text: string): Place[] {
  return spansOf(text, address);
}

export function findCards(text: string): Place[] {
  return spansOf(text, longNumber);
}

/** From behind, so that the places before stay where they are. */
export function replaceSpans<P extends Place>(
  text: string,
  spans: readonly P[],
  write: (piece: string, span: P) => string,
): string {
  return spans.reduceRight(
    (left, span) => left.slice(0, span.start) + write(left.slice(span.start, span.end), span) + left.slice(span.end),
    text,
  );
}

/** Whatever leads to a person by itself, each kind written as it is told. */
export function hideContacts(
  text: string,
  write: { address: (written: string) => string; phone: (phone: Phone) => string; card: (digits: string) => string },
): string {
  const mailed = replaceSpans(text, findAddresses(text), write.address);
  const called = replaceSpans(mailed, findNumbers(mailed), (_piece, phone) => write.phone(phone));
  return replaceSpans(called, findCards(called), write.card);
}
