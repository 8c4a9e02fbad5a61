import type { Nodes } from 'mdast';
import type { Block, ReadDocument } from '../../domain/document.ts';
import { toBlocks } from './blocks.ts';
import { isCaption, mostCaptions } from './captions.ts';
import { readFrontMatter } from './front-matter.ts';
import { htmlParts } from './html-parts.ts';

/** Headings become the section path; every other top-level block is kept as it stands in the source, list items apart. */
export async function readMarkdown(text: string, name: string): Promise<ReadDocument> {
  const { title, facts, body } = await readFrontMatter(text, name);
  const path: { depth: number; heading: string }[] = [];
  const blocks: Block[] = [];
  let firstHeading: string | null = null;

  for (const node of await parse(body)) {
    if (node.type !== 'heading') {
      const section = path.map(({ heading }) => heading);
      for (const slice of await slices(node, body)) addSlice(blocks, { section, page: null, ...slice });
      continue;
    }
    const heading = plainText(node).trim();
    if (node.depth === 1 && firstHeading === null) {
      firstHeading = heading;
      continue;
    }
    while ((path.at(-1)?.depth ?? 0) >= node.depth) path.pop();
    path.push({ depth: node.depth, heading });
  }
  return { title: title ?? firstHeading, facts, blocks };
}

// The parser is loaded here because a start with unchanged documents never needs it.
async function parse(body: string): Promise<Nodes[]> {
  const { fromMarkdown } = await import('mdast-util-from-markdown');
  const { gfmTable } = await import('micromark-extension-gfm-table');
  const { gfmTableFromMarkdown } = await import('mdast-util-gfm-table');
  return fromMarkdown(body, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }).children;
}

type Slice = { text: string; tableHead: string | null };

/** The lines right above a table that name it or say its unit go into its head. */
function addSlice(blocks: Block[], block: Block): void {
  const captions: string[] = [];
  for (let last = blocks.at(-1); block.tableHead !== null && last; last = blocks.at(-1)) {
    if (last.section !== block.section && last.section.join('\n') !== block.section.join('\n')) break;
    if (last.tableHead !== null || captions.length === mostCaptions || !isCaption(last.text)) break;
    captions.unshift(last.text);
    blocks.pop();
  }
  blocks.push(captions.length === 0 ? block : { ...block, tableHead: [...captions, block.tableHead].join('\n') });
}

async function slices(node: Nodes, body: string): Promise<Slice[]> {
  if (node.type === 'html' && node.value.startsWith('<!--')) return [];
  if (node.type === 'html' && /^<table[\s>]/i.test(node.value)) return readTable(node.value);
  if (node.type === 'list' || node.type === 'blockquote' || node.type === 'listItem') {
    const found = await Promise.all(node.children.map((child) => slices(child, body)));
    return found.flat();
  }
  const { start, end } = node.position ?? {};
  const slice = body.slice(start?.offset ?? 0, end?.offset ?? 0).trim();
  if (slice === '' || node.type === 'thematicBreak') return [];
  return [node.type === 'table' ? apartFromHead(slice) : { text: slice, tableHead: null }];
}

/** Converters write a table with merged cells as HTML, which Markdown has no other way for. */
async function readTable(html: string): Promise<Slice[]> {
  const { parseFragment } = await import('parse5');
  return toBlocks(htmlParts(parseFragment(html).childNodes)).map(({ text, tableHead }) => ({ text, tableHead }));
}

/** The first line of a table names the columns, the second rules them off. */
function apartFromHead(table: string): Slice {
  const [head = '', rule = '', ...rows] = table.split('\n').map((line) => line.trim());
  return rows.length === 0
    ? { text: table, tableHead: null }
    : { text: rows.join('\n'), tableHead: `${head}\n${rule}` };
}

function plainText(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(plainText).join('') : '';
}
