import type { Gazetteer } from '../../../domain/gazetteer.ts';
import { looksLike } from './answer-kind.ts';
import { coverOf, type TermTable, termsIn } from './cover.ts';
import type { Candidate } from './first-pass.ts';
import { createLikeness } from './likeness.ts';
import type { ReadPiece } from './read-piece.ts';
import type { PlaceFinder } from './place-finder.ts';
import type { Query } from './query.ts';
import { shareQuoted } from './quoted.ts';
import { shareNamed } from './share-named.ts';
import { scoreWords, type WeighedWord } from './words.ts';

/** What is known of a candidate, each 0..1; weights.ts says how much it counts. */
export type Features = {
  /** BM25 of the piece, and of its whole document. */
  terms: number;
  document: number;
  /** BM25 of the words that the segmenter sees in the question. */
  words: number;
  /** Share of the question in the best sentence; and in title, section and the sentence that adds most to them. */
  sentence: number;
  withHead: number;
  /** Longest common subsequence and longest common run, by the length of the question. */
  common: number;
  run: number;
  /** Share of the title, or of the section, that the question names. */
  titleNamed: number;
  /** Share of what the question puts into 《》 or quotation marks that the piece has so too. */
  quoted: number;
  /** What the piece lacks stands in the piece before it. */
  before: number;
  /** Share of the places asked for that the document names. */
  places: number;
  /** Title and section name other places only. */
  elsewhere: number;
  /** The piece has what answers of the asked kind look like. */
  kind: number;
};

/** A query as candidates are looked at with it. */
export type Lens = {
  query: Query;
  table: TermTable;
  words: readonly WeighedWord[];
  /** Weighted terms of an average piece. */
  averageLength: number;
  placeFinder: PlaceFinder;
  gazetteer: Gazetteer;
  read: ReadPiece;
  /** Says a text in the words of the question. */
  rewrite: (text: string) => string;
};

/** Candidates share heads, so what was made of them is kept. */
export function createFeatureReader(lens: Lens): (candidate: Candidate) => Features {
  const elsewhere = new Map<string, boolean>();
  const isHeadElsewhere = (head: string): boolean => {
    const known = elsewhere.get(head) ?? isElsewhere(lens, head);
    elsewhere.set(head, known);
    return known;
  };
  const { rewrite } = lens;
  const read: ReadPiece = (segment, piece) => {
    const { title, section, text } = lens.read(segment, piece);
    return { title: rewrite(title), section: rewrite(section), text: rewrite(text) };
  };
  const likenessOf = createLikeness(lens.query.letters);

  return (candidate) => {
    const { query, table } = lens;
    const { title, section, text } = read(candidate.segment, candidate.piece);
    const head = `${title}\n${section}`;
    const named = termsIn(head, table);
    const cover = coverOf(text, table, named);
    const likeness = likenessOf(`${head}\n${text}`);
    const isHere = (number: number): boolean => cover.has[number] === 1 || named[number] === 1;
    const length = (candidate.segment.pieces.lengths[candidate.piece] ?? 0) / lens.averageLength;
    return {
      terms: candidate.score,
      document: candidate.documentScore,
      words: scoreWords(lens.words, `${head}\n${text}`, length),
      sentence: cover.sentence,
      withHead: cover.withHead,
      common: likeness.common,
      run: likeness.run,
      titleNamed: Math.max(shareNamed(title, query.terms), shareNamed(section, query.terms)),
      quoted: shareQuoted(query.quoted, { title, section, text }),
      before: shareBefore(candidate, { read, table, isHere }),
      places: lens.placeFinder.shareIn(candidate),
      elsewhere: isHeadElsewhere(head) ? 1 : 0,
      kind: query.kind !== null && looksLike(query.kind, text) ? 1 : 0,
    };
  };
}

function shareBefore(
  { segment, piece }: Candidate,
  { read, table, isHere }: { read: ReadPiece; table: TermTable; isHere: (number: number) => boolean },
): number {
  const { document } = segment.pieces;
  if (piece === 0 || document[piece - 1] !== document[piece]) return 0;
  const before = termsIn(read(segment, piece - 1).text, table);
  let sum = 0;
  for (let number = 0; number < before.length; number += 1) {
    if (before[number] === 1 && !isHere(number)) sum += table.weights[number] ?? 0;
  }
  return sum / table.total;
}

function isElsewhere({ query, gazetteer }: Lens, head: string): boolean {
  if (query.places.length === 0) return false;
  const named = gazetteer.placesIn(head);
  return named.length > 0 && !named.some((place) => query.places.some((asked) => isRelated(gazetteer, asked, place)));
}

function isRelated(gazetteer: Gazetteer, a: string, b: string): boolean {
  return gazetteer.contains(a, b) || gazetteer.contains(b, a);
}
