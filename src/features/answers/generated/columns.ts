import { type Figure, isSameFigure, readFigures } from '../figures.ts';
import type { Cell } from '../table-row.ts';
import { pairsOf } from './likeness.ts';

/** A column of a row that holds figures like the one that is said. */
type Column = { name: string; head: string; hasFigure: boolean };

/**
 * 12000元 of 城区企业 said of 县域企业: the row has the figure, but below another column's name than the one that the clause,
 * or else the question, speaks of.
 */
export function isOfOtherColumn(
  figure: Figure,
  of: { cells: readonly Cell[] | null; clause: string; question: string },
): boolean {
  const columns = (of.cells ?? []).slice(1).flatMap((cell) => readColumn(cell, figure));
  if (columns.every(({ hasFigure }) => hasFigure)) return false;
  const meant = meantIn(of.clause, columns) ?? meantIn(of.question, columns);
  return meant !== null && !meant.some(({ hasFigure }) => hasFigure);
}

function readColumn({ head, text }: Cell, figure: Figure): Column[] {
  const figures = readFigures(text).filter((other) => isLike(figure, other));
  if (figures.length === 0) return [];
  return [{ name: nameOf(head), head, hasFigure: figures.some((other) => isSameFigure(figure, other)) }];
}

function isLike(figure: Figure, other: Figure): boolean {
  if (figure.kind !== 'amount' || other.kind !== 'amount') return figure.kind === other.kind;
  return other.measure === figure.measure || other.measure === null || figure.measure === null;
}

/** 城区企业 of 年度会费（元） / 城区企业. */
function nameOf(head: string): string {
  return (head.split('/').at(-1) ?? '').replace(/[(（][^()（）]*[)）]/gu, '').trim();
}

/** The columns a text names, by their whole names or by words that only they have; null when it tells none apart. */
function meantIn(text: string, columns: readonly Column[]): readonly Column[] | null {
  const named = namedIn(text, columns);
  if (named.length > 0) return named;
  const said = columns.map((column) => ({ column, count: ownWords(column, columns).filter(isIn(text)).length }));
  const most = Math.max(...said.map(({ count }) => count));
  return most === 0 ? null : said.filter(({ count }) => count === most).map(({ column }) => column);
}

/** Longest first: 副会长单位 does not name 会长单位. */
function namedIn(text: string, columns: readonly Column[]): Column[] {
  let rest = text;
  const named: Column[] = [];
  for (const column of [...columns].sort((a, b) => b.name.length - a.name.length)) {
    if (column.name.length < 2 || !rest.includes(column.name)) continue;
    named.push(column);
    rest = rest.replaceAll(column.name, ' ');
  }
  return named;
}

function ownWords({ head }: Column, columns: readonly Column[]): string[] {
  const others = columns.filter((other) => other.head !== head).map((other) => other.head);
  return [...pairsOf(head)].filter((pair) => !others.some((other) => other.includes(pair)));
}

function isIn(text: string): (word: string) => boolean {
  return (word) => text.includes(word);
}
