import type { Passage } from '../../domain/document.ts';
import type { Gazetteer } from '../../domain/gazetteer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import { findOrganizations } from './organizations.ts';
import { speaksOf } from './spoken-of.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import { type Cell, cellsOf, measuredCell, rowOf } from './table-row.ts';

/**
 * Normalised text with the places it names; `leading` are those at its head, which it speaks of (not 来自武汉 and 向湖北);
 * `ownOrganization`: it begins with the name of an organization.
 */
export type Placed = {
  normal: string;
  places: readonly string[];
  leading: readonly string[];
  ownOrganization: boolean;
};

/** A sentence with what it says of itself; `cells` are the normalised fields of a table's row, null for prose. */
export type PreparedSentence = Sentence & Placed & { cells: readonly Cell[] | null };

/** A passage as it is looked through: what stands above it, and its sentences, heads of tables left out. */
export type PreparedPassage = { above: Placed; sentences: readonly PreparedSentence[] };

export type PassageReader = (hit: Hit) => PreparedPassage;

/** Characters at the head of a sentence in which its subject is named. */
const subjectLength = 20;

/** Passages kept prepared, about 3 kB each; the oldest leaves first. */
const kept = 4000;

type Kept = { passage: Passage; title: string; made: PreparedPassage };

function isSame(kept: Kept, { text, section }: Passage, title: string): boolean {
  return kept.passage.text === text && kept.passage.section === section && kept.title === title;
}

/** Preparing is the dear part of an answer, so it is kept for the next one. */
export function createPassageReader(deps: {
  normalise: (text: string) => string;
  gazetteer: Gazetteer;
}): PassageReader {
  // By id and words: an index may hand out the same passage as another object each time.
  const prepared = new Map<string, Kept>();

  function place(text: string): Placed {
    const normal = deps.normalise(text);
    const places = deps.gazetteer.placesIn(normal);
    const head = normal.slice(0, subjectLength);
    const leading = places.filter((name) => speaksOf(head, name));
    return { normal, places, leading, ownOrganization: findOrganizations(head, places).length > 0 };
  }

  function prepareSentence(sentence: Sentence): PreparedSentence {
    if (sentence.row === null) return { ...sentence, ...place(sentence.text), cells: null };
    const cells = cellsOf(sentence.text, sentence.row).map(({ head, text }) =>
      measuredCell({ head: deps.normalise(head), text: deps.normalise(text) }),
    );
    return { ...sentence, ...place(rowOf(cells)), cells };
  }

  return ({ passage, document }) => {
    const { title } = document;
    const known = prepared.get(passage.id);
    if (known && isSame(known, passage, title)) return withRegion(known.made, document.region);
    const sentences = sentencesOf(passage.text).map(prepareSentence);
    const made = { above: place(`${document.title} ${passage.section}`), sentences };
    prepared.delete(passage.id);
    prepared.set(passage.id, { passage, title, made });
    for (const oldest of prepared.keys()) {
      if (prepared.size <= kept) break;
      prepared.delete(oldest);
    }
    return withRegion(made, document.region);
  };

  /** Where its headings name no other place, a passage speaks of that of its document. */
  function withRegion(passage: PreparedPassage, region: string | null): PreparedPassage {
    if (region === null) return passage;
    const { above } = passage;
    const own = deps.gazetteer
      .placesIn(deps.normalise(region))
      .filter((place) => above.places.every((other) => deps.gazetteer.contains(other, place)));
    return { ...passage, above: { ...above, places: [...new Set([...above.places, ...own])] } };
  }
}
