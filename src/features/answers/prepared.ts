import type { Passage } from '../../domain/document.ts';
import type { Gazetteer } from '../../domain/gazetteer.ts';
import type { Hit } from '../../ports/passage-index.ts';
import { findOrganizations } from './organizations.ts';
import { type Sentence, sentencesOf } from './sentences.ts';

/** Normalised text with the places it names; `ownOrganization`: it begins with the name of an organization. */
export type Placed = { normal: string; places: readonly string[]; ownOrganization: boolean };

/** A passage as it is looked through: what stands above it, and its sentences. */
export type PreparedPassage = { above: Placed; sentences: readonly (Sentence & Placed)[] };

export type PassageReader = (hit: Hit) => PreparedPassage;

/** Characters at the head of a sentence in which its subject is named. */
const subjectLength = 20;

/** Passages kept prepared, about 3 kB each; the oldest leaves first. */
const kept = 4000;

/** Preparing is the dear part of an answer, so it is kept for the next one. */
export function createPassageReader(deps: {
  normalise: (text: string) => string;
  gazetteer: Gazetteer;
}): PassageReader {
  const prepared = new Map<Passage, PreparedPassage>();

  function place(text: string): Placed {
    const normal = deps.normalise(text);
    const places = deps.gazetteer.placesIn(normal);
    return { normal, places, ownOrganization: findOrganizations(normal.slice(0, subjectLength), places).length > 0 };
  }

  return ({ passage, title }) => {
    const known = prepared.get(passage);
    if (known) return known;
    const sentences = sentencesOf(passage.text).map((sentence) => ({ ...sentence, ...place(sentence.text) }));
    const made = { above: place(`${title} ${passage.section}`), sentences };
    prepared.set(passage, made);
    for (const oldest of prepared.keys()) {
      if (prepared.size <= kept) break;
      prepared.delete(oldest);
    }
    return made;
  };
}
