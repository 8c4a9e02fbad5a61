const dayLength = 86_400_000;
const weekdays = '日一二三四五六';

/** Pieces of a date format: year, month or minute, day, hour, second, half of the day; anything else stands as it is. */
const pieces = /\[h+\]|y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|am\/pm|a\/p|上午\/下午|"[^"]*"|\\.|[\s\S]/gi;

/** Writes a serial day number of Excel as the format shows it. */
export function writeDate(serial: number, format: string, from1904: boolean): string {
  const at = new Date(Math.round(epochOf(serial, from1904) / 1000) * 1000);
  const found = format.match(pieces) ?? [];
  const hasHalves = found.some((piece) => /^(?:am\/pm|a\/p|上午\/下午)$/i.test(piece));
  return found
    .map((piece, index) => {
      if (/^m{1,2}$/i.test(piece) && isMinute(found, index)) return pad(at.getUTCMinutes(), piece.length);
      return writePiece(piece, { at, serial, hasHalves });
    })
    .join('');
}

function epochOf(serial: number, from1904: boolean): number {
  if (from1904) return Date.UTC(1904, 0, 1) + serial * dayLength;
  // Excel counts a 29 February 1900 that never was.
  return Date.UTC(1899, 11, serial < 60 ? 31 : 30) + serial * dayLength;
}

/** `m` is a minute after an hour or before a second. */
function isMinute(found: readonly string[], index: number): boolean {
  const isUnit = (piece: string): boolean => /^(?:\[h+\]|[ymdhs]+)/i.test(piece);
  const before = found.slice(0, index).findLast(isUnit);
  const after = found.slice(index + 1).find(isUnit);
  return /^\[?h/i.test(before ?? '') || /^s/i.test(after ?? '');
}

function writePiece(piece: string, of: { at: Date; serial: number; hasHalves: boolean }): string {
  const { at, hasHalves } = of;
  const hour = at.getUTCHours();
  switch (piece[0]?.toLowerCase()) {
    case 'y':
      return String(at.getUTCFullYear()).slice(piece.length > 2 ? 0 : -2);
    case 'm':
      return piece.length > 2 ? `${at.getUTCMonth() + 1}月` : pad(at.getUTCMonth() + 1, piece.length);
    case 'd':
      return piece.length > 2 ? weekday(at, piece.length === 3) : pad(at.getUTCDate(), piece.length);
    case 'h':
      return pad(hasHalves ? hour % 12 || 12 : hour, piece.length);
    case 's':
      return pad(at.getUTCSeconds(), Math.min(piece.length, 2));
    case '[':
      return String(Math.floor(of.serial * 24));
    case '"':
      return piece.slice(1, -1);
    case '\\':
      return piece.slice(1);
    default:
      if (/^a{3,4}$/i.test(piece)) return weekday(at, piece.length === 3);
      return piece.includes('/') && piece.length > 1 ? (['上午', '下午'][Number(hour >= 12)] ?? '') : piece;
  }
}

function weekday(at: Date, isShort: boolean): string {
  return `${isShort ? '周' : '星期'}${weekdays[at.getUTCDay()] ?? ''}`;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
