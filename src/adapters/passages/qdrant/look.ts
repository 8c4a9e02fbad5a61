import type { Gazetteer } from '../../../domain/gazetteer.ts';
import { looksLike } from '../embedded/answer-kind.ts';
import { coverOf, createTermTable, termsIn } from '../embedded/cover.ts';
import type { Features } from '../embedded/features.ts';
import { createLikeness } from '../embedded/likeness.ts';
import type { Query } from '../embedded/query.ts';
import { shareQuoted } from '../embedded/quoted.ts';
import { shareNamed } from '../embedded/share-named.ts';
import { scoreWords, weighWords } from '../embedded/words.ts';
import { createRewriter } from '../embedded/rewrite.ts';
import type { Candidate } from './candidates.ts';
import type { Piece } from './payload.ts';
import type { Readings } from './readings.ts';
import { countTerms, partOf } from './sparse.ts';
import { byRarity, type RarityOf, scoreWeights, type Weights } from './weigh.ts';

export type Lens = {
  query: Query;
  weights: Weights;
  rarityOf: RarityOf;
  /** Weighted terms of an average piece. */
  averageLength: number;
  gazetteer: Gazetteer;
  readings: Readings;
};

export type Look = {
  /** BM25 as a share of what a text would score that is made of nothing but the question. */
  first(candidate: Candidate): number;
  /** What the embedded index reads off a piece, from what stands in its points; features.ts there says what it means. */
  close(candidate: Candidate): Features;
};

export function createLook({ query, weights, rarityOf, averageLength, gazetteer, readings }: Lens): Look {
  const table = createTermTable([...byRarity(query.terms, rarityOf)].map(([key, weight]) => ({ key, weight })));
  const words = weighWords(query.words, rarityOf);
  const likenessOf = createLikeness(query.letters);
  const rewrite = createRewriter(query.groups);
  const lengthOf = (piece: Piece): number => piece.length / averageLength;

  function first({ piece, marker }: Candidate): number {
    const { title, section, text } = readings.of(piece, marker.document?.title ?? '');
    const { counts } = countTerms([title, section, text]);
    return scoreWeights(weights, (terms) => scoreTerms(terms, counts, lengthOf(piece)));
  }

  function close(candidate: Candidate): Features {
    const { piece, marker, before } = candidate;
    const reading = readings.of(piece, marker.document?.title ?? '');
    const [title, section, text] = [rewrite(reading.title), rewrite(reading.section), rewrite(reading.text)];
    const head = `${title}\n${section}`;
    const named = termsIn(head, table);
    const cover = coverOf(text, table, named);
    const likeness = likenessOf(`${head}\n${text}`);
    const isHere = (number: number): boolean => cover.has[number] === 1 || named[number] === 1;
    return {
      terms: first(candidate),
      document: candidate.documentScore,
      words: scoreWords(words, `${head}\n${text}`, lengthOf(piece)),
      sentence: cover.sentence,
      withHead: cover.withHead,
      common: likeness.common,
      run: likeness.run,
      titleNamed: Math.max(shareNamed(title, query.terms), shareNamed(section, query.terms)),
      quoted: shareQuoted(query.quoted, { title, section, text }),
      before: before === null ? 0 : shareAdded(rewrite(readings.text(before.passage.text))),
      places: share(query.places, (place) => marker.places.includes(place)),
      elsewhere: isElsewhere(head, { query, gazetteer }) ? 1 : 0,
      kind: query.kind !== null && looksLike(query.kind, text) ? 1 : 0,
    };

    /** Of the question, by another text. */
    function shareAdded(other: string): number {
      const has = termsIn(other, table);
      return table.weights.reduce((sum, weight, i) => sum + (has[i] === 1 && !isHere(i) ? weight : 0), 0) / table.total;
    }
  }

  return { first, close };
}

/** BM25; `terms` by their weight, `length` by that of an average piece. */
function scoreTerms(terms: ReadonlyMap<number, number>, counts: ReadonlyMap<number, number>, length: number): number {
  let score = 0;
  for (const [key, weight] of terms) {
    const count = counts.get(key);
    if (count !== undefined) score += weight * partOf(count, length);
  }
  return score;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

/** Title and section name other places than those asked for, and only such. */
function isElsewhere(above: string, { query, gazetteer }: Pick<Lens, 'query' | 'gazetteer'>): boolean {
  if (query.places.length === 0) return false;
  const isRelated = (a: string, b: string): boolean => gazetteer.contains(a, b) || gazetteer.contains(b, a);
  const named = gazetteer.placesIn(above);
  return named.length > 0 && !named.some((place) => query.places.some((asked) => isRelated(asked, place)));
}
