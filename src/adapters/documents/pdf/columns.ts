import { cutRun, type Strip } from './cut-runs.ts';
import type { Run } from './geometry.ts';
import { type Line, linesOf } from './lines.ts';

/** Where the texts of a column stand across the page, in points. */
export type Column = { left: number; right: number };

/** In letters: what overlaps a column less than this does not stand in it. */
const fewestInside = 0.3;

/** The text of a line for each column, '' where it has none; null where it cannot be told. */
export function placeLine(line: Line, columns: readonly Column[]): string[] | null {
  const { segments } = line;
  const fits = segments.length === columns.length && segments.every((segment, at) => meets(segment, columns[at]));
  if (fits) return segments.map(({ text }) => text);
  const strips = stripsBetween(columns);
  const placed: Run[][] = columns.map(() => []);
  for (const run of line.runs.flatMap((one) => cutRun(one, strips))) {
    const over = columns.flatMap((column, at) => (isInside(run, column) ? [at] : []));
    const [at, ...more] = over;
    if (at === undefined || more.length > 0) return null;
    placed[at]?.push(run);
  }
  return placed.map((runs) => linesOf(runs)[0]?.text ?? '');
}

/** Columns as wide as the texts that were found in them; only those of a line with a part for each. */
export function widened(columns: readonly Column[], { segments }: Line): Column[] {
  if (segments.length !== columns.length) return [...columns];
  return columns.map(({ left, right }, at) => ({
    left: Math.min(left, segments[at]?.left ?? left),
    right: Math.max(right, segments[at]?.right ?? right),
  }));
}

function meets(one: Column, other: Column | undefined): boolean {
  return other !== undefined && one.left < other.right && other.left < one.right;
}

function isInside({ left, right, size }: Run, column: Column): boolean {
  return Math.min(right, column.right) - Math.max(left, column.left) > size * fewestInside;
}

function stripsBetween(columns: readonly Column[]): Strip[] {
  return columns.slice(1).map(({ left }, at) => {
    const { right } = columns[at] ?? { right: left };
    return { from: Math.min(left, right), to: Math.max(left, right) };
  });
}
