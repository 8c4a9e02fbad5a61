import type { Span } from './fold.ts';

/** A number found; `value` in one form: 13800138000, 0731-88886666, 0731-88886666-801, 400-800-1234, +85291234567. */
export type Phone = Span & { value: string };

const gap = String.raw`[\s.·-]?`;
const country = String.raw`(?:\(?(?:\+|00)?86\)?[\s-]*)?`;
const alone = String.raw`(?<!\d|\d[ -]|[A-Za-z])`;
const local = String.raw`([2-9]\d{2,3})[\s-]?(\d{4})`;
const extension = String.raw`(?:[\s,]*(?:转|分机|ext\.?|-|#)\s*(\d{1,5}))?`;

type Form = { pattern: RegExp; write: (groups: readonly string[]) => string };

const forms: readonly Form[] = [
  {
    pattern: new RegExp(`${alone}${country}(1${gap}[3-9](?:${gap}\\d){9})(?!\\d)`, 'gu'),
    write: ([mobile = '']) => digits(mobile),
  },
  {
    pattern: new RegExp(`${alone}\\(?(010|02\\d|0[3-9]\\d{2})\\)?[\\s-]*${local}${extension}(?!\\d)`, 'gu'),
    write: landline,
  },
  {
    pattern: new RegExp(
      `${alone}(?:\\+|00)86[\\s-]*\\(?0?(10|2\\d|[3-9]\\d{2})\\)?[\\s-]+${local}${extension}(?!\\d)`,
      'gu',
    ),
    write: ([area = '', ...rest]) => landline([`0${area}`, ...rest]),
  },
  {
    pattern: new RegExp(`${alone}([48]00)[\\s-]?(\\d(?:[\\s-]?\\d){6})(?!\\d)`, 'gu'),
    write: ([prefix = '', rest = '']) => `${prefix}-${digits(rest).slice(0, 3)}-${digits(rest).slice(3)}`,
  },
  {
    pattern: new RegExp(`${alone}(?:\\+|00)(85[23])[\\s-]*(\\d{4})[\\s-]?(\\d{4})(?!\\d)`, 'gu'),
    write: ([region = '', ...parts]) => `+${region}${parts.join('')}`,
  },
  {
    pattern: new RegExp(`(?<=(?:电话|座机|固话)[^\\d,。;]{0,4})${local}${extension}(?!\\d)`, 'gu'),
    write: ([first = '', second = '', inner = '']) => `${first}${second}${inner === '' ? '' : `-${inner}`}`,
  },
];

/** Numbers that are the other party's, or a public line, are not the member's. */
const notTheirs =
  /(?:对方|该公司|该店|(?<!其)他们?|她|客服|商家|店家|热线|来电|骚扰)的?(?:联系)?(?:电话|手机号?|号码)?(?:是|为)?[\s:(]*$/u;

/** Phone numbers of the one who writes, in order. `folded` is text after `fold`. */
export function findPhones(folded: string): Phone[] {
  const found = forms.flatMap(({ pattern, write }) =>
    [...folded.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      value: write(match.slice(1).map((group) => group ?? '')),
    })),
  );
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((phone, at, all) => at === 0 || phone.start >= (all[at - 1]?.end ?? 0))
    .filter(({ start }) => !notTheirs.test(folded.slice(Math.max(0, start - 14), start)));
}

function landline([area = '', first = '', second = '', inner = '']: readonly string[]): string {
  return `${area}-${first}${second}${inner === '' ? '' : `-${inner}`}`;
}

function digits(text: string): string {
  return text.replace(/\D/gu, '');
}
