import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** What becomes of one UTF-16 unit in matching: another unit, or one of these. Real results are always larger. */
export const dropped = 1;
/** Normalises only together with its neighbours or into several units (surrogates, combining marks, ㎡). */
export const compound = 2;

const space = 0x20;
const lineBreak = 0x0a;

/** Characters that stand for themselves in a line of text without spaces: Han, kana, Hangul. */
export function isHan(unit: number): boolean {
  return (
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x3400 && unit <= 0x4dbf) ||
    (unit >= 0x3041 && unit <= 0x30ff && unit !== 0x30fb) ||
    unit === 0x3005 ||
    unit === 0x3007 ||
    (unit >= 0xac00 && unit <= 0xd7a3) ||
    (unit >= 0xf900 && unit <= 0xfaff)
  );
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Letters and digits that make runs: Latin, Greek, Cyrillic and others, not those of `isHan`. */
export function isRunUnit(unit: number): boolean {
  if (unit < 0x80) return isDigit(unit) || (unit >= 0x61 && unit <= 0x7a);
  return unit < 0x3000 && runUnit.test(String.fromCharCode(unit));
}

const runUnit = /[\p{L}\p{N}]/u;

export type FoldUnit = (unit: number) => number;

/**
 * NFKC, lower case and traditional to simplified, character by character, so that every result can be traced back.
 * Characters are looked up once and remembered (128 KB); the dictionary is decoded at the first use.
 */
export function createFoldUnit(): FoldUnit {
  const known = new Uint16Array(0x10000);
  let simplified: Uint16Array | null = null;

  return (unit) => {
    const found = known[unit] ?? 0;
    if (found !== 0) return found;
    simplified ??= decode(traditionalToSimplified);
    const folded = foldOne(unit, simplified);
    known[unit] = folded;
    return folded;
  };
}

function foldOne(unit: number, simplified: Uint16Array): number {
  if (unit === 0x0a || unit === 0x0d || unit === 0x0b || unit === 0x0c || unit === 0x2028 || unit === 0x2029)
    return lineBreak;
  const character = String.fromCharCode(unit);
  if (/\s/.test(character)) return space;
  if (/[\p{Cc}\p{Cf}\p{DI}]/u.test(character)) return dropped;
  if (/[\p{Cs}\p{M}]/u.test(character)) return compound;
  const normal = character.normalize('NFKC').toLowerCase();
  return normal.length === 1 ? simplifyUnit(normal.charCodeAt(0), simplified) : compound;
}

function simplifyUnit(unit: number, simplified: Uint16Array): number {
  return simplified[unit] || unit;
}

/** Only pairs of single units; the rare rest stays as it is, on both sides of a comparison. */
function decode(pairs: string): Uint16Array {
  const table = new Uint16Array(0x10000);
  for (const pair of pairs.split('|')) {
    if (pair.length === 3) table[pair.charCodeAt(0)] = pair.charCodeAt(2);
  }
  return table;
}
