/**
 * The file of a document as it was brought. `place`: where it lies among the others, with `/`, the same wherever they
 * are kept. `size`: bytes. `pieces` are read once.
 */
export type Original = { place: string; size: number; pieces: AsyncIterable<Uint8Array> };

/** The originals of documents that people brought through the console, on their way into a backup and out of it. */
export interface Originals {
  /** All that are kept; one that is removed meanwhile may be left out. */
  all(): AsyncIterable<Original>;
  /** Lays them aside first: none is seen before `keep`. */
  receive(): ReceivedOriginals;
  /** Where an original lies here that lay at `origin`, in whichever folder; null when that is the path of none. */
  placeOf(origin: string): string | null;
}

/** Originals out of a backup. */
export type ReceivedOriginals = {
  /** Throws `input/invalid` for a place that is none. */
  add(original: Original): Promise<void>;
  /** Puts them in their places; those that lie there already stay. */
  keep(): Promise<void>;
  /** Takes away again what was added, kept or not; what lay there before stays. */
  drop(): Promise<void>;
};
