import type { Schemas } from '@qdrant/js-client-rest';
import type { Question } from './candidates.ts';
import { bothOf, idIs, passages, passagesWithout } from './filters.ts';
import { pieceId } from './names.ts';
import type { Piece } from './payload.ts';
import { count, type Place } from './reads.ts';

/** A piece and how well it fits, 0..1. */
type Rated = { piece: Piece; rating: number };

/** By id of a passage's first piece: its rank among the vectors, from 0; null when it has none. */
export type Ranks = ReadonlyMap<string, number | null>;

/** Part of the vectors in a rating. */
const nearShare = 0.3;
/** Ranks after which nearness counts half. */
const half = 10;

/** Ids of passages' first pieces, nearest first, because a fused list does not tell who was near. */
export async function findNear(
  { connection, collection }: Place,
  { dense, filter, limit }: Pick<Question, 'dense' | 'filter' | 'limit'>,
): Promise<string[]> {
  if (dense === null) return [];
  const body = { query: [...dense.vector], using: dense.name, filter, limit, with_payload: false };
  const { points } = await connection.read((client) => client.query(collection, body));
  return points.map(({ id }) => String(id));
}

type Found = { filter: Schemas['Filter']; dense: { name: string }; near: readonly string[] };

export async function rankByVector(
  place: Place,
  { filter, dense, near }: Found,
  looked: readonly { piece: Piece }[],
): Promise<Ranks> {
  const ids = looked.map(({ piece }) => firstOf(piece));
  const lacking = await findLacking(place, ids, dense.name);
  const coverage = lacking.length === 0 ? 1 : await coverageOf(place, filter, dense.name);
  const ranks = new Map<string, number | null>(near.map((id, rank) => [id, rank / coverage]));
  for (const id of lacking) ranks.set(id, null);
  return ranks;
}

/** While vectors are being made. */
async function findLacking(
  { connection, collection }: Place,
  ids: readonly string[],
  vector: string,
): Promise<string[]> {
  const filter: Schemas['Filter'] = { ...idIs(ids), must_not: [{ has_vector: vector }] };
  const body = { filter, limit: Math.max(1, ids.length), with_payload: false, with_vector: false };
  const { points } = await connection.read((client) => client.scroll(collection, body));
  return points.map(({ id }) => String(id));
}

/** Share of the passages looked at that have a vector. */
async function coverageOf(place: Place, filter: Schemas['Filter'], vector: string): Promise<number> {
  const [all, lacking] = await Promise.all([
    count(place, bothOf(filter, passages)),
    count(place, bothOf(filter, passagesWithout(vector))),
  ]);
  return Math.max(all - lacking, 1) / Math.max(all, 1);
}

/**
 * Words and vectors in one rating, as in the embedded index. Of vectors only the rank counts, because what a cosine means
 * differs from model to model. A passage that has none yet is taken to rank among vectors as it does among words; and
 * while few have one, the nearest of these is probably not the nearest of all.
 */
export function addNearness<T extends Rated>(rated: readonly T[], ranks: Ranks): T[] {
  return rated
    .toSorted((a, b) => b.rating - a.rating)
    .map((one, rankByWords) => {
      const found = ranks.get(firstOf(one.piece));
      const rank = found === null ? rankByWords : found;
      const nearness = rank === undefined ? 0 : half / (half + rank);
      return { ...one, rating: (1 - nearShare) * one.rating + nearShare * nearness };
    });
}

/** The point that carries the passage's vector. */
export function firstOf({ documentId, version, piece, at }: Piece): string {
  return pieceId(documentId, version, piece - at);
}
