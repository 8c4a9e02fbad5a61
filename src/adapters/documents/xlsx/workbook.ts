import { textOf } from '../archive.ts';
import { childrenOf, findElement, readXml, walkXml, type XmlElement } from '../xml.ts';
import { builtInFormat } from './number-format.ts';

/** What the sheets of a workbook share. */
export type Workbook = {
  /** Those that are shown, in their order; `entry` is the file within the archive. */
  sheets: { name: string; entry: string }[];
  strings: readonly string[];
  /** Number format by the style index of a cell. */
  formats: readonly string[];
  from1904: boolean;
};

type Entries = ReadonlyMap<string, Uint8Array>;

export async function readWorkbook(entries: Entries): Promise<Workbook> {
  const root = await readXml(textOf(entries, 'xl/workbook.xml'));
  const relations = await readXml(textOf(entries, 'xl/_rels/workbook.xml.rels'));
  const targets = new Map(
    relations.children.map(({ attributes }) => [attributes['Id'] ?? '', attributes['Target'] ?? '']),
  );
  const date1904 = findElement(root, 'workbookPr')?.attributes['date1904'];
  return {
    sheets: childrenOf(findElement(root, 'sheets'), 'sheet')
      .filter(({ attributes }) => (attributes['state'] ?? 'visible') === 'visible')
      .map(({ attributes }) => ({
        name: attributes['name'] ?? '',
        entry: entryOf(targets.get(attributes['id'] ?? '') ?? ''),
      })),
    strings: await readStrings(textOf(entries, 'xl/sharedStrings.xml')),
    formats: await readFormats(textOf(entries, 'xl/styles.xml')),
    from1904: date1904 === '1' || date1904 === 'true',
  };
}

function entryOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function readStrings(xml: string): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  if (xml === '') return strings;
  await walkXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      // How a name is read aloud stands beside it, in Japanese files and some Chinese ones.
      if (name === 'rPh') inReading = true;
      inText = name === 't' && !inReading;
    },
    close(name) {
      if (name === 'si') strings.push(text);
      if (name === 'rPh') inReading = false;
      inText = false;
    },
    text(piece) {
      if (inText) text += piece;
    },
  });
  return strings;
}

async function readFormats(xml: string): Promise<string[]> {
  if (xml === '') return [];
  const root = await readXml(xml);
  const own = new Map(
    childrenOf(findElement(root, 'numFmts'), 'numFmt').map(({ attributes }) => [
      Number(attributes['numFmtId']),
      attributes['formatCode'] ?? 'General',
    ]),
  );
  const formatOf = ({ attributes }: XmlElement): string => {
    const id = Number(attributes['numFmtId'] ?? 0);
    return own.get(id) ?? builtInFormat(id);
  };
  return childrenOf(findElement(root, 'cellXfs'), 'xf').map(formatOf);
}
