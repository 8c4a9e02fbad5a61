import type { Passage } from '../../../domain/document.ts';
import { contentAt } from './records.ts';
import { passageCount, type Segment } from './segment.ts';
import { dimensionOf, type DocumentVectors, textToEmbed, withVector } from './vectors.ts';

/** A passage without vector; `print` tells whether its document is still the same. */
export type Waiting = { id: string; print: number; passage: number; text: string };

/** Where each living document is. */
export type Documents = {
  passagesOf(id: string): readonly Passage[];
  hashes(): Map<string, string>;
  /** The living documents of a segment; older versions die. */
  add(segment: Segment): void;
  remove(id: string): void;
  size(): { documents: number; passages: number; withoutVector: number };
  /** Some passages that have no vector. */
  waiting(limit: number): Waiting[];
  /** Ignored when the document has gone or was replaced. */
  addVector(of: Waiting, vector: Float32Array): void;
};

type Place = { segment: Segment; number: number };

export function createDocuments(): Documents {
  const places = new Map<string, Place>();
  let dimension: number | null = null;

  function remove(id: string): void {
    const place = places.get(id);
    if (!place) return;
    place.segment.documents.alive[place.number] = 0;
    places.delete(id);
  }

  /** Vectors of another dimension do not compare: the model behind the name has changed. */
  function setDimension(asked: number): void {
    if (dimension !== null && dimension !== asked) {
      for (const { segment, number } of places.values()) segment.documents.vectors[number] = null;
    }
    dimension = asked;
  }

  return {
    passagesOf(id) {
      const place = places.get(id);
      return place ? contentAt(place.segment, place.number).passages : [];
    },
    hashes: () => new Map([...places].map(([id, { segment, number }]) => [id, segment.documents.hashes[number] ?? ''])),
    add(segment) {
      const { ids, alive, vectors } = segment.documents;
      for (const [number, id] of ids.entries()) {
        if (alive[number] === 0) continue;
        const own = (vectors[number] ??= vectorsOfSame(places.get(id), segment.documents.prints[number]));
        if (own) dimension ??= dimensionOf(own);
        remove(id);
        places.set(id, { segment, number });
      }
    },
    remove,
    size() {
      let [passages, vectors] = [0, 0];
      for (const { segment, number } of places.values()) {
        passages += passageCount(segment, number);
        vectors += segment.documents.vectors[number]?.count ?? 0;
      }
      return { documents: places.size, passages, withoutVector: passages - vectors };
    },
    waiting(limit) {
      const found: Waiting[] = [];
      for (const place of places.values()) {
        if (isComplete(place)) continue;
        found.push(...waitingIn(place).slice(0, limit - found.length));
        if (found.length >= limit) break;
      }
      return found;
    },
    addVector({ id, print, passage }, vector) {
      const place = places.get(id);
      if (!place || place.segment.documents.prints[place.number] !== print) return;
      setDimension(vector.length);
      const { vectors } = place.segment.documents;
      const passages = passageCount(place.segment, place.number);
      vectors[place.number] = withVector(vectors[place.number] ?? null, { passages, passage, vector });
    },
  };
}

/** Of the version before, when only other things than its texts have changed. */
function vectorsOfSame(place: Place | undefined, print: number | undefined): DocumentVectors | null {
  if (!place || place.segment.documents.prints[place.number] !== print) return null;
  return place.segment.documents.vectors[place.number] ?? null;
}

function isComplete({ segment, number }: Place): boolean {
  return (segment.documents.vectors[number]?.count ?? 0) === passageCount(segment, number);
}

function waitingIn({ segment, number }: Place): Waiting[] {
  const content = contentAt(segment, number);
  const has = segment.documents.vectors[number]?.has;
  const [id, print] = [content.document.id, segment.documents.prints[number] ?? 0];
  return content.passages.flatMap((_, passage) =>
    has?.[passage] === 1 ? [] : [{ id, print, passage, text: textToEmbed(content, passage) }],
  );
}
