import type { Gazetteer } from '../../../domain/gazetteer.ts';
import type { Hit, SearchOptions } from '../../../ports/passage-index.ts';
import type { Query } from '../embedded/query.ts';
import { rate } from '../embedded/weights.ts';
import { type Candidate, findPieces, type Question, readAround } from './candidates.ts';
import { searchFilter } from './filters.ts';
import { readHits } from './hits.ts';
import { createLook } from './look.ts';
import { addNearness, findNear, firstOf, rankByVector } from './nearness.ts';
import type { Readings } from './readings.ts';
import type { Place } from './reads.ts';
import type { Statistics } from './statistics.ts';
import { termsToFind, termsToWeigh, weighQuestion } from './weigh.ts';

export type Search = {
  query: Query;
  options: SearchOptions;
  dense: Question['dense'];
  gazetteer: Gazetteer;
  statistics: Statistics;
  readings: Readings;
};

/** A candidate with its share of the question's terms, and what it scores before the closer look. */
type Scored = Candidate & { confidence: number; first: number };

/** Pieces asked for; passages of these that are looked at closely, and as many of those found by vectors. */
const asked = 120;
const reranked = 40;
/** Part of the whole document's score in a piece's, before the closer look. */
const documentShare = 0.2;

/** `isSettled` is false when a document was being changed and what was read does not belong together. */
export async function searchOnce(place: Place, search: Search): Promise<{ hits: Hit[]; isSettled: boolean }> {
  const { query, options, statistics, dense } = search;
  // A document that is being replaced has all its pieces twice.
  const limit = Math.max(asked, 2 * options.limit);
  const question = { terms: termsToFind(query), dense, filter: searchFilter(options), limit };
  const [pieces, near, rarities, averageLength] = await Promise.all([
    findPieces(place, question),
    findNear(place, { ...question, limit: reranked }),
    statistics.rarities(place, termsToWeigh(query)),
    statistics.averageLength(place),
  ]);
  const rarityOf = (key: number): number => rarities.get(key) ?? 0;
  const weights = weighQuestion(query, rarityOf);
  const { candidates, isSettled } = await readAround(place, pieces, weights);
  const look = createLook({ ...search, weights, rarityOf, averageLength });
  const scored = candidates.map((candidate) => scoreFirst(candidate, look.first(candidate)));
  const rated = choose(scored, { near, limit: options.limit }).map((one) => ({
    ...one,
    rating: rate(look.close(one)),
  }));
  const ranked = dense ? addNearness(rated, await rankByVector(place, { ...question, dense, near }, rated)) : rated;
  const best = ranked.toSorted((a, b) => b.rating - a.rating).slice(0, options.limit);
  const hits = await readHits(place, best);
  return { hits: hits.filter((hit) => hit !== null), isSettled: isSettled && !hits.includes(null) };
}

function scoreFirst(candidate: Candidate, confidence: number): Scored {
  return { ...candidate, confidence, first: confidence + documentShare * candidate.documentScore };
}

/** Passages to look at closely, each by its best piece: those that share most with the question, and the nearest. */
function choose(scored: readonly Scored[], { near, limit }: { near: readonly string[]; limit: number }): Scored[] {
  const best = new Map<string, Scored>();
  for (const one of scored.toSorted((a, b) => b.first - a.first)) {
    const passage = firstOf(one.piece);
    if (!best.has(passage)) best.set(passage, one);
  }
  const byWords = [...best.values()].filter(({ confidence }) => confidence > 0).slice(0, Math.max(reranked, limit));
  const byVector = near.map((id) => best.get(id)).filter((one) => one !== undefined);
  return [...new Set([...byWords, ...byVector])];
}
