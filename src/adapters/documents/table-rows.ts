import { tidy } from './parts.ts';
import { columnNames, countHeadRows, countLeadRows, leadLines } from './table-head.ts';
import type { Cell, Table } from './tables.ts';

/** Rows that stand under one head; or, without a head, text that was only laid out in a table. */
export type TableRun = { head: string | null; isText: boolean; lines: string[] };

type Row = readonly Cell[];

/** Characters; in a longer row the cells are pages of a form rather than values. */
const longestRow = 700;
const longestLabel = 40;

/**
 * A table as Markdown rows. What is written across the whole of it goes into the head of the rows below: the title and
 * the unit above the column names, and 甲类地区 between two rows.
 */
export function tableRuns(table: Table): TableRun[] {
  if (isLayout(table)) return [{ head: null, isText: true, lines: cellLines(table.grid) }];
  const first = countLeadRows(table.grid);
  if (first === table.grid.length) return [{ head: null, isText: true, lines: cellLines(table.grid) }];
  const above = [...(table.caption === null ? [] : [table.caption]), ...leadLines(table.grid.slice(0, first))];
  const rows = table.grid.slice(first);
  const headRows = countHeadRows(rows, table.headRows - first);
  const names = headRows === 0 ? null : columnNames(rows.slice(0, headRows));
  return runsOf(rows.slice(headRows), { above, names });
}

function runsOf(rows: readonly Row[], of: { above: readonly string[]; names: readonly string[] | null }): TableRun[] {
  const runs: TableRun[] = [];
  let open: TableRun = { head: headText(of.above, of.names), isText: false, lines: [] };
  for (const row of rows) {
    const across = acrossText(row, rows);
    if (across === null) open.lines.push(rowText(row.map(({ text }) => text)));
    else if (across !== '') {
      const names = isLabel(across) && !row[0]?.isLine;
      runs.push(open, ...(names ? [] : [{ head: null, isText: true, lines: [across] }]));
      const head = names ? headText([...of.above, across], of.names) : open.head;
      open = { head, isText: false, lines: [] };
    }
  }
  return [...runs, open].filter(({ lines }) => lines.length > 0);
}

/** A table of one column, or with cells as long as pages, was drawn for its lines. */
function isLayout({ grid }: Table): boolean {
  if ((grid[0]?.length ?? 0) < 2) return true;
  return grid.some((row) => [...new Set(row)].reduce((sum, { text }) => sum + text.length, 0) > longestRow);
}

function cellLines(rows: readonly Row[]): string[] {
  return [...new Set(rows.flat())]
    .flatMap(({ text }) => text.split('\n'))
    .map(tidy)
    .filter((line) => line !== '');
}

/**
 * The text of a row that is written across the table; null of any other row, '' of one whose text stood in the row
 * above already. A lone text in the first column is across when it is too long for the column or leads the rows.
 */
function acrossText(row: Row, rows: readonly Row[]): string | null {
  const [cell, ...more] = [...new Set(row)].filter(({ text }) => text.trim() !== '');
  if (!cell || more.length > 0) return null;
  const at = rows.indexOf(row);
  if (rows[at - 1]?.includes(cell)) return row.every((other) => other === cell) ? '' : null;
  const text = tidy(cell.text);
  const isWide = row.every((other) => other === cell);
  const isLoose = row[0] === cell && (at === 0 || text.length > longestLabel || isNote(text));
  return isWide || isLoose ? text : null;
}

function isNote(text: string): boolean {
  return /^(?:注|备注|说明|附注|填表|单位)\s*[:：]/.test(text);
}

function isLabel(text: string): boolean {
  return text.length <= longestLabel && !/[。；！]$/.test(text) && !isNote(text);
}

function headText(above: readonly string[], names: readonly string[] | null): string | null {
  const columns = names === null ? [] : [rowText(names), `|${' --- |'.repeat(names.length)}`];
  return [...above, ...columns].join('\n') || null;
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.map((cell) => tidy(cell).replaceAll('|', '｜')).join(' | ')} |`;
}
