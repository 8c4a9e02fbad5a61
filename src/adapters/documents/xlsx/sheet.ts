import { type Cell, textCell } from '../tables.ts';
import { walkXml } from '../xml.ts';
import { writeNumber } from './number-format.ts';
import type { Workbook } from './workbook.ts';

type Area = { top: number; left: number; bottom: number; right: number };
type Place = { row: number; column: number };

/** Rows as they are shown, with the number of each; merged cells are one object, hidden rows and columns left out. */
export type SheetRow = { number: number; cells: (Cell | undefined)[] };

/** Every row that has something, with its own number; `cells` by column, from 1. */
export type GridRow = SheetRow & { hidden: boolean };

/** What a sheet may have, counted while it is read: a single cell far to the right makes a row as wide. */
export type SheetLimits = { rows: number; columns: number; tooMany(what: 'rows' | 'columns'): Error };

type Grid = { rows: GridRow[]; isShown: (column: number) => boolean };

/** Throws what `tooMany` says. */
export async function readGrid(xml: string, workbook: Workbook, limits: SheetLimits): Promise<GridRow[]> {
  return (await walkSheet(xml, workbook, limits)).rows;
}

/** Throws what `tooMany` says. */
export async function readSheet(xml: string, workbook: Workbook, limits: SheetLimits): Promise<SheetRow[]> {
  const { rows, isShown } = await walkSheet(xml, workbook, limits);
  // Rows are numbered as a person counts them, so that a hidden one leaves no gap.
  let left = 0;
  return rows.flatMap(({ number, cells, hidden }) => {
    if (hidden) {
      left += 1;
      return [];
    }
    return [{ number: number - left, cells: Array.from(cells).filter((_, column) => column > 0 && isShown(column)) }];
  });
}

async function walkSheet(xml: string, workbook: Workbook, limits: SheetLimits): Promise<Grid> {
  const rows = new Map<number, (Cell | undefined)[]>();
  const hiddenRows = new Set<number>();
  const hiddenColumns: [from: number, to: number][] = [];
  const areas: Area[] = [];
  let at: Place = { row: 0, column: 0 };
  let type = '';
  let style = 0;
  let value = '';
  let inValue = false;

  await walkXml(xml, {
    open(name, attributes) {
      inValue = name === 'v' || name === 't';
      if (name === 'col' && isOn(attributes()['hidden'])) {
        hiddenColumns.push([Number(attributes()['min']), Number(attributes()['max'])]);
      } else if (name === 'row') {
        at = { row: Number(attributes()['r'] ?? at.row + 1), column: 0 };
        if (isOn(attributes()['hidden'])) hiddenRows.add(at.row);
      } else if (name === 'c') {
        const { r, t = 'n', s = '0' } = attributes();
        at = r === undefined ? { row: at.row, column: at.column + 1 } : placeOf(r);
        [type, style, value] = [t, Number(s), ''];
      } else if (name === 'mergeCell') areas.push(areaOf(attributes()['ref'] ?? ''));
    },
    close(name) {
      inValue = false;
      if (name !== 'c' || value === '') return;
      const row = rows.get(at.row) ?? [];
      rows.set(at.row, row);
      if (rows.size > limits.rows) throw limits.tooMany('rows');
      if (at.column > limits.columns) throw limits.tooMany('columns');
      row[at.column] = textCell(shownValue({ type, style, value }, workbook));
    },
    text(piece) {
      if (inValue) value += piece;
    },
  });
  merge(rows, areas);
  return {
    rows: [...rows]
      .toSorted(([a], [b]) => a - b)
      .map(([number, cells]) => ({ number, cells, hidden: hiddenRows.has(number) })),
    isShown: (column) => !hiddenColumns.some(([from, to]) => from <= column && column <= to),
  };
}

function shownValue(cell: { type: string; style: number; value: string }, workbook: Workbook): string {
  switch (cell.type) {
    case 's':
      return workbook.strings[Number(cell.value)] ?? '';
    case 'b':
      return cell.value === '1' ? 'TRUE' : 'FALSE';
    // An error of a formula says nothing to a member.
    case 'e':
      return '';
    case 'd':
      return cell.value.slice(0, 10);
    case 'n': {
      const number = Number(cell.value);
      const format = workbook.formats[cell.style] ?? 'General';
      return Number.isNaN(number) ? cell.value : writeNumber(number, format, workbook.from1904);
    }
    default:
      return cell.value;
  }
}

/**
 * A merged cell stands in every row that has others, and in every column that is used. Areas of a real sheet do not lie
 * on each other: those that together hold more cells than it has are made to take time.
 */
function merge(rows: Map<number, (Cell | undefined)[]>, areas: readonly Area[]): void {
  const numbers = [...rows.keys()].sort((a, b) => a - b);
  const placeOfRow = new Map(numbers.map((number, place) => [number, place]));
  const width = [...rows.values()].reduce((most, row) => Math.max(most, row.length), 0);
  let left = width * numbers.length;
  for (const area of areas) {
    const origin = rows.get(area.top)?.[area.left];
    if (!origin) continue;
    for (let place = placeOfRow.get(area.top) ?? 0; ; place += 1) {
      const number = numbers[place];
      if (number === undefined || number > area.bottom) break;
      const row = rows.get(number) ?? [];
      for (let column = area.left; column <= Math.min(area.right, width - 1); column += 1) row[column] = origin;
      left -= Math.max(1, Math.min(area.right, width - 1) - area.left + 1);
      if (left < 0) throw new Error('merged cells lie on each other');
    }
  }
}

function areaOf(reference: string): Area {
  const [from = '', to = from] = reference.split(':');
  const [start, end] = [placeOf(from), placeOf(to)];
  return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}

/** Row and column of a reference such as AB12, both from 1. */
function placeOf(reference: string): Place {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '';
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(reference.slice(letters.length)), column };
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
