export type XmlElement = {
  /** Without the prefix, as are the names of the attributes. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** All text below, in order. */
  text: string;
};

export type XmlHandlers = {
  open(name: string, attributes: () => Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
};

/** Reads XML without holding it as a tree; throws on what is not well-formed. */
export async function walkXml(xml: string, handlers: XmlHandlers): Promise<void> {
  const { Parser } = await import('saxen');
  const parser = new Parser();
  parser.on('openTag', (name, attributes) => handlers.open(localName(name), () => localAttributes(attributes())));
  parser.on('closeTag', (name) => handlers.close(localName(name)));
  parser.on('text', (text) => handlers.text(decodeEntities(text)));
  parser.on('cdata', (text) => handlers.text(text));
  parser.on('error', (error) => {
    throw error;
  });
  parser.parse(xml);
}

/** A small XML file whole; an empty one is an element without a name. */
export async function readXml(xml: string): Promise<XmlElement> {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const path = [root];
  await walkXml(xml, {
    open(name, attributes) {
      const element = { name, attributes: attributes(), children: [], text: '' };
      path.at(-1)?.children.push(element);
      path.push(element);
    },
    close() {
      const { text } = path.pop() ?? root;
      const parent = path.at(-1);
      if (parent) parent.text += text;
    },
    text(text) {
      const element = path.at(-1);
      if (element) element.text += text;
    },
  });
  return root.children[0] ?? root;
}

/** The first element of a name below, at any depth. */
export function findElement(element: XmlElement, name: string): XmlElement | null {
  for (const child of element.children) {
    const found = child.name === name ? child : findElement(child, name);
    if (found) return found;
  }
  return null;
}

/** Children of a name. */
export function childrenOf(element: XmlElement | null, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Attribute `val` of the first element of a name below. */
export function valueOf(element: XmlElement, name: string): string | null {
  return findElement(element, name)?.attributes['val'] ?? null;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function localAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [localName(name), decodeEntities(value)]),
  );
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Characters beyond the basic plane too, which saxen's own decoding tears apart. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities.get(name) ?? whole;
    const code = Number(name.slice(1).replace(/^x/i, '0x'));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
