import { childrenOf, findElement, readXml, valueOf, type XmlElement } from '../xml.ts';
import { writeNumber } from './number-forms.ts';

type Level = { start: number; format: string; text: string; style: string | null; isLegal: boolean };
type List = { id: string; levels: ReadonlyMap<number, Level>; starts: ReadonlyMap<number, number> };

/** Counts the numbered paragraphs of a document, in order. */
export type Numbering = {
  /** 第三条 or （二） for the next paragraph of a list at a level; null where a list has bullets or is not there. */
  next(numId: string, level: number): string | null;
  /** The level that a list has for a paragraph style. */
  levelOfStyle(numId: string, styleId: string): number | null;
};

/** Reads word/numbering.xml; '' is a document without lists. */
export async function readNumbering(xml: string): Promise<Numbering> {
  const lists = xml === '' ? new Map<string, List>() : readLists(await readXml(xml));
  const counts = new Map<string, (number | undefined)[]>();
  const started = new Set<string>();

  function count(numId: string, list: List, level: number): (number | undefined)[] {
    // Lists of one abstract list go on counting together, unless one says where it starts.
    const numbers = counts.get(list.id) ?? [];
    counts.set(list.id, numbers);
    const restart = list.starts.get(level);
    if (restart !== undefined && !started.has(`${numId}/${level}`)) numbers[level] = restart - 1;
    started.add(`${numId}/${level}`);
    numbers[level] = (numbers[level] ?? startOf(list, level) - 1) + 1;
    numbers.length = level + 1;
    return numbers;
  }

  return {
    next(numId, level) {
      const list = lists.get(numId);
      const { format = 'bullet', text = '', isLegal = false } = list?.levels.get(level) ?? {};
      if (!list || format === 'bullet') return null;
      const numbers = count(numId, list, level);
      return text.replace(/%([1-9])/g, (_, place: string) => {
        const at = Number(place) - 1;
        const form = isLegal ? 'decimal' : (list.levels.get(at)?.format ?? 'decimal');
        return writeNumber(numbers[at] ?? startOf(list, at), form);
      });
    },
    levelOfStyle(numId, styleId) {
      const levels = [...(lists.get(numId)?.levels ?? [])];
      return levels.find(([, { style }]) => style === styleId)?.[0] ?? null;
    },
  };
}

function startOf(list: List, level: number): number {
  return list.levels.get(level)?.start ?? 1;
}

function readLists(root: XmlElement): Map<string, List> {
  const abstracts = new Map(
    childrenOf(root, 'abstractNum').map((abstract) => [
      abstract.attributes['abstractNumId'] ?? '',
      new Map(childrenOf(abstract, 'lvl').map(readLevel)),
    ]),
  );
  return new Map(childrenOf(root, 'num').map((num) => [num.attributes['numId'] ?? '', readList(num, abstracts)]));
}

function readList(num: XmlElement, abstracts: ReadonlyMap<string, ReadonlyMap<number, Level>>): List {
  const id = valueOf(num, 'abstractNumId') ?? '';
  const overrides = childrenOf(num, 'lvlOverride');
  const levels = overrides.map((override) => findElement(override, 'lvl')).filter((level) => level !== null);
  const starts = overrides
    .map((override) => [Number(override.attributes['ilvl']), valueOf(override, 'startOverride')] as const)
    .filter(([, start]) => start !== null);
  return {
    id,
    levels: new Map([...(abstracts.get(id) ?? []), ...levels.map(readLevel)]),
    starts: new Map(starts.map(([level, start]) => [level, Number(start)])),
  };
}

function readLevel(level: XmlElement): [number, Level] {
  const legal = findElement(level, 'isLgl');
  return [
    Number(level.attributes['ilvl'] ?? 0),
    {
      start: Number(valueOf(level, 'start') ?? 1),
      format: valueOf(level, 'numFmt') ?? 'decimal',
      text: valueOf(level, 'lvlText') ?? '',
      style: valueOf(level, 'pStyle'),
      isLegal: legal !== null && !['0', 'false', 'off'].includes(legal.attributes['val'] ?? ''),
    },
  ];
}
