import { noFacts, type ReadDocument } from '../../domain/document.ts';
import { toBlocks } from './blocks.ts';
import { decodeText } from '../../base/decode-text.ts';
import { findAll, type HtmlNode, linesOf } from './html-nodes.ts';
import { htmlParts } from './html-parts.ts';
import { tidy } from './parts.ts';
import { isSensibleTitle, takeTitle } from './titles.ts';

const declaration = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i;
/** A browser looks no further for the declaration. */
const declarationWithin = 1024 * 4;

/** A saved web page. */
export async function readHtml(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const { parse } = await import('parse5');
  const { childNodes } = parse(decodeHtml(bytes, name));
  const [titleElement] = findAll(childNodes, ({ tagName }) => tagName === 'title');
  const { title, parts } = takeTitle(htmlParts(mainPart(childNodes)));
  const named = titleElement ? tidy(linesOf(titleElement.childNodes)) : '';
  return { title: title ?? (isSensibleTitle(named) ? named : null), facts: noFacts, blocks: toBlocks(parts) };
}

function decodeHtml(bytes: Uint8Array, name: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, declarationWithin));
  const declared = declaration.exec(start)?.[1] ?? '';
  // A page that lies about its encoding is read as what it is.
  return decodeText(bytes, name, declared);
}

/** The article alone where the page marks it. */
function mainPart(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
  for (const mark of ['article', 'main', 'body']) {
    const found = findAll(nodes, ({ tagName }) => tagName === mark);
    if (found.length === 1) return found;
  }
  return nodes;
}
