import type { Log } from '../../../../ports/log.ts';
import type { Pace } from '../pace.ts';
import type { Segment } from '../segment.ts';
import { loadKept } from './load.ts';
import { mannerOfTerms } from './manifest.ts';
import { saveKept } from './save.ts';
import type { FileRef } from './sections.ts';
import type { Block } from './vector-blocks.ts';

/** The index in a folder, for the next process. Several may have it open. */
export type Kept = {
  /** What was kept, as far as it can be trusted; a document that is missing has to be put again. */
  load(): Promise<Segment[]>;
  /** Writes what is new. Does nothing while another process writes; what cannot be written is told and left. */
  save(current: () => readonly Segment[]): Promise<void>;
};

export type KeptDeps = {
  folder: string;
  /** Of what makes the vectors; null = none are made, and those that are there are left. */
  fingerprint: string | null;
  pace: Pace;
  log: Log;
};

/** What this process knows of the folder. */
export type KeptState = {
  /** Number that says how texts become terms. */
  manner: number;
  files: WeakMap<Segment, FileRef>;
  blocks: readonly Block[];
  /** The manifest last read or written, as text; "" = none. */
  last: string;
};

export function createKept(deps: KeptDeps): Kept {
  const state: KeptState = { manner: mannerOfTerms(), files: new WeakMap(), blocks: [], last: '' };
  return { load: () => loadKept(deps, state), save: (current) => saveKept(deps, state, current) };
}
