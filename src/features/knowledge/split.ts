import type { Block, Passage } from '../../domain/document.ts';

/** Raise it when passages come out differently, so that every document is split anew. */
export const splittingVersion = 1;

/** Characters; measured best for policy documents, without overlap. */
const target = 350;

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
  const sentences = text.match(/[^。！？；\n]+[。！？；\n]*["”』」）)]*/g) ?? [text];
  const even = text.length / Math.ceil(text.length / target);
  const pieces: string[] = [];
  let piece = '';
  for (const sentence of sentences) {
    if (piece !== '' && piece.length + sentence.length / 2 > even) {
      pieces.push(piece);
      piece = '';
    }
    piece += sentence;
  }
  pieces.push(piece);
  return pieces.map((text) => text.trim()).filter((text) => text !== '');
}
