import { tidy } from './parts.ts';
import { type Cell, isFigure } from './tables.ts';

type Row = readonly Cell[];

const longestColumnName = 60;
const longestDivision = 20;
const longestTitle = 40;

/** 填报单位：…, 单位：元, 日期：… and the like: what stands beside each other between the title and the column names. */
const about =
  /^[（(]?[^\d:：。；]{0,8}(?:单位|部门|机构|名称|日期|时间|期间|年度|月份|币种|编号|文号|表号|制表人?|填表人?|填报人?|经办人?|审核人?|复核人?|负责人|联系人|电话)\s*[:：]/;
const day = /^\d{4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*(?:\d{1,2}\s*日?)?)?$/;

/** How many rows stand above the column names: titles, and lines that say the unit or who reports. */
export function countLeadRows(rows: readonly Row[]): number {
  const first = rows.findIndex((row, at) => !isTitle(row, at) && !isAbout(row));
  return first === -1 ? rows.length : first;
}

/**
 * One text alone. Over some columns but not the first it may be a column name beside an empty corner; below the first
 * row of two columns it may be a value without its note.
 */
function isTitle(row: Row, at: number): boolean {
  const [cell, ...more] = textsOf(row);
  if (!cell || cell.isLine || more.length > 0) return false;
  const columns = row.filter((other) => other === cell).length;
  if (columns === row.length || (at === 0 && row[0] === cell)) return true;
  return row.length > 2 && (row[0] === cell || columns === 1);
}

/** Rows that only lead a table which stands further down: a title and lines about it, no sentence of their own. */
export function isLead(rows: readonly Row[]): boolean {
  const isShort = (row: Row): boolean =>
    textsOf(row).length === 1 &&
    textsOf(row).every(({ text }) => text.length <= longestTitle && !/[。；！]$/.test(text));
  return rows.every((row) => isAbout(row) || isShort(row));
}

function isAbout(row: Row): boolean {
  const texts = textsOf(row).map(({ text }) => tidy(text));
  const isSaid = (text: string, at: number): boolean =>
    about.test(text) || day.test(text) || /[:：]$/.test(texts[at - 1] ?? '');
  return texts.some((text) => about.test(text)) && texts.every(isSaid);
}

/** The lines of such rows; a label whose value stands in the next cell is one line with it. */
export function leadLines(rows: readonly Row[]): string[] {
  const lines: string[] = [];
  for (const cell of new Set(rows.flat())) {
    for (const line of cell.text.split('\n').map(tidy).filter(Boolean)) {
      const last = lines.at(-1);
      if (last !== undefined && /[:：]$/.test(last)) lines[lines.length - 1] = last + line;
      else lines.push(line);
    }
  }
  return lines;
}

/**
 * How many rows name the columns: those the file marks; else the first, with the rows its merged cells reach down to or
 * that divide its columns. None when they hold figures or sentences.
 */
export function countHeadRows(rows: readonly Row[], marked: number): number {
  const count = marked > 0 ? marked : guessHeadRows(rows);
  if (count >= rows.length) return 0;
  const head = rows.slice(0, count);
  if (head.some(([cell]) => cell?.isLine)) return 0;
  const names = columnNames(head);
  const isNamed = names.every((name) => name.length <= longestColumnName && !isFigure(name));
  return marked > 0 || isNamed ? count : 0;
}

function guessHeadRows(rows: readonly Row[]): number {
  const [first = [], second = []] = rows;
  const cells = [...new Set(first)];
  const reach =
    Math.max(...cells.map((cell) => rows.findIndex((row) => !row.includes(cell)) + 1 || rows.length + 1)) - 1;
  const isDivided = cells.some((cell) => first.indexOf(cell) !== first.lastIndexOf(cell));
  if (reach > 1 && isDivided) return reach;
  if (isDivided && second.every(({ text }) => !isFigure(text))) return 2;
  return dividesUnmerged(rows) ? 2 : 1;
}

/** 会员 and 非会员 below 收费标准 that nobody merged: each row leaves out what the other says, and figures follow. */
function dividesUnmerged([first = [], second = [], third = []]: readonly Row[]): boolean {
  const has = (row: Row, column: number): boolean => (row[column]?.text.trim() ?? '') !== '';
  const columns = first.map((_, column) => column);
  const divided = columns.filter((column) => has(second, column));
  const isWhole = columns.every((column) => has(first, column) || has(second, column));
  const isShort = divided.every((column) => {
    const text = second[column]?.text ?? '';
    return text.length <= longestDivision && !isFigure(text);
  });
  if (!isWhole || !isShort || divided.length === columns.length) return false;
  const startsNamed = divided.every((column) => has(first, column) || divided.includes(column - 1));
  return (
    startsNamed &&
    divided.some((column) => !has(first, column)) &&
    divided.some((column) => isFigure(third[column]?.text ?? ''))
  );
}

/** The names of merged columns stand in front of those that divide them: 收费标准 / 会员. */
export function columnNames(rows: readonly Row[]): string[] {
  const [top = [], ...below] = rows;
  const spread = below.length === 0 ? top : spreadNames(top, below);
  return top.map((_, column) => {
    const cells = new Set([spread, ...below].map((row) => row[column]).filter((cell) => cell !== undefined));
    return [...cells]
      .map(({ text }) => tidy(text))
      .filter((text) => text !== '')
      .join(' / ');
  });
}

/** A name without one beside it reaches as far as the row below divides it. */
function spreadNames(top: Row, [second = []]: readonly Row[]): Row {
  const names: Cell[] = [];
  for (const [column, cell] of top.entries()) {
    const before = names[column - 1];
    const isDivided = [column - 1, column].every((at) => second[at]?.text.trim() && second[at] !== top[at]);
    names.push(cell.text.trim() === '' && before && isDivided ? before : cell);
  }
  return names;
}

function textsOf(row: Row): Cell[] {
  return [...new Set(row)].filter(({ text }) => text.trim() !== '');
}
