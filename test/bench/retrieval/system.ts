import type { DocumentContent } from '../../../src/domain/document.ts';
import type { QuestionSet } from '../../eval/retrieval/sets.ts';

/** As many passages every system gives back. */
export const resultLimit = 10;

/** A passage as the libraries get it. */
export type BenchPassage = { id: string; title: string; text: string };

/** The same passages twice: as documents for the own index, one by one for the others. */
export type Corpus = { documents: readonly DocumentContent[]; passages: readonly BenchPassage[] };

/** Ids of passages, best first, at most `resultLimit`. */
export type Find = (question: string) => readonly string[] | Promise<readonly string[]>;

/** Loads the library and indexes the whole corpus; nothing of the library is in memory before. */
export type OpenSystem = (corpus: Corpus) => Promise<Find>;

export type System = {
  /** As it stands in the tables. */
  label: string;
  /** npm packages whose versions stand beside the figures; none for the own index. */
  packages: readonly string[];
  open: OpenSystem;
};

export function corpusOf({ documents }: QuestionSet): Corpus {
  const passages = documents.flatMap(({ document, passages }) =>
    passages.map(({ id, text }) => ({ id, title: document.title, text })),
  );
  return { documents, passages };
}
