import { writeDate } from './date-format.ts';

/** Formats that a file names by number alone, as they show in a Chinese Excel. */
const builtIn = new Map<number, string>([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [14, 'yyyy/m/d'],
  [15, 'yyyy/m/d'],
  [16, 'm/d'],
  [17, 'yyyy/m'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'yyyy/m/d h:mm'],
  [27, 'yyyy年m月'],
  [28, 'm月d日'],
  [29, 'm月d日'],
  [30, 'm/d/yy'],
  [31, 'yyyy年m月d日'],
  [32, 'h时mm分'],
  [33, 'h时mm分ss秒'],
  [34, '上午/下午h时mm分'],
  [35, '上午/下午h时mm分ss秒'],
  [36, 'yyyy年m月'],
  [37, '#,##0;-#,##0'],
  [38, '#,##0;-#,##0'],
  [39, '#,##0.00;-#,##0.00'],
  [40, '#,##0.00;-#,##0.00'],
  [41, '#,##0;-#,##0;"-"'],
  [42, '¥#,##0;-¥#,##0;"-"'],
  [43, '#,##0.00;-#,##0.00;"-"'],
  [44, '¥#,##0.00;-¥#,##0.00;"-"'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss'],
  [48, '0.0E+0'],
  [50, 'yyyy年m月'],
  [51, 'm月d日'],
  [52, 'yyyy年m月'],
  [53, 'm月d日'],
  [54, 'm月d日'],
  [55, '上午/下午h时mm分'],
  [56, '上午/下午h时mm分ss秒'],
  [57, 'yyyy年m月'],
  [58, 'm月d日'],
]);

export function builtInFormat(id: number): string {
  return builtIn.get(id) ?? 'General';
}

/** Writes a number as a cell of this format shows it. A format beyond the usual gives the plain number. */
export function writeNumber(value: number, code: string, from1904 = false): string {
  const sections = (code.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+/g) ?? ['General']).map(cleanSection);
  const [positive = 'General', negative, zero] = sections;
  if (isDate(positive)) return writeDate(value, positive, from1904);
  if (value < 0 && negative !== undefined) return fill(Math.abs(value), negative);
  if (value === 0 && zero !== undefined) return fill(0, zero);
  return fill(value, positive);
}

/** Without colours, conditions and the widths that only align columns; a currency in brackets stays. */
function cleanSection(section: string): string {
  return section
    .replace(/\[\$([^\]-]*)[^\]]*\]/g, (_, sign: string) => (sign === '' ? '' : `"${sign}"`))
    .replace(/\[(?!h+\])[^\]]*\]/gi, '')
    .replace(/"[^"]*"|\\.|[_*]./g, (piece) => (/^[_*]/.test(piece) ? '' : piece));
}

function isDate(section: string): boolean {
  const bare = section.replace(/"[^"]*"|\\./g, '');
  return !/general/i.test(bare) && /[ymdhs]|aaa/i.test(bare);
}

/** Stands for a literal; no program writes this character. */
const aside = '\ue000';
const numberPattern = /[#0?][#0?,]*(?:\.[#0?]*)?,*/;

function fill(value: number, section: string): string {
  const literals: string[] = [];
  // Literals stand aside while the pattern of digits is looked for.
  const bare = section.replace(/"([^"]*)"|\\(.)/g, (_, quoted?: string, single?: string) => {
    literals.push(quoted ?? single ?? '');
    return aside;
  });
  const restore = (text: string): string => text.replaceAll(aside, () => literals.shift() ?? '');
  if (/general/i.test(bare)) return restore(bare.replace(/general/i, plainNumber(value)));
  if (bare.includes('@')) return restore(bare.replace('@', plainNumber(value)));
  const pattern = numberPattern.exec(bare)?.[0];
  if (pattern === undefined) return restore(bare);
  if (/E[+-]|\//i.test(bare)) return plainNumber(value);
  const percents = bare.match(/%/g)?.length ?? 0;
  const digits = writeDigits(value * 100 ** percents, pattern);
  // A number may be interleaved with its sign: -¥5.
  return restore(value < 0 ? `-${bare.replace(pattern, digits.replace('-', ''))}` : bare.replace(pattern, digits));
}

function writeDigits(value: number, pattern: string): string {
  const [whole = '', fraction = ''] = pattern.replace(/,+$/, '').split('.');
  const thousands = /,+$/.exec(pattern)?.[0].length ?? 0;
  const most = fraction.length;
  const least = (fraction.match(/0/g) ?? []).length;
  const rounded = roundTo(Math.abs(value) / 1000 ** thousands, most);
  const [integer = '0', decimals = ''] = rounded.split('.');
  const padded = integer.padStart((whole.match(/0/g) ?? []).length, '0').replace(/^0$/, /0/.test(whole) ? '0' : '');
  const grouped = whole.includes(',') ? padded.replace(/\B(?=(?:\d{3})+$)/g, ',') : padded;
  const kept = trimZeros(decimals, least);
  const sign = value < 0 && Number(rounded) !== 0 ? '-' : '';
  return `${sign}${grouped}${kept === '' ? '' : `.${kept}`}`;
}

/** Rounds the decimal number a person sees, not its binary neighbour: 1.005 to 1.01. */
function roundTo(value: number, places: number): string {
  const seen = Number(value.toPrecision(15));
  const shifted = Math.round(Number(`${seen}e${places}`));
  return Number.isFinite(shifted) ? Number(`${shifted}e-${places}`).toFixed(places) : seen.toFixed(places);
}

function trimZeros(decimals: string, least: number): string {
  let kept = decimals;
  while (kept.length > least && kept.endsWith('0')) kept = kept.slice(0, -1);
  return kept;
}

/** Without the noise of binary fractions; a long whole number (a telephone, an account) keeps all its digits. */
function plainNumber(value: number): string {
  return Number.isInteger(value) ? value.toFixed(0) : String(Number(value.toPrecision(12)));
}
