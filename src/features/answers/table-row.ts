import { unitOfHead, withUnit } from './units.ts';

/** One field of a row, with what its column says it is; "" where a table has no head. */
export type Cell = { head: string; text: string };

/** What stands above a row: the head of its table, and the unit of all its figures where a line of its own says it. */
export type Above = { head: string | null; unit: string | null };

export function isRow(line: string): boolean {
  return line.trimStart().startsWith('|');
}

/** The fields of a row under those of its head; a unit that only stands above the table is said with its figures. */
export function cellsOf(row: string, { head, unit }: Above): Cell[] {
  const heads = head === null ? [] : fieldsOf(head);
  return fieldsOf(row).map((text, at) => {
    const above = heads[at] ?? '';
    return { head: above, text: at > 0 && unit !== null ? withUnit({ head: above, text }, unit) : text };
  });
}

/** A row in which every figure has its unit, for whoever holds an answer to it; else as it stands. */
export function measuredRow(row: string, above: Above): string {
  return rowOf(cellsOf(row, above).map(measuredCell));
}

export function rowOf(cells: readonly Cell[]): string {
  return `| ${cells.map(({ text }) => text).join(' | ')} |`;
}

/** The same with the unit that a column's own name gives: 480 below 会员价（元） is 480元. */
export function measuredCell({ head, text }: Cell): Cell {
  const unit = unitOfHead(head);
  return { head, text: unit === null ? text : withUnit({ head: '', text }, unit) };
}

function fieldsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((field) => field.trim());
}

/** A row as a sentence: what it is about, then each field with the name of its column. Empty fields are left out. */
export function rowInWords(cells: readonly Cell[]): string {
  const [key, ...rest] = cells.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  if (!key) return '';
  const told = rest.map(({ head, text }) => (head === '' ? text : `${head}：${text}`));
  return told.length === 0 ? key.text : `${key.text}，${told.join('；')}`;
}
