import {
  attribute,
  brokenLinesOf,
  findAll,
  type HtmlElement,
  type HtmlNode,
  isElement,
  isInline,
  isSeen,
  linesOf,
} from './html-nodes.ts';
import { joinLineBreaks, type Part, tidy } from './parts.ts';
import { type Cell, expandTable, type Table } from './tables.ts';

/** What is on the page, in order; paragraphs are cut where the page begins a new line. */
export function htmlParts(nodes: readonly HtmlNode[]): Part[] {
  const parts: Part[] = [];
  let line = '';
  const flush = (): void => {
    const texts = joinLineBreaks(line).split('\n').map(tidy);
    parts.push(...texts.filter((text) => text !== '').map((text): Part => ({ kind: 'text', text, page: null })));
    line = '';
  };
  const walk = (node: HtmlNode): void => {
    if (!isElement(node) || isLine(node)) {
      line += brokenLinesOf([node]);
      return;
    }
    if (!isSeen(node)) return;
    flush();
    const part = wholePart(node);
    if (part) parts.push(part);
    else if (!isHeading(node)) for (const child of node.childNodes) walk(child);
    flush();
  };
  for (const node of nodes) walk(node);
  flush();
  return parts;
}

/** Tables and headings stand as a whole; a table around other tables only lays out the page. */
function wholePart(element: HtmlElement): Part | null {
  if (isHeading(element)) {
    const text = tidy(linesOf(element.childNodes));
    return text === '' ? null : { kind: 'heading', level: Number(element.tagName.slice(1)), text, page: null };
  }
  if (element.tagName !== 'table' || attribute(element, 'role') === 'presentation') return null;
  if (findAll(element.childNodes, ({ tagName }) => tagName === 'table').length > 0) return null;
  const table = htmlTable(element);
  return table && { kind: 'table', table, page: null };
}

/** Old pages put whole tables into a font. */
function isLine(element: HtmlElement): boolean {
  if (element.tagName === 'br') return true;
  return (
    isInline(element) &&
    findAll(element.childNodes, (inner) => inner.tagName === 'table' || isHeading(inner)).length === 0
  );
}

function isHeading(element: HtmlElement): boolean {
  return /^h[1-6]$/.test(element.tagName);
}

export function htmlTable(element: HtmlElement): Table | null {
  const rows = findAll(element.childNodes, ({ tagName }) => tagName === 'tr').filter(isSeen);
  const [caption] = findAll(element.childNodes, ({ tagName }) => tagName === 'caption');
  const title = caption ? tidy(linesOf(caption.childNodes)) : '';
  return expandTable(rows.map(cellsOf), title === '' ? null : title);
}

function cellsOf(row: HtmlElement): Cell[] {
  const inHead = row.parentNode !== null && 'tagName' in row.parentNode && row.parentNode.tagName === 'thead';
  return findAll(row.childNodes, ({ tagName }) => tagName === 'td' || tagName === 'th').map((cell) => ({
    text: linesOf(cell.childNodes).trim(),
    columns: span(cell, 'colspan'),
    rows: span(cell, 'rowspan'),
    isHead: inHead || cell.tagName === 'th',
  }));
}

function span(cell: HtmlElement, name: 'colspan' | 'rowspan'): number {
  const value = Number.parseInt(attribute(cell, name) ?? '1', 10);
  return Number.isNaN(value) || value < 0 ? 1 : value;
}
