/** Counted things that are said in more than one way. */
const measures =
  '万元|亿元|元|钱|资金|款|亿|万|吨|个|家|名|位|条|项|件|次|场次|场|起|类|种|支|批|份|所|人次|人|岁|年|天|日|村|平方米|亩|公里|小时|分钟|页|册|本|层|间|栋|倍|米|台|辆|块|期|届|点|轮|门|处|分|票|席|级|周|笔|宗|单(?!位)|对|套|封|株|桩|折';
const measurePattern = new RegExp(`(?:多少|多大|几)(?:多)?(${measures})`);
const countedPattern = new RegExp(`(?:多少|几)(?:${measures})?(?!一)(\\p{Script=Han}{2,8})`, 'u');

/** What is counted, in the order it is asked for. */
export function measuresIn(text: string): string[] {
  return [...text.matchAll(new RegExp(measurePattern, 'g'))].map(([, measure = '']) => measure);
}

/** What is counted in one word for each kind: 元 for sums, 天 for days; 时长 and 频次 for how long and how often. Null when not said. */
export function readMeasure(text: string): string | null {
  if (/百分之几|占比|比例|率(?:是|为|有|达|提|多|现|$)/.test(text)) return '%';
  if (/(?:多久|多长时间|几[年月周天]|几个[月季]).{0,6}[一1]?[次回]|隔多久/.test(text)) return '频次';
  if (/多久|多长时间/.test(text)) return '时长';
  const measure = measurePattern.exec(text)?.[1] ?? null;
  if (measure === null) return null;
  if (/^(?:万元|亿元|元|钱|资金|款)$/.test(measure)) return '元';
  if (measure === '日') return '天';
  return measure === '桩' ? '项' : measure;
}

/** The noun that is counted, null when none follows the measure. */
export function readCounted(text: string): string | null {
  const counted = countedPattern.exec(text)?.[1] ?? null;
  // 几天发: the measure stands alone, nothing of two characters follows it.
  const measure = measurePattern.exec(text)?.[1];
  return counted !== null && measure !== undefined && counted.startsWith(measure) ? null : counted;
}

/** Digits of two and more, or with their 万 and 亿. */
export function readFigures(text: string): string[] {
  return [...text.matchAll(/\d+(?:\.\d+)?[万亿]?/g)].map(([figure]) => figure).filter((figure) => figure.length > 1);
}

const sizes = [
  ['亿', 100_000_000],
  ['万', 10_000],
] as const;

/** How else documents write a figure of a question: 2万 and 20000. */
export function waysToWrite(figure: string): string[] {
  const size = sizes.find(([name]) => figure.endsWith(name))?.[1] ?? 1;
  const value = Math.round(parseFloat(figure) * size * 10_000) / 10_000;
  const short = sizes.filter(([, one]) => value >= one && (value * 100) % one === 0);
  return [...new Set([figure, String(value), ...short.map(([name, one]) => `${value / one}${name}`)])];
}

export function withoutMeasure(text: string): string {
  return text
    .replace(/几年|几月份?|几[日号]/g, ' ')
    .replace(new RegExp(`(?:多少|多大|几)(?:多)?(?:${measures})?`, 'g'), ' ');
}

/** Figures and days have a guard of their own. */
export function withoutFigures(text: string): string {
  return text
    .replace(/(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]/g, ' ')
    .replace(new RegExp(`\\d[\\d.]+(?:多|余)?(?:${measures})?`, 'g'), ' ');
}
