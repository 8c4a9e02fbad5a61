import { isClause, rankOf } from '../clauses.ts';
import type { Part } from '../parts.ts';
import { type Cell, tableOf } from '../tables.ts';
import type { Box } from './geometry.ts';
import type { PageContent, PdfTable } from './page-content.ts';
import { joinLines, type PageLine, type Paragraph } from './paragraphs.ts';
import { withoutRunningLines } from './running-lines.ts';

/** So much larger than the text a line is a heading. */
const headingScale = 1.14;
const longestHeading = 60;

type Flow = { kind: 'text'; paragraph: Paragraph } | { kind: 'table'; table: PdfTable };

/** Pages in reading order: headings by their size, paragraphs whole again, tables that go on over a page with their head. */
export function pdfParts(pages: readonly PageContent[]): Part[] {
  const flow = flowOf(pages);
  const paragraphs = flow.flatMap((item) => (item.kind === 'text' ? [item.paragraph] : []));
  const levels = headingLevels(paragraphs);
  const parts: Part[] = [];
  let above: PdfTable | null = null;
  for (const item of flow) {
    if (item.kind === 'text') {
      parts.push(textPart(item.paragraph, levels));
      above = null;
      continue;
    }
    const continued: PdfTable = above === null ? item.table : continueTable(item.table, above);
    // The end of the page left nothing but the head on the page before.
    if (above !== null && continued !== item.table && headOf(above.grid).length === above.grid.length) parts.pop();
    const table = tableOf(continued.grid, null);
    if (table) parts.push({ kind: 'table', table, page: item.table.page });
    above = continued;
  }
  return parts;
}

function flowOf(pages: readonly PageContent[]): Flow[] {
  const flow: Flow[] = [];
  let lines: PageLine[] = [];
  const flush = (): void => {
    flow.push(...joinLines(lines).map((paragraph): Flow => ({ kind: 'text', paragraph })));
    lines = [];
  };
  const cleaned = withoutRunningLines(pages);
  const areaOf = textAreas(cleaned);
  for (const page of cleaned) {
    const { number, lines: kept, tables } = page;
    const area = areaOf(page);
    let next = 0;
    for (const table of tables) {
      const from = next;
      while ((kept[next]?.top ?? Number.POSITIVE_INFINITY) < table.top) next += 1;
      lines.push(...kept.slice(from, next).map((line) => ({ ...line, page: number, area })));
      flush();
      flow.push({ kind: 'table', table });
    }
    lines.push(...kept.slice(next).map((line) => ({ ...line, page: number, area })));
  }
  flush();
  return flow;
}

/** The edges of the text on pages of one width; what stands alone beyond them is a note at the margin. */
function textAreas(pages: readonly PageContent[]): (page: PageContent) => Box {
  const areas = new Map<number, Box>();
  for (const { width } of pages) {
    const lines = pages.filter((page) => page.width === width).flatMap((page) => page.lines);
    const lefts = lines.map(({ left }) => left).toSorted((a, b) => a - b);
    const rights = lines.map(({ right }) => right).toSorted((a, b) => b - a);
    const few = Math.floor(lines.length / 20);
    areas.set(width, { left: lefts[few] ?? 0, right: rights[few] ?? width, top: 0, bottom: 0 });
  }
  return (page) => areas.get(page.width) ?? { left: 0, right: 0, top: 0, bottom: 0 };
}

/** Sizes larger than that of most of the text, the largest first. */
function headingLevels(paragraphs: readonly Paragraph[]): Map<number, number> {
  const letters = new Map<number, number>();
  for (const { size, text } of paragraphs) letters.set(half(size), (letters.get(half(size)) ?? 0) + text.length);
  const [body = 0] = [...letters].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  const larger = [...new Set(paragraphs.filter(({ text }) => canHead(text)).map(({ size }) => half(size)))]
    .filter((size) => size >= body * headingScale)
    .toSorted((a, b) => b - a);
  return new Map(larger.map((size, index) => [size, index + 1]));
}

function half(size: number): number {
  return Math.round(size * 2) / 2;
}

function textPart({ text, size, page }: Paragraph, levels: ReadonlyMap<number, number>): Part {
  const level = levels.get(half(size));
  return level !== undefined && canHead(text) ? { kind: 'heading', level, text, page } : { kind: 'text', text, page };
}

/** 文件 in the red head of an official paper names who issued it; numbered headings rank by their number. */
function canHead(text: string): boolean {
  if (text.length > longestHeading || /[。；]$|文件$/.test(text)) return false;
  return rankOf(text) === null && !isClause(text);
}

/** A table right at the top of the next page goes on with the columns of the one above; its head stands only once. */
function continueTable(table: PdfTable, above: PdfTable): PdfTable {
  const width = (grid: PdfTable['grid']): number => Math.max(...grid.map((row) => row.length));
  if (table.page !== above.page + 1 || width(table.grid) !== width(above.grid)) return table;
  const heads = headOf(above.grid);
  const repeats = heads.every((row, index) => sameTexts(row, table.grid[index]));
  const rows = repeats ? table.grid.slice(heads.length) : fillFromAbove(table.grid, above.grid.at(-1) ?? []);
  return { ...table, grid: [...heads, ...rows] };
}

/** The rows that name the columns: the first, and those its merged cells reach into. */
function headOf(grid: PdfTable['grid']): PdfTable['grid'] {
  const first = grid[0] ?? [];
  const reach = grid.findLastIndex((row) => row.some((cell) => cell !== undefined && first.includes(cell)));
  return grid.slice(0, Math.min(reach + 1, 3));
}

function sameTexts(row: readonly (Cell | undefined)[], other: readonly (Cell | undefined)[] = []): boolean {
  return row.length === other.length && row.every((cell, index) => cell?.text === other[index]?.text);
}

/** A merged cell that the end of a page divides has its text on one side only. */
function fillFromAbove(grid: PdfTable['grid'], above: readonly (Cell | undefined)[]): PdfTable['grid'] {
  const [first = []] = grid;
  // A row without any text is the rest of one that the page before holds whole.
  if (first.every((cell) => !cell?.text)) return grid;
  const replaced = new Map(
    first.map((cell, column) => [cell, above[column]] as const).filter(([cell]) => cell?.text === ''),
  );
  return grid.map((row) => row.map((cell) => replaced.get(cell) ?? cell));
}
