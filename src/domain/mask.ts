import { hideContacts } from './hidden.ts';
import { maskPhone } from './phone.ts';

/** Numbers, addresses, and these names. */
export function maskText(text: string, names: readonly string[] = []): string {
  const named = names.reduce((masked, name) => masked.replaceAll(name, maskName(name) ?? ''), text);
  return hideContacts(named, {
    address: maskAddress,
    phone: ({ value }) => maskPhone(value),
    card: (digits) => `${digits.slice(0, 4)}****`,
  });
}

/** The first character says enough among those who know: 王**. */
export function maskName(name: string | null): string | null {
  if (name === null || name === '') return name;
  const [first = '', ...rest] = Array.from(name);
  return `${first}${'*'.repeat(Math.max(1, Math.min(2, rest.length)))}`;
}

export function maskAddress(written: string): string {
  const [name = '', domain = ''] = written.split(/[@＠]/u);
  return `${name.slice(0, 1)}***@${domain}`;
}

/**
 * Figures that may be a piece of a number: whoever may not see numbers could find one out by them, digit by digit. A
 * year tells next to nothing.
 */
export function isPieceOfNumber(word: string): boolean {
  const figures = word.normalize('NFKC').replace(/[-.·()]/gu, '');
  return /\d{3}/u.test(figures.replace(/(?<!\d)(?:19|20)\d\d(?!\d)/gu, ''));
}
