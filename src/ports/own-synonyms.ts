import type { OwnSynonym } from '../domain/synonyms.ts';

/** Groups of words that staff keep beside the file of synonyms. */
export interface OwnSynonyms {
  add(synonym: OwnSynonym): Promise<void>;
  /** What it was, null when it is not there. */
  remove(id: string): Promise<OwnSynonym | null>;
  /** Newest first. */
  list(): Promise<OwnSynonym[]>;
}
