import { childrenOf, findElement, readXml, valueOf, type XmlElement } from '../xml.ts';

/** What a paragraph style says, with what it inherits. */
export type ParagraphStyle = {
  /** Outline level from 0, which makes a heading; null for body text. */
  outline: number | null;
  numId: string | null;
  level: string | null;
};

const unsaid: ParagraphStyle = { outline: null, numId: null, level: null };
/** Word itself allows no longer chain; a ring ends here as well. */
const longestChain = 11;

export async function readStyles(xml: string): Promise<(styleId: string) => ParagraphStyle> {
  const styles = new Map((await readXmlOrNothing(xml)).map((style) => [style.attributes['styleId'] ?? '', style]));

  function resolve(id: string, depth: number): ParagraphStyle {
    const style = styles.get(id);
    if (!style || depth > longestChain) return unsaid;
    const own = statedBy(findElement(style, 'pPr'));
    const basedOn = valueOf(style, 'basedOn');
    const base = basedOn === null ? unsaid : resolve(basedOn, depth + 1);
    return { outline: own.outline ?? base.outline, numId: own.numId ?? base.numId, level: own.level ?? base.level };
  }

  return (id) => resolve(id, 0);
}

async function readXmlOrNothing(xml: string): Promise<XmlElement[]> {
  return xml === '' ? [] : childrenOf(await readXml(xml), 'style');
}

/** What paragraph properties say themselves. */
export function statedBy(properties: XmlElement | null): ParagraphStyle {
  if (!properties) return unsaid;
  const outline = valueOf(properties, 'outlineLvl');
  const numbering = findElement(properties, 'numPr');
  return {
    outline: outline === null ? null : Number(outline),
    numId: numbering && valueOf(numbering, 'numId'),
    level: numbering && valueOf(numbering, 'ilvl'),
  };
}
