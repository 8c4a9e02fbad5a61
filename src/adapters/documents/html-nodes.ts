import type { DefaultTreeAdapterTypes } from 'parse5';
import { joinLineBreaks, lineBreak } from './parts.ts';

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode;
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** What a person does not see on the page, or what is no part of its text. */
const unseen = new Set(
  'head script style noscript template svg math iframe object audio video canvas select textarea button nav footer'.split(
    ' ',
  ),
);
/** Elements that stand in a line; any other begins a new one. */
const inline = new Set(
  'a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node;
}

export function isSeen(element: HtmlElement): boolean {
  const style = attribute(element, 'style') ?? '';
  const isHidden = attribute(element, 'hidden') !== null || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
  return !unseen.has(element.tagName) && !isHidden;
}

export function isInline(element: HtmlElement): boolean {
  return inline.has(element.tagName);
}

export function attribute(element: HtmlElement, name: string): string | null {
  return element.attrs.find((attr) => attr.name === name)?.value ?? null;
}

/** All elements below that are wanted, in order; nothing below a found one. */
export function findAll(nodes: readonly HtmlNode[], isWanted: (element: HtmlElement) => boolean): HtmlElement[] {
  return nodes
    .filter(isElement)
    .flatMap((element) => (isWanted(element) ? [element] : findAll(element.childNodes, isWanted)));
}

/** Text as it shows, one line a block, in the order of the page. */
export function linesOf(nodes: readonly HtmlNode[]): string {
  return joinLineBreaks(brokenLinesOf(nodes));
}

/** The same with the lines of the source still marked, for texts that are put together of several. */
export function brokenLinesOf(nodes: readonly HtmlNode[]): string {
  return nodes.map(lineOf).join('');
}

function lineOf(node: HtmlNode): string {
  if ('value' in node) return isPreformatted(node) ? node.value : unbroken(node.value);
  if (!isElement(node) || !isSeen(node)) return '';
  if (node.tagName === 'br') return '\n';
  const text = brokenLinesOf(node.childNodes);
  return isInline(node) ? text : `\n${text}\n`;
}

function isPreformatted(node: HtmlNode): boolean {
  return node.parentNode !== null && 'tagName' in node.parentNode && node.parentNode.tagName === 'pre';
}

/** Lines of the source are not lines of the page. */
function unbroken(text: string): string {
  return text.replace(/[^\S\u3000]+/g, (space) => (space.includes('\n') ? lineBreak : ' '));
}
