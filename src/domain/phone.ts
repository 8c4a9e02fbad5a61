/** A number found, by UTF-16 offsets; `value` in one form: 13800138000, 0731-88886666, 0731-88886666-801, 400-800-1234, +85291234567. */
export type Phone = { start: number; end: number; value: string };

const gap = String.raw`[\s.·-]?`;
const country = String.raw`(?:\(?(?:\+|00)?86\)?[\s-]*)?`;
const alone = String.raw`(?<!\d|\d[ -]|[A-Za-z])`;
/** 8888 6666, 2233 445: seven or eight digits, in two groups or none. */
const local = String.raw`([2-9]\d{2,3})[\s-]?(\d{3,4})`;
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

const fullWidth = /[\uff01-\uff5e\u3000\u2010-\u2015\u2212]/gu;

/** Full-width digits and marks as half-width ones, each where it stood: １３８ is called like 138. */
export function halfWidth(text: string): string {
  return text.replace(fullWidth, (unit) => {
    if (unit === '\u3000') return ' ';
    const code = unit.charCodeAt(0);
    return code < 0xff00 ? '-' : String.fromCharCode(code - 0xfee0);
  });
}

/** Phone numbers of a text, in order, however wide they are written; values half-width, with plain hyphens. */
export function findNumbers(written: string): Phone[] {
  const text = halfWidth(written);
  const found = forms.flatMap(({ pattern, write }) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      value: write(match.slice(1).map((group) => group ?? '')),
    })),
  );
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((phone, at, all) => at === 0 || phone.start >= (all[at - 1]?.end ?? 0));
}

/** One number alone as it is kept, `+8613800138000`; null when it is none, several, or has an extension. */
export function readPhone(written: string): string | null {
  const text = written
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\.0+$/u, '')
    .trim();
  if (/^\+[1-9]\d{7,14}$/u.test(text) && !text.startsWith('+86')) return text;
  const [found, another] = findNumbers(text);
  if (found === undefined || another !== undefined) return null;
  if (found.start !== 0 || found.end !== text.length) return null;
  return international(found.value);
}

/** Whether text messages can reach it. */
export function isMobile(phone: string): boolean {
  return /^\+861[3-9]\d{9}$/u.test(phone);
}

/** As it is dialled at home. */
export function showPhone(phone: string): string {
  if (isMobile(phone)) return phone.slice(3);
  const [, area, rest] = /^\+86(10|2\d|[3-9]\d{2})(\d{7,8})$/u.exec(phone) ?? [];
  return area === undefined || /^\+86[48]00/u.test(phone) ? phone.replace(/^\+86/u, '') : `0${area}-${rest}`;
}

/** Enough to tell two apart, too little to call: 138****8000. */
export function maskPhone(phone: string): string {
  const shown = showPhone(phone);
  return `${shown.slice(0, 3)}****${shown.slice(-4)}`;
}

function international(value: string): string | null {
  if (value.startsWith('+')) return value;
  if (/^1\d{10}$/u.test(value)) return `+86${value}`;
  if (/^[48]00-/u.test(value)) return `+86${digits(value)}`;
  return /^0\d{2,3}-\d{7,8}$/u.test(value) ? `+86${digits(value).slice(1)}` : null;
}

function landline([area = '', first = '', second = '', inner = '']: readonly string[]): string {
  return `${area}-${first}${second}${inner === '' ? '' : `-${inner}`}`;
}

function digits(text: string): string {
  return text.replace(/\D/gu, '');
}
