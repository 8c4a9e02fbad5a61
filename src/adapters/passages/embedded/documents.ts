import type { DocumentContent } from '../../../domain/document.ts';
import type { Segment } from './segment.ts';

/** Where each living document is. */
export type Documents = {
  find(id: string): DocumentContent | null;
  /** The documents of a new segment; older versions die. */
  add(segment: Segment): void;
  /** Documents without passages are known, but stand in no segment. */
  remove(id: string): void;
  size(): { documents: number; passages: number };
};

export function createDocuments(): Documents {
  const places = new Map<string, { segment: Segment; number: number }>();
  let passages = 0;

  function remove(id: string): void {
    const place = places.get(id);
    if (!place) return;
    place.segment.documents.alive[place.number] = 0;
    passages -= place.segment.documents.contents[place.number]?.passages.length ?? 0;
    places.delete(id);
  }

  return {
    find(id) {
      const place = places.get(id);
      return place?.segment.documents.contents[place.number] ?? null;
    },
    add(segment) {
      for (const [number, content] of segment.documents.contents.entries()) {
        remove(content.document.id);
        places.set(content.document.id, { segment, number });
        passages += content.passages.length;
      }
    },
    remove,
    size: () => ({ documents: places.size, passages }),
  };
}
