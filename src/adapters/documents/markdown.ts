import type { Nodes } from 'mdast';
import type { Block, ReadDocument } from '../../domain/document.ts';
import { readFrontMatter } from './front-matter.ts';

/** Headings become the section path; every other top-level block is kept as it stands in the source, list items apart. */
export async function readMarkdown(text: string, name: string): Promise<ReadDocument> {
  const { title, facts, body } = await readFrontMatter(text, name);
  const path: { depth: number; heading: string }[] = [];
  const blocks: Block[] = [];
  let firstHeading: string | null = null;

  for (const node of await parse(body)) {
    if (node.type !== 'heading') {
      blocks.push(...slices(node, body).map((slice) => ({ section: path.map(({ heading }) => heading), text: slice })));
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

function slices(node: Nodes, body: string): string[] {
  if (node.type === 'html' && node.value.startsWith('<!--')) return [];
  if (node.type === 'list' || node.type === 'blockquote') return node.children.flatMap((child) => slices(child, body));
  if (node.type === 'listItem') return node.children.flatMap((child) => slices(child, body));
  const { start, end } = node.position ?? {};
  const slice = body.slice(start?.offset ?? 0, end?.offset ?? 0).trim();
  return slice === '' || node.type === 'thematicBreak' ? [] : [slice];
}

function plainText(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(plainText).join('') : '';
}
