import { tidy } from '../parts.ts';
import { type Cell, lineRow } from '../tables.ts';
import { alignedRows } from './aligned-rows.ts';
import { cutRun } from './cut-runs.ts';
import type { Box, PdfPage, Run } from './geometry.ts';
import { type Line, linesOf } from './lines.ts';
import { joinLines } from './paragraphs.ts';
import { ruledTables, type RuledCell, type RuledTable } from './ruled-tables.ts';

export type PdfTable = { top: number; page: number; grid: (Cell | undefined)[][] };
export type PageContent = { number: number; width: number; height: number; lines: Line[]; tables: PdfTable[] };

/** Parts a page into tables and the lines that stand in none. */
export function pageContent(page: PdfPage): PageContent {
  const tables: PdfTable[] = [];
  let rest = page.runs;
  for (const ruled of ruledTables(page.rules)) {
    const inside = rest.filter((run) => holds(ruled, run));
    const grid = gridOf(ruled, inside);
    // A frame around a text, or lines to write on, are no table.
    if (new Set(grid.flat().filter((cell) => cell?.text)).size < 2) continue;
    tables.push({ top: ruled.top, page: page.number, grid });
    const taken = new Set(inside);
    rest = rest.filter((run) => !taken.has(run));
  }
  const { lines, tables: aligned } = alignedRows(linesOf(rest), page.number);
  const ordered = [...tables, ...aligned].toSorted((a, b) => a.top - b.top);
  const { number, width, height } = page;
  return { number, width, height, lines, tables: ordered };
}

function holds(box: Box, run: Run): boolean {
  const x = (run.left + run.right) / 2;
  const y = run.bottom - run.size / 3;
  return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
}

/** In letters: as far as this a text may reach over the edge of its cell. */
const overhang = 0.75;

function gridOf(ruled: RuledTable, inside: readonly Run[]): (Cell | undefined)[][] {
  const runs = inside.flatMap((run) => {
    const reach = run.size * overhang;
    return cutRun(
      run,
      edgesIn(ruled, run).map((at) => ({ from: at - reach, to: at + reach })),
    );
  });
  const grid = cellGrid(ruled, runs);
  for (const run of runs.filter((one) => edgesIn(ruled, one).length > 0)) {
    const row = Math.max(0, ...cellsBeside(ruled, run).map((cell) => cell.row));
    const texts = [...new Set(grid[row])].map((cell) => tidy(cell?.text ?? ''));
    grid[row] = lineRow(texts.filter(Boolean).join(' '), ruled.columns);
  }
  return grid;
}

/** Edges of cells that a run reaches over: it is the text of several, or nobody can tell of which. */
function edgesIn(ruled: RuledTable, run: Run): number[] {
  const reach = run.size * overhang;
  const edges = cellsBeside(ruled, run).map(({ left }) => left);
  return edges.filter((at) => run.text.trim() !== '' && run.left + reach < at && at < run.right - reach);
}

function cellsBeside({ cells }: RuledTable, run: Run): RuledCell[] {
  const y = run.bottom - run.size / 3;
  return cells.filter(({ top, bottom }) => top <= y && y <= bottom);
}

function cellGrid(ruled: RuledTable, runs: readonly Run[]): (Cell | undefined)[][] {
  const grid: (Cell | undefined)[][] = Array.from({ length: ruled.rows }, () => []);
  for (const area of ruled.cells) {
    const text = cellText(
      area,
      runs.filter((run) => holds(area, run)),
    );
    const cell: Cell = { text, columns: area.columns, rows: area.rows, isHead: false };
    for (const row of grid.slice(area.row, area.row + area.rows)) {
      for (let column = area.column; column < area.column + area.columns; column += 1) row[column] = cell;
    }
  }
  return grid;
}

function cellText(area: RuledCell, runs: readonly Run[]): string {
  const lines = linesOf(runs).map((line) => ({ ...line, page: 0, area }));
  return joinLines(lines)
    .map(({ text }) => text)
    .join('\n');
}
