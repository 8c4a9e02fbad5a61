import { AppError } from '../../base/errors.ts';

/**
 * A cell as it stands in the file; `text` may have several lines. A span of 0 rows means to the end of the table. A
 * cell that `isLine` is a whole row whose columns could not be told.
 */
export type Cell = { text: string; columns: number; rows: number; isHead: boolean; isLine?: true };

/**
 * A table with every merged cell standing in each row and column it covers, as the same object. `headRows` lead it and
 * name the columns; 0 when the file does not say.
 */
export type Table = { caption: string | null; grid: readonly (readonly Cell[])[]; headRows: number };

/** More than any table of an association has; a span of a thousand by a thousand is an attack. */
const mostCells = 400_000;
const longestSpan = 5_000;

/** Writes merged cells into all they cover; null when there is no text. */
export function expandTable(lines: readonly (readonly Cell[])[], caption: string | null): Table | null {
  return tableOf(spread(lines), caption);
}

/** Leaves out rows and columns without text; null when nothing is left. Merged cells are the same object already. */
export function tableOf(grid: readonly (readonly (Cell | undefined)[])[], caption: string | null): Table | null {
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0);
  if (width * grid.length > mostCells) throw tooLarge();
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) =>
    grid.some((row) => row[column]?.text.trim()),
  );
  const rows = grid
    .map((row) => columns.map((column) => row[column] ?? textCell('')))
    .filter((row) => row.some(({ text }) => text.trim() !== ''));
  if (rows.length === 0) return null;
  const body = rows.findIndex((row) => row.some(({ isHead }) => !isHead));
  return { caption, grid: rows, headRows: body === -1 ? 0 : body };
}

function spread(lines: readonly (readonly Cell[])[]): (Cell | undefined)[][] {
  const grid: (Cell | undefined)[][] = lines.map(() => []);
  let count = 0;
  for (const [row, line] of lines.entries()) {
    let column = 0;
    for (const cell of line) {
      while (grid[row]?.[column] !== undefined) column += 1;
      const rows = cell.rows === 0 ? lines.length - row : Math.min(cell.rows, lines.length - row);
      const columns = Math.min(Math.max(cell.columns, 1), longestSpan);
      count += rows * columns;
      if (count > mostCells) throw tooLarge();
      for (const below of grid.slice(row, row + rows)) {
        for (let across = column; across < column + columns; across += 1) below[across] ??= cell;
      }
      column += columns;
    }
  }
  return grid;
}

export function textCell(text: string): Cell {
  return { text, columns: 1, rows: 1, isHead: false };
}

/** A row as one line of text, that is neither a name of columns nor of the rows below it. */
export function lineRow(text: string, columns: number): Cell[] {
  const cell: Cell = { ...textCell(text), isLine: true };
  return Array.from({ length: columns }, () => cell);
}

function tooLarge(): AppError {
  return new AppError('input/invalid', '里的表格太大，请拆成几份再导入。');
}

/** A number with what stands around it, such as 480元, 12.5% or 2026-03-05. */
export function isFigure(text: string): boolean {
  return /^[¥￥$≥≤<>约-]?\s*\d[\d,.:\-/]*\s*[%％‰元万亿人家个项条次天日月年]{0,4}(?:\/\S{1,6})?$/.test(text.trim());
}
