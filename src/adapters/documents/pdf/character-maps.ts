/**
 * Chinese fonts that are not embedded name their encoding (UniGB-UCS2-H, GBK-EUC-H) and leave the tables to the reader,
 * which come in some megabytes. Text needs no real glyph numbers, so these tables are written on the spot: a character
 * gets a number that no glyph has, and that maps back to the character.
 */
type Range = { from: number; to: number; glyph: number };

/** Above the glyphs of the Chinese collections; 65535 is the last that a PDF may have. */
const firstFreeGlyph = 30_700;

/** Letters keep their real glyphs, whose widths the file states. */
const latin: Range = { from: 0x20, to: 0x7e, glyph: 1 };
const blocks = [
  [0xa0, 0x4ff],
  [0x2000, 0x2fff],
  [0x3000, 0x33ff],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xffef],
] as const;

/** The text of a character map by its name; one that is not known maps nothing. */
export function characterMap(name: string): string {
  if (/^Adobe-(?:GB1|CNS1)-UCS2$/.test(name)) return glyphsToCharacters();
  if (/^Uni(?:GB|CNS)-(?:UCS2|UTF16)-/.test(name)) return charactersToGlyphs();
  if (name.startsWith('GB')) return doubleByteMap('gb18030');
  return name.includes('B5') ? doubleByteMap('big5') : write(doubleBytes, []);
}

const doubleBytes = '1 begincodespacerange <0000> <ffff> endcodespacerange';
const mixedBytes = '2 begincodespacerange <00> <80> <8140> <fefe> endcodespacerange';

function ranges(): Range[] {
  let glyph = firstFreeGlyph;
  const numbered = blocks.map(([from, to]): Range => {
    const range = { from, to, glyph };
    glyph += to - from + 1;
    return range;
  });
  return [latin, ...numbered];
}

function glyphsToCharacters(): string {
  const entries = ranges().map(({ from, to, glyph }) => `<${hex(glyph)}> <${hex(glyph + to - from)}> <${hex(from)}>`);
  return write(doubleBytes, [`${entries.length} beginbfrange ${entries.join('\n')} endbfrange`]);
}

function charactersToGlyphs(): string {
  const entries = ranges().map(({ from, to, glyph }) => `<${hex(from)}> <${hex(to)}> ${glyph}`);
  return write(doubleBytes, [`${entries.length} begincidrange ${entries.join('\n')} endcidrange`]);
}

function doubleByteMap(encoding: string): string {
  const decoder = new TextDecoder(encoding);
  const known = ranges();
  const entries: string[] = [`1 begincidrange <20> <7e> ${latin.glyph} endcidrange`];
  for (let code = 0x8140; code <= 0xfefe; code += 1) {
    const character = decoder.decode(Uint8Array.of(code >> 8, code & 0xff));
    const value = character.charCodeAt(0);
    const range = character.length === 1 ? known.find(({ from, to }) => from <= value && value <= to) : undefined;
    if (range) entries.push(`1 begincidchar <${hex(code)}> ${range.glyph + value - range.from} endcidchar`);
  }
  return write(mixedBytes, entries);
}

function write(space: string, entries: readonly string[]): string {
  return ['begincmap', space, ...entries, 'endcmap'].join('\n');
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}
