import type { Block, Passage } from '../../domain/document.ts';

/** Raise it when documents are read or cut differently, so that every document is split anew. */
export const splittingVersion = 3;

/** Characters; measured best for policy documents, without overlap. */
const target = 350;

/** Behind a full stop and what closes after it; nothing is dropped where it cuts. */
const sentenceEnd = /(?<=[。！？；\n]["”』」）)]{0,4})(?!["”』」）)。！？；\n])/;
/** Where a text without stops may be cut. */
const pause = /(?<=[，,、：:\s])/;
const clauseStart = /^第[一二三四五六七八九十百千零〇两\d]+条/;

type Piece = { text: string; page: number | null };

/**
 * Cuts a document's blocks into passages of about `target` characters; no passage crosses a section. A table begins a
 * passage, every passage of it begins with its head, and a clause (第X条) that fits is not divided between two.
 */
export function splitIntoPassages(documentId: string, blocks: readonly Block[]): Passage[] {
  return groupBySection(blocks)
    .flatMap(({ section, blocks }) => pack(unitsOf(blocks)).map((piece) => ({ section, ...piece })))
    .map(({ section, text, page }, seq) => ({ id: `${documentId}#${seq}`, documentId, seq, section, text, page }));
}

function groupBySection(blocks: readonly Block[]): { section: string; blocks: Block[] }[] {
  const groups: { section: string; blocks: Block[] }[] = [];
  for (const block of blocks) {
    const section = block.section.join(' › ');
    const last = groups.at(-1);
    if (last && last.section === section) last.blocks.push(block);
    else groups.push({ section, blocks: [block] });
  }
  return groups;
}

/** What should stay together: a clause with the paragraphs below it; everything else alone. `opens` begins a passage. */
type Unit = { pieces: Piece[]; opens: boolean };

function unitsOf(blocks: readonly Block[]): Unit[] {
  const units: Unit[] = [];
  let clause: Unit | null = null;
  for (const block of blocks) {
    if (block.tableHead !== null) {
      units.push(...cutTable(block, block.tableHead).map((piece) => ({ pieces: [piece], opens: true })));
      clause = null;
      continue;
    }
    const pieces = cut(block.text).map((text) => ({ text, page: block.page }));
    if (clauseStart.test(block.text)) {
      clause = { pieces, opens: false };
      units.push(clause);
    } else if (clause) clause.pieces.push(...pieces);
    else units.push(...pieces.map((piece) => ({ pieces: [piece], opens: false })));
  }
  return units;
}

/** Joins short neighbours while they fit. */
function pack(units: readonly Unit[]): Piece[] {
  const packed: Piece[] = [];
  for (const { pieces, opens } of units) {
    const whole = pieces.reduce((sum, { text }) => sum + text.length, 0);
    const last = packed.at(-1);
    const fits = !opens && last !== undefined && last.text.length + whole < target;
    for (const [index, piece] of pieces.entries()) addPiece(packed, piece, index === 0 && !fits);
  }
  return packed;
}

function addPiece(packed: Piece[], piece: Piece, isNew: boolean): void {
  const last = packed.at(-1);
  if (isNew || last === undefined || last.text.length + piece.text.length >= target) packed.push({ ...piece });
  else last.text += `\n${piece.text}`;
}

/** Whole rows behind the head; a head that leaves little room still takes half a passage of rows. */
function cutTable({ text, page }: Block, head: string): Piece[] {
  const rows = text.split('\n').map((row) => `${row}\n`);
  const room = Math.max(target - head.length - 1, target / 2);
  return gather(rows, room).map((rows) => ({ text: `${head}\n${rows}`, page }));
}

/** A block longer than the target is cut at sentence ends and line ends; a sentence that long at its pauses, or anywhere. */
function cut(text: string): string[] {
  if (text.length <= target) return [text];
  return gather(text.split(sentenceEnd).flatMap(cutSentence), target);
}

function cutSentence(sentence: string): string[] {
  if (sentence.length <= target) return [sentence];
  return sentence.split(pause).flatMap((part) => (part.length <= target ? [part] : cutAnywhere(part)));
}

function cutAnywhere(text: string): string[] {
  // Counted in code points, so that no character outside the basic plane is torn apart.
  return text.match(new RegExp(`[\\s\\S]{1,${target}}`, 'gu')) ?? [];
}

/** Joins parts to pieces of even length, each about `room` characters at most. */
function gather(parts: readonly string[], room: number): string[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const even = length / Math.ceil(length / room);
  const pieces: string[] = [];
  let piece = '';
  let taken = 0;
  for (const part of parts) {
    // Counted from the head of the block, so that no short piece is left over at its end.
    if (piece !== '' && taken + part.length / 2 > even * (pieces.length + 1)) {
      pieces.push(piece);
      piece = '';
    }
    piece += part;
    taken += part.length;
  }
  pieces.push(piece);
  return pieces.map((text) => text.trim()).filter((text) => text !== '');
}
