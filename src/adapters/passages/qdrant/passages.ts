import type { Passage } from '../../../domain/document.ts';
import { joinPieces, type Piece } from './payload.ts';
import { type Place, readMarkers, readVersion } from './reads.ts';

/** Looks at most, while the document changes. */
const mostLooks = 4;

/** Passages of one document in order; empty when unknown. */
export async function readPassages(place: Place, documentId: string): Promise<Passage[]> {
  for (let look = 1; ; look += 1) {
    const version = await versionAt(place, documentId);
    if (version === '') return [];
    const pieces = await readVersion(place, version);
    const isWhole = pieces.every(({ piece }, i) => piece === i);
    if ((isWhole && (await versionAt(place, documentId)) === version) || look === mostLooks) return join(pieces);
  }
}

async function versionAt(place: Place, documentId: string): Promise<string> {
  const [marker] = (await readMarkers(place, [documentId])).values();
  return marker?.version ?? '';
}

function join(pieces: readonly Piece[]): Passage[] {
  const passages: Passage[] = [];
  for (let from = 0; from < pieces.length; from += pieces[from]?.pieces ?? 1) {
    const passage = joinPieces(pieces.slice(from, from + (pieces[from]?.pieces ?? 1)));
    if (passage) passages.push(passage);
  }
  return passages;
}
