/** Part of a passage that is scored as one: `text.slice(start, end)`. */
export type Piece = { start: number; end: number };

/** Characters. A passage up to this length is one piece; measured best between 250 and 350, without overlap. */
const longest = 350;

/** Cuts a long passage at sentence ends into pieces of even length; text without sentence ends is cut where it falls. */
export function cutIntoPieces(text: string): Piece[] {
  if (text.length <= longest) return [{ start: 0, end: text.length }];
  const even = text.length / Math.ceil(text.length / longest);
  const pieces: Piece[] = [];
  let start = 0;
  for (const end of sentenceEnds(text)) {
    while (end - start > 2 * longest) {
      pieces.push({ start, end: start + longest });
      start += longest;
    }
    if (end - start < even) continue;
    pieces.push({ start, end });
    start = end;
  }
  if (start < text.length) pieces.push({ start, end: text.length });
  return joinTail(pieces);
}

function* sentenceEnds(text: string): Generator<number> {
  for (const mark of text.matchAll(/[。！？；!?;\n]+["”』」）)]*/g)) yield mark.index + mark[0].length;
  yield text.length;
}

/** A short rest says little by itself and goes with the piece before it. */
function joinTail(pieces: Piece[]): Piece[] {
  const last = pieces.at(-1);
  const before = pieces.at(-2);
  if (!last || !before || last.end - last.start >= longest / 4) return pieces;
  return [...pieces.slice(0, -2), { start: before.start, end: last.end }];
}
