import { type Cell, lineRow, textCell } from '../tables.ts';
import { type Column, placeLine, widened } from './columns.ts';
import type { Line } from './lines.ts';
import type { PdfTable } from './page-content.ts';

/** Fewer lines than this align by chance. */
const fewestRows = 3;
/** Longer parts on the average are columns of a text rather than cells. */
const longestCells = 16;

type Row = { line: Line; cells: Cell[]; kind: 'full' | 'partial' | 'untold' };

/**
 * Finds tables that have no ruled lines between their cells: lines in a row whose parts stand one below the other. A
 * line between them may leave columns out; one that fits into none of them stays a line of text within the table.
 */
export function alignedRows(lines: readonly Line[], page: number): { lines: Line[]; tables: PdfTable[] } {
  const rest: Line[] = [];
  const tables: PdfTable[] = [];
  for (let at = 0; at < lines.length;) {
    const { rows, columns } = rowsFrom(lines, at);
    if (isTable(rows)) {
      const head = headAbove(rest.at(-1), { below: lines[at], columns });
      if (head) rest.pop();
      const all = head ? [head, ...rows] : rows;
      tables.push({ top: all[0]?.line.top ?? 0, page, grid: all.map(({ cells }) => cells) });
      at += rows.length;
    } else {
      rest.push(...lines.slice(at, at + 1));
      at += 1;
    }
  }
  return { lines: rest, tables };
}

/** The lines from this one on that stand in its columns. */
function rowsFrom(lines: readonly Line[], start: number): { rows: Row[]; columns: Column[] } {
  const rows: Row[] = [];
  let columns: Column[] = lines[start]?.segments ?? [];
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line || (at > start && !isNext(line, lines[at - 1]))) break;
    const row = rowOf(line, columns);
    if (!row || (row.kind === 'untold' && rows.at(-1)?.kind === 'untold')) break;
    if (row.kind === 'full') columns = widened(columns, line);
    rows.push(row);
  }
  // A line that cannot be told belongs to the table only when the table goes on below it.
  return { rows: rows.slice(0, rows.findLastIndex(({ kind }) => kind !== 'untold') + 1), columns };
}

/** Names of columns that stand so close together that they looked like fewer. */
function headAbove(line: Line | undefined, of: { below: Line | undefined; columns: readonly Column[] }): Row | null {
  if (!line || !of.below || line.bottom > of.below.bottom || !isNext(of.below, line)) return null;
  const row = rowOf(line, of.columns);
  return row?.kind === 'full' ? row : null;
}

function isNext(line: Line, above: Line | undefined): boolean {
  return above !== undefined && line.bottom - above.bottom <= line.size * 3;
}

function rowOf(line: Line, columns: readonly Column[]): Row | null {
  if (line.segments.length < 2 || line.segments.length > columns.length) return null;
  const texts = placeLine(line, columns);
  if (texts === null) return { line, cells: lineRow(line.spaced, columns.length), kind: 'untold' };
  return { line, cells: texts.map(textCell), kind: texts.includes('') ? 'partial' : 'full' };
}

function isTable(rows: readonly Row[]): boolean {
  const full = rows.filter(({ kind }) => kind === 'full');
  const texts = full.flatMap(({ cells }) => cells.map(({ text }) => text));
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return full.length >= fewestRows && full.length * 2 >= rows.length && length / texts.length <= longestCells;
}
