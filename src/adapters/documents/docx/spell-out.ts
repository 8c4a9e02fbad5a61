import { readXml } from '../xml.ts';
import type { Numbering } from './numbering.ts';
import { statedBy, type ParagraphStyle } from './styles.ts';

const properties = /<w:pPr(?:\s[^>]*)?>([\s\S]*?)<\/w:pPr>/g;
/** What a paragraph was before a tracked change; it holds paragraph properties of its own. */
const former = /<w:pPrChange[\s>][\s\S]*?<\/w:pPrChange>/g;
const listProperties = /<w:numPr(?:\s[^>]*)?>[\s\S]*?<\/w:numPr>|<w:numPr\s*\/>/g;
const styleProperty = /<w:pStyle\s[^>]*\/>/;
/** A list that is not there keeps the style's own from coming back. */
const noList = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>';
const lowestHeading = 5;

type Context = { styleOf: (id: string) => ParagraphStyle; numbering: Numbering };

/**
 * Writes into the text of word/document.xml what Word only computes: the numbers of numbered paragraphs (第三条), and the
 * heading level that a style of any name has by its outline. The HTML made of it would lose both.
 */
export async function spellOut(xml: string, context: Context): Promise<string> {
  const clean = xml.replace(former, '');
  let result = '';
  let from = 0;
  for (const match of clean.matchAll(properties)) {
    result += clean.slice(from, match.index) + (await rewrite(match[1] ?? '', context));
    from = match.index + match[0].length;
  }
  return result + clean.slice(from);
}

async function rewrite(inner: string, { styleOf, numbering }: Context): Promise<string> {
  if (!/<w:(?:pStyle|numPr|outlineLvl)[\s>/]/.test(inner)) return `<w:pPr>${inner}</w:pPr>`;
  const own = statedBy(await readXml(`<w:pPr>${inner}</w:pPr>`));
  const styleId = /<w:pStyle\s[^>]*w:val="([^"]*)"/.exec(inner)?.[1] ?? '';
  const style = styleOf(styleId);
  const numId = own.numId ?? style.numId;
  const level = own.level ?? (numId === null ? null : numbering.levelOfStyle(numId, styleId)) ?? style.level ?? 0;
  const label = numId === null ? null : numbering.next(numId, Number(level));
  const outline = own.outline ?? style.outline;
  const heading = outline !== null && outline <= lowestHeading ? `<w:pStyle w:val="Heading${outline + 1}"/>` : null;
  const styled = heading === null ? inner : heading + inner.replace(styleProperty, '');
  if (label === null) return `<w:pPr>${styled}</w:pPr>`;
  return `<w:pPr>${styled.replace(listProperties, '')}${noList}</w:pPr>${run(label)}`;
}

function run(label: string): string {
  const text = label.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<w:r><w:t xml:space="preserve">${text}${/[、．。）)：:]$/.test(label) ? '' : ' '}</w:t></w:r>`;
}
