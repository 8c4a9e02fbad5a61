import { normalise } from '../../base/text.ts';
import { classOf, measures } from './measures.ts';

/** Which way a figure may be off: 130余 is more, 近70万 is less, 约 is about; otherwise it is just that. */
export type Bound = 'exact' | 'more' | 'less' | 'about';

/** Something counted; `measure` is the class of its measure word, null when it has none. */
export type Amount = { kind: 'amount'; value: number; measure: string | null; bound: Bound };
/** A day, month or year of the calendar; null what is not said. */
export type CalendarDate = { kind: 'date'; year: number | null; month: number | null; day: number | null };
/** Digits that name something and count nothing: a phone, an account. */
export type Digits = { kind: 'digits'; digits: string };
/** A figure compared as it stands: 三分之二, 数百, 9:30. */
export type Literal = { kind: 'literal'; text: string };

export type Figure = Amount | CalendarDate | Digits | Literal;

/** ① before what is listed; before a measure word it is a number. */
const listMark = new RegExp(`[\\u2460-\\u249b\\u2776-\\u2793](?!\\s*(?:[万亿千百余多]|${measures}))`, 'gu');
const bankNumerals = new Map(
  [...'壹贰叁肆伍陆柒捌玖拾佰仟貳參陸'].map((one, at) => [one, '一二三四五六七八九十百千二三六'.charAt(at)]),
);
const hanDigits = '〇一二三四五六七八九';

/** Text as figures are read in it: normalised, bank numerals and spoken decimals in digits, no circled numbers of a list. */
export function foldFigures(text: string): string {
  const written = text
    .replace(listMark, ' ')
    .replace(/[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸]/gu, (one) => bankNumerals.get(one) ?? one);
  return normalise(written)
    .replace(
      /([\d零〇一二三四五六七八九十]+)点([零〇一二三四五六七八九]+)(?![分半刻])/gu,
      (_, whole: string, part: string) => {
        return `${whole === '十' ? '10' : toDigits(whole)}.${toDigits(part)}`;
      },
    )
    .replace(/百分之(百|[一二三四五六七八九十]|\d+(?:\.\d+)?)/gu, (_, share: string) => `${shareOf(share)}%`);
}

function toDigits(text: string): string {
  return text.replace(/[零〇一二三四五六七八九]/gu, (one) => String(Math.max(0, hanDigits.indexOf(one))));
}

function shareOf(share: string): string {
  if (share === '百') return '100';
  return share === '十' ? '10' : toDigits(share);
}

const unit = '[千百]?[万亿]|[千百]';
const some = '余|多|来';
/** 一 counts only before what is counted exactly: 一个, 一批 and 一项 are articles. */
const exactMeasure = '元|块|美元|次(?!性)|年|月|日|天|人(?!民)|票|倍|成(?!不变)|届|期|岁|周|折|季度|小时|%';
const singleNumeral = `一万|一(?=(?:${some})?(?:${unit})?(?:${exactMeasure}))|(?:[两二三四五六七八九百千]|十(?!分(?!钟)))(?=(?:${some})?(?:${unit})?(?:${some})?(?:${measures}))`;
const number = String.raw`\d+(?:\.\d+)?|${singleNumeral}`;
const before =
  '超过|超出|超|逾|不少于|至少|不低于|高于|多于|突破|不足|不到|将近|接近|近|不超过|最多|至多|不高于|低于|少于|约|大约|大概';
const after = '以上|之上|以下|以内|之内|左右|上下';
const amountPattern = new RegExp(
  `(第)?(${before})?(${number})(${some})?(${unit})?(${some})?(?:[-~—–至到](${number})(${unit})?)?(${measures})?(${after})?`,
  'gu',
);

type Reader = readonly [pattern: RegExp, read: (groups: readonly string[]) => readonly Figure[]];

/** In this order: what one has read, the next does not see. */
const readers: readonly Reader[] = [
  [/(?<!\d)(\d{4})[年\-/.](\d{1,2})[月\-/.](\d{1,2})(?!\d)[日号]?/gu, ([, y, m, d]) => [dateOf(y, m, d)]],
  [/(?<!\d)(\d{4})年的?(\d{1,2})月/gu, ([, y, m]) => [dateOf(y, m, '')]],
  [/(?<!\d)(\d{1,2})月(\d{1,2})[日号]/gu, ([, m, d]) => [dateOf('', m, d)]],
  [/(?<![\d.])((?:19|20)\d{2})年/gu, ([, y]) => [dateOf(y, '', '')]],
  [/(?<!\d)(\d{1,2})月(?!\d)/gu, ([, m]) => [dateOf('', m, '')]],
  [
    /(?<![\d一两二三四五六七八九十几每])(?:星期|礼拜|周)([一二三四五六日天1-7])(?![\d年期届个次天])|每(?:星期|礼拜|周)([一二三四五六日天1-7])(?![年期届个次天])/gu,
    weekday,
  ],
  [/(?<!\d)\d{1,2}:\d{2}(?!\d)/gu, literal],
  [
    /(?<![\d.])\+?(?:86[\s-]?)?(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?[2-9]\d{2,3}[\s-]?\d{4}|[48]00[\s-]?\d{3}[\s-]?\d{4})(?!\d)/gu,
    digitsOf,
  ],
  [new RegExp(`(?<![\\d.])\\d{7,}(?![\\d.])(?!${some}|${unit}|${measures})`, 'gu'), digitsOf],
  [/[一二三四五六七八九十\d]+分之[一二三四五六七八九十\d]+|[数几上成][十百千万亿]+(?:余|多)?/gu, literal],
  [amountPattern, amountsOf],
];

/** Every figure of a text that `foldFigures` has made. */
export function readFigures(folded: string): Figure[] {
  const found: Figure[] = [];
  let rest = folded;
  for (const [pattern, read] of readers) {
    for (const match of rest.matchAll(pattern)) found.push(...read(match.map((group?: string) => group ?? '')));
    rest = rest.replace(pattern, ' ');
  }
  return found;
}

function dateOf(year = '', month = '', day = ''): CalendarDate {
  const part = (digits: string): number | null => (digits === '' ? null : Number(digits));
  return { kind: 'date', year: part(year), month: part(month), day: part(day) };
}

function literal([text = '']: readonly string[]): Figure[] {
  return [{ kind: 'literal', text }];
}

/** 星期五 and 周五; 周日 is 星期天. */
function weekday([, day = '', everyDay = '']: readonly string[]): Figure[] {
  const one = (day || everyDay).replace('天', '日').replace(/[1-7]/u, (at) => '一二三四五六日'.charAt(Number(at) - 1));
  return [{ kind: 'literal', text: `周${one}` }];
}

function digitsOf([text = '']: readonly string[]): Figure[] {
  return [{ kind: 'digits', digits: text.replace(/\D/gu, '').replace(/^86(?=1\d{10}$)/u, '') }];
}

function amountsOf(groups: readonly string[]): Figure[] {
  const [
    ,
    ordinal,
    ahead = '',
    first = '',
    more = '',
    size = '',
    moreLater = '',
    last = '',
    lastSize = '',
    word = '',
    behind = '',
  ] = groups;
  const measure = ordinal === '第' ? `第${word}` : classOf(word);
  const bound = boundOf(ahead, `${more}${moreLater}`, behind);
  const amount = (count: string, size: string): Amount => ({
    kind: 'amount',
    value: valueOf(count, size),
    measure,
    bound,
  });
  if (last === '') return [amount(first, size)];
  // 3至5万元: the unit stands once, for both.
  return [amount(first, size || lastSize), amount(last, lastSize)];
}

const numerals = new Map(
  Object.entries({ 两: 2, 十: 10, 百: 100, 千: 1000, 一万: 10_000, 万: 10_000, 亿: 100_000_000 }),
);

function valueOf(count: string, unit: string): number {
  const value = /^\d/u.test(count) ? Number(count) : (numerals.get(count) ?? hanDigits.indexOf(count));
  const size = [...unit].reduce((product, one) => product * (numerals.get(one) ?? 1), 1);
  return Math.round(value * size * 10_000) / 10_000;
}

function boundOf(ahead: string, some: string, behind: string): Bound {
  if (/^(?:约|大约|大概)$/u.test(ahead) || /左右|上下/u.test(behind)) return 'about';
  if (some !== '' || /^(?:超|逾|不少|至少|不低|高于|多于|突破)/u.test(ahead) || behind.endsWith('上')) return 'more';
  return ahead !== '' || behind !== '' ? 'less' : 'exact';
}

/** Whether what an answer says is what a document says. */
export function isSameFigure(said: Figure, written: Figure): boolean {
  if (said.kind === 'amount') return written.kind === 'date' ? isYear(said, written) : isSameAmount(said, written);
  if (said.kind === 'date') return isSameDate(said, written);
  if (said.kind === 'digits') return written.kind === 'digits' && written.digits === said.digits;
  return written.kind === 'literal' && written.text === said.text;
}

function isSameAmount(said: Amount, written: Figure): boolean {
  if (written.kind !== 'amount' || said.value !== written.value) return false;
  if (said.measure !== written.measure && said.measure !== null && written.measure !== null) return false;
  return said.bound === written.bound || said.bound === 'about';
}

/** 2023 without 年. */
function isYear({ value, measure }: Amount, { year }: CalendarDate): boolean {
  return measure === null && value === year;
}

function isSameDate(said: CalendarDate, written: Figure): boolean {
  if (written.kind === 'amount') return said.month === null && written.measure === null && written.value === said.year;
  if (written.kind !== 'date') return false;
  return (['year', 'month', 'day'] as const).every((part) => said[part] === null || said[part] === written[part]);
}
