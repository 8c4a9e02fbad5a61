import type { Block, Passage } from '../../domain/document.ts';

/** Raise it when passages come out differently, so that every document is split anew. */
export const splittingVersion = 2;

/** Characters; measured best for policy documents, without overlap. */
const target = 350;

/** Behind a full stop and what closes after it; nothing is dropped where it cuts. */
const sentenceEnd = /(?<=[。！？；\n]["”』」）)]{0,4})(?!["”』」）)。！？；\n])/;

/** Cuts a document's blocks into passages of about `target` characters; no passage crosses a section. */
export function splitIntoPassages(documentId: string, blocks: readonly Block[]): Passage[] {
  return groupBySection(blocks)
    .flatMap(({ section, texts }) => pack(texts.flatMap(cut)).map((text) => ({ section, text })))
    .map(({ section, text }, seq) => ({ id: `${documentId}#${seq}`, documentId, seq, section, text }));
}

function groupBySection(blocks: readonly Block[]): { section: string; texts: string[] }[] {
  const groups: { section: string; texts: string[] }[] = [];
  for (const block of blocks) {
    const section = block.section.join(' › ');
    const last = groups.at(-1);
    if (last && last.section === section) last.texts.push(block.text);
    else groups.push({ section, texts: [block.text] });
  }
  return groups;
}

/** Joins short neighbours while they fit. */
function pack(pieces: readonly string[]): string[] {
  const packed: string[] = [];
  for (const piece of pieces) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + piece.length < target) packed[packed.length - 1] = `${last}\n${piece}`;
    else packed.push(piece);
  }
  return packed;
}

/** A block longer than the target is cut at sentence ends and line ends, into pieces of even length. */
function cut(text: string): string[] {
  if (text.length <= target) return [text];
  const sentences = text.split(sentenceEnd);
  const even = text.length / Math.ceil(text.length / target);
  const pieces: string[] = [];
  let piece = '';
  let taken = 0;
  for (const sentence of sentences) {
    // Counted from the head of the block, so that no short piece is left over at its end.
    if (piece !== '' && taken + sentence.length / 2 > even * (pieces.length + 1)) {
      pieces.push(piece);
      piece = '';
    }
    piece += sentence;
    taken += sentence.length;
  }
  pieces.push(piece);
  return pieces.map((text) => text.trim()).filter((text) => text !== '');
}
