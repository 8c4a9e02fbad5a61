const digits = '零一二三四五六七八九';
const units = new Map([
  ['千', 1000],
  ['百', 100],
  ['十', 10],
]);

/** 九千九百九十九亿九千九百九十九万九千九百九十九 has 23 characters. */
const longestNumber = 24;

/** Characters a Chinese number is written with; 两 counts before 百, 千, 万 and 亿. */
export const numeralCharacters = '〇零一二三四五六七八九十百千万亿两';

/**
 * Reads a run of two or more Chinese numerals as digits (二〇二五 2025, 二百三十七 237, 二十三万 23万); null when it is
 * no whole number (千万, 百万, 万一, 十四五, 二百五) or an everyday word (一万).
 */
export function readNumeral(run: string): string | null {
  if (run.length < 2 || run === '一万') return null;
  if (/^[〇零一二三四五六七八九]+$/.test(run)) return [...run].map((digit) => String(digitOf(digit))).join('');
  if (run.length > longestNumber) return null;
  const large = /^([^万亿]+)([万亿])$/.exec(run);
  if (!large) return toDigits(valueOf(run));
  const [, count = '', unit = ''] = large;
  const value = valueOf(count);
  return value === null ? null : `${value}${unit}`;
}

/** 第三条, 三月: a single numeral that counts something is a number too; 一般, 两新, 张三 are not. */
export function readSingleNumeral(numeral: string, around: { before: string; after: string }): string | null {
  const value = numeral === '十' ? 10 : digits.indexOf(numeral);
  if (value < 1) return null;
  return around.before === '第' || '月日号条项章款届'.includes(around.after || '。') ? String(value) : null;
}

function toDigits(value: number | null): string | null {
  return value === null ? null : String(value);
}

/** A number that may hold 亿 and 万 parts. */
function valueOf(run: string): number | null {
  for (const [sign, size] of [['亿', 100_000_000] as const, ['万', 10_000] as const]) {
    const at = run.indexOf(sign);
    if (at < 0) continue;
    const count = valueOf(run.slice(0, at));
    const rest = restOf(run.slice(at + 1), size);
    return count === null || rest === null ? null : count * size + rest;
  }
  return belowTenThousand(run);
}

/** What follows 万 or 亿: nothing, a number that fills the next place, or one after 零. */
function restOf(run: string, size: number): number | null {
  if (run === '') return 0;
  const value = valueOf(run.replace(/^零/, ''));
  if (value === null) return null;
  return run.startsWith('零') === value < size / 10 ? value : null;
}

/** Parts go down one place at a time unless 零 stands between, so that 二百五 is not read as 205. */
function belowTenThousand(run: string): number | null {
  if (run === '') return null;
  let value = 0;
  let place = 10_000;
  for (const [part, zero = '', digit = '', unit = ''] of run.matchAll(/(零?)([一二三四五六七八九两]?)([千百十]?)/g)) {
    if (part === '') break;
    const size = units.get(unit) ?? 1;
    const count = digitOf(digit || (unit === '十' && value === 0 ? '一' : ''));
    if (count < 1 || size >= place || (digit === '两' && size < 100 && run !== '两')) return null;
    if (value > 0 && (zero === '零') !== size < place / 10) return null;
    value += count * size;
    place = size;
  }
  return /^(?:零?[一二三四五六七八九两]?[千百十]?)+$/.test(run) && value > 0 ? value : null;
}

function digitOf(character: string): number {
  if (character === '两') return 2;
  return character === '〇' ? 0 : digits.indexOf(character || '无');
}
