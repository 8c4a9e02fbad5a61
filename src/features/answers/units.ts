import { measures } from './measures.ts';

const unit = `[万亿千百]*(?:${measures})(?:/[^)）]{1,6})?`;
const inBrackets = new RegExp(`[(（]\\s*(?:单位[:：]\\s*)?(${unit})\\s*[)）]`, 'gu');
const aboveTable = new RegExp(`^[(（]?\\s*(?:计量|金额|货币)?单位[:：]\\s*(${unit})\\s*[)）]?$`, 'u');
/** Columns whose figures a unit above the table does not count. */
const countsOther = /[数号率比龄期次年月日]|时间|排名|名次|电话/u;
/** A figure, a range or a limit that does not say what it counts. */
const bare = /^(?:[¥￥≥≤<>约近]|不超过|最[高低多少])?\s*\d[\d,.]*(?:\s*[-~—–至到]\s*\d[\d,.]*)?(?:余|以[上下内])?$/u;

/** The unit in a column's name (会费（万元）), null when there is none. */
export function unitOfHead(head: string): string | null {
  return lastOf([...head.matchAll(inBrackets)].map(([, said = '']) => said));
}

/** 单位：万元 as a line above a table; null for any other line. */
export function unitAbove(line: string): string | null {
  const said = aboveTable.exec(line.trim())?.[1];
  return said === undefined ? null : withoutPer(said);
}

/** A field whose figure says not what it counts, with its unit; one of a column that counts something else as it is. */
export function withUnit({ head, text }: { head: string; text: string }, said: string): string {
  if (!bare.test(text) || unitOfHead(head) !== null || countsOther.test(head)) return text;
  return text.replace(/\d[\d,.]*(?=\D*$)/u, (figure) => figure + said);
}

function lastOf(units: readonly string[]): string | null {
  const last = units.at(-1);
  return last === undefined ? null : withoutPer(last);
}

/** 元 of 元/年. */
function withoutPer(said: string): string {
  return said.replace(/\/.*$/u, '');
}
