import type { Nodes, Parents } from 'mdast';

/** A formatted text for the platform; `units` is the length of what is seen of it. */
export type Html = { html: string; units: number };

/** Markdown in the few tags the platform knows: what has none keeps its words. */
export async function toHtml(markdown: string): Promise<Html> {
  const { fromMarkdown } = await import('mdast-util-from-markdown');
  const html = blocks(fromMarkdown(markdown)).trim();
  return { html, units: html.replace(/<[^>]*>/gu, '').replace(/&(?:amp|lt|gt|quot);/gu, '&').length };
}

function blocks(parent: Parents): string {
  return parent.children.map((child) => write(child)).join('\n\n');
}

function inline(parent: Parents): string {
  return parent.children.map((child) => write(child)).join('');
}

function write(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'html':
      return escape(node.value);
    case 'paragraph':
    case 'linkReference':
    case 'footnoteDefinition':
      return inline(node);
    case 'heading':
    case 'strong':
      return tagged('b', inline(node));
    case 'emphasis':
      return tagged('i', inline(node));
    case 'delete':
      return tagged('s', inline(node));
    case 'inlineCode':
      return tagged('code', escape(node.value));
    case 'code':
      return tagged('pre', escape(node.value));
    case 'link':
      return link(node.url, inline(node));
    case 'image':
      return link(node.url, escape(node.alt || '图片'));
    case 'blockquote':
      return tagged('blockquote', blocks(node).replace(/<\/?blockquote>/gu, ''));
    case 'list':
      return node.children
        .map((item, place) => listed(item, node.ordered ? `${(node.start ?? 1) + place}. ` : '• '))
        .join('\n');
    case 'thematicBreak':
      return '————';
    case 'break':
      return '\n';
    default:
      return 'children' in node ? inline(node) : '';
  }
}

function listed(item: Parents, mark: string): string {
  const lines = item.children.map((child) => write(child)).join('\n');
  return `${mark}${lines.replace(/\n/gu, '\n  ')}`;
}

function tagged(tag: string, html: string): string {
  return html === '' ? '' : `<${tag}>${html}</${tag}>`;
}

/** Other schemes are not links in a chat. */
function link(url: string, html: string): string {
  if (!/^(?:https?|mailto|tg):/iu.test(url)) return html;
  return html === '' ? escape(url) : `<a href="${escape(url)}">${html}</a>`;
}

function escape(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;');
}
