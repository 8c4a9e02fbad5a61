import type { Day } from '../../../base/calendar.ts';
import { validityOn } from '../../../domain/validity.ts';
import type { SearchOptions } from '../../../ports/passage-index.ts';
import type { Segment } from './segment.ts';

/** By document of a segment: 1 when it may be found. */
export type Allowed = ReadonlyMap<Segment, Uint8Array>;

/** Decides for all documents at once, so that whatever ranks them looks at nothing else. */
export function allowedIn(
  segments: readonly Segment[],
  { collections, documents, validOn }: Omit<SearchOptions, 'limit'>,
): Allowed {
  const wanted = { collections: collections && new Set(collections), ids: documents && new Set(documents) };
  return new Map(
    segments.map((segment) => {
      const allowed = segment.documents.alive.slice();
      if (wanted.collections) keepCollections(allowed, segment, wanted.collections);
      if (wanted.ids) keepIds(allowed, segment, wanted.ids);
      if (validOn !== null) keepValid(allowed, segment, validOn);
      return [segment, allowed];
    }),
  );
}

function keepCollections(allowed: Uint8Array, { documents }: Segment, wanted: ReadonlySet<string>): void {
  const { names, numbers } = documents.collections;
  const isWanted = names.map((name) => wanted.has(name));
  for (let i = 0; i < allowed.length; i += 1) if (!isWanted[numbers[i] ?? 0]) allowed[i] = 0;
}

function keepIds(allowed: Uint8Array, { documents }: Segment, wanted: ReadonlySet<string>): void {
  for (const [i, id] of documents.ids.entries()) if (!wanted.has(id)) allowed[i] = 0;
}

function keepValid(allowed: Uint8Array, { documents }: Segment, day: Day): void {
  for (const [i, validity] of documents.dated) if (validityOn(day, validity).kind !== 'valid') allowed[i] = 0;
}
