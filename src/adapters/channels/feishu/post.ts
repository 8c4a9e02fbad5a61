import type { Nodes, Parents } from 'mdast';

/** A piece of a rich text of the platform. */
export type Piece =
  | { tag: 'text'; text: string; style?: readonly Style[] }
  | { tag: 'a'; text: string; href: string }
  | { tag: 'at'; user_id: string };
type Style = 'bold' | 'italic' | 'lineThrough';

/** The paragraphs of a rich text. */
export type Post = readonly (readonly Piece[])[];

export function writePost(lines: Post): string {
  return JSON.stringify({ zh_cn: { title: '', content: lines } });
}

/** Letter by letter, nothing of it a mark. */
export function plainPost(text: string): Post {
  return text.split('\n').map((line) => [{ tag: 'text', text: line }]);
}

/** Markdown in the pieces the platform knows: what has none keeps its words. */
export async function markdownPost(markdown: string): Promise<Post> {
  const { fromMarkdown } = await import('mdast-util-from-markdown');
  return blocks(fromMarkdown(markdown));
}

function blocks(parent: Parents): Piece[][] {
  return parent.children.flatMap((child) => block(child));
}

function block(node: Nodes): Piece[][] {
  switch (node.type) {
    case 'paragraph':
      return [inline(node, [])];
    case 'heading':
      return [inline(node, ['bold'])];
    case 'code':
    case 'html':
      return plainPost(node.value).map((line) => [...line]);
    case 'thematicBreak':
      return [[{ tag: 'text', text: '————' }]];
    case 'list':
      return node.children.flatMap((item, place) =>
        listed(item, node.ordered ? `${(node.start ?? 1) + place}. ` : '• '),
      );
    default:
      return 'children' in node ? blocks(node) : [];
  }
}

function listed(item: Parents, mark: string): Piece[][] {
  return blocks(item).map((line, place) => [{ tag: 'text', text: place === 0 ? mark : '  ' }, ...line]);
}

function inline(parent: Parents, style: readonly Style[]): Piece[] {
  return parent.children.flatMap((child) => piece(child, style));
}

function piece(node: Nodes, style: readonly Style[]): Piece[] {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'html':
      return [{ tag: 'text', text: node.value, ...(style.length > 0 && { style }) }];
    case 'break':
      return [{ tag: 'text', text: '\n' }];
    case 'strong':
      return inline(node, [...style, 'bold']);
    case 'emphasis':
      return inline(node, [...style, 'italic']);
    case 'delete':
      return inline(node, [...style, 'lineThrough']);
    case 'link':
      return link(node.url, inline(node, style));
    case 'image':
      return link(node.url, [{ tag: 'text', text: node.alt || '图片' }]);
    default:
      return 'children' in node ? inline(node, style) : [];
  }
}

/** Other schemes are not links in a chat. */
function link(href: string, pieces: Piece[]): Piece[] {
  if (!/^https?:/iu.test(href)) return pieces;
  const text = pieces.map((piece) => ('text' in piece ? piece.text : '')).join('');
  return [{ tag: 'a', text: text || href, href }];
}
