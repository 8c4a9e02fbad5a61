import type { Box, Rule } from './geometry.ts';

/** A cell of a ruled table in points, and where it stands in the grid of its lines. */
export type RuledCell = Box & { row: number; column: number; rows: number; columns: number };
export type RuledTable = Box & { cells: RuledCell[]; rows: number; columns: number };

/** Points within which two lines meet or are one. */
const near = 3;
/** Lines of one table; more are a drawing. */
const mostLines = 400;

/** Tables that the lines of a page make; where a line is missing between two cells they are one merged cell. */
export function ruledTables(rules: readonly Rule[]): RuledTable[] {
  return groupTouching(joinRules(rules))
    .map(tableOf)
    .filter((table) => table !== null)
    .toSorted((a, b) => a.top - b.top);
}

/** A line drawn in pieces, cell by cell, becomes one. */
function joinRules(rules: readonly Rule[]): Rule[] {
  const sorted = rules.toSorted(
    (a, b) => Number(a.isAcross) - Number(b.isAcross) || Math.round(a.at) - Math.round(b.at) || a.from - b.from,
  );
  const joined: Rule[] = [];
  for (const rule of sorted) {
    const last = joined.findLast(
      ({ isAcross, at }) => isAcross === rule.isAcross && Math.abs(at - rule.at) <= near / 2,
    );
    if (last && rule.from <= last.to + near && rule.to >= last.from - near) {
      last.from = Math.min(last.from, rule.from);
      last.to = Math.max(last.to, rule.to);
    } else joined.push({ ...rule });
  }
  return joined;
}

function groupTouching(rules: readonly Rule[]): Rule[][] {
  if (rules.length > mostLines * 4) return [];
  const groups: Rule[][] = [];
  const rest = new Set(rules);
  for (const first of rules) {
    if (!rest.delete(first)) continue;
    const group = [first];
    for (const rule of group) {
      for (const other of rest) {
        if (!touches(rule, other)) continue;
        rest.delete(other);
        group.push(other);
      }
    }
    groups.push(group);
  }
  return groups;
}

function touches(one: Rule, other: Rule): boolean {
  if (one.isAcross === other.isAcross) return false;
  const isWithin = (at: number, rule: Rule): boolean => rule.from - near <= at && at <= rule.to + near;
  return isWithin(one.at, other) && isWithin(other.at, one);
}

function tableOf(rules: readonly Rule[]): RuledTable | null {
  const xs = placesOf(rules.filter(({ isAcross }) => !isAcross));
  const ys = placesOf(rules.filter(({ isAcross }) => isAcross));
  const [left, right] = [xs[0], xs.at(-1)];
  const [top, bottom] = [ys[0], ys.at(-1)];
  if (xs.length < 3 || ys.length < 2 || xs.length + ys.length > mostLines) return null;
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) return null;
  const cells = cellsOf(rules, xs, ys);
  return { left, right, top, bottom, cells, rows: ys.length - 1, columns: xs.length - 1 };
}

function placesOf(rules: readonly Rule[]): number[] {
  const places: number[] = [];
  for (const at of rules.map(({ at }) => at).toSorted((a, b) => a - b)) {
    if (at - (places.at(-1) ?? Number.NEGATIVE_INFINITY) > near) places.push(at);
  }
  return places;
}

/** From its top left corner a cell grows right and down until a line ends it. */
function cellsOf(rules: readonly Rule[], xs: readonly number[], ys: readonly number[]): RuledCell[] {
  const taken = new Set<string>();
  const cells: RuledCell[] = [];
  const middle = (places: readonly number[], index: number): number =>
    ((places[index] ?? 0) + (places[index + 1] ?? 0)) / 2;
  const hasRule = (isAcross: boolean, at: number, along: number): boolean =>
    rules.some(
      (rule) => rule.isAcross === isAcross && Math.abs(rule.at - at) <= near && rule.from <= along && along <= rule.to,
    );
  for (let row = 0; row < ys.length - 1; row += 1) {
    for (let column = 0; column < xs.length - 1; column += 1) {
      if (taken.has(`${row}/${column}`)) continue;
      let [rows, columns] = [1, 1];
      while (column + columns < xs.length - 1 && !hasRule(false, xs[column + columns] ?? 0, middle(ys, row)))
        columns += 1;
      while (row + rows < ys.length - 1 && !hasRule(true, ys[row + rows] ?? 0, middle(xs, column))) rows += 1;
      for (let down = 0; down < rows; down += 1) {
        for (let across = 0; across < columns; across += 1) taken.add(`${row + down}/${column + across}`);
      }
      const box = {
        left: xs[column] ?? 0,
        right: xs[column + columns] ?? 0,
        top: ys[row] ?? 0,
        bottom: ys[row + rows] ?? 0,
      };
      cells.push({ ...box, row, column, rows, columns });
    }
  }
  return cells;
}
