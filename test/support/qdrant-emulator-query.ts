import type { Bodies, FilterBody, PointId, QuestionBody, SourceBody, SparseBody } from './qdrant-emulator-bodies.ts';
import { refuse } from './qdrant-emulator-errors.ts';
import { matches } from './qdrant-emulator-filter.ts';
import { normalised, type Point, type PointSet } from './qdrant-emulator-points.ts';

export type Scored = { point: Point; score: number };

/** Constants of the server: what it takes when a limit is left out, and what it adds to a rank from 0. */
const usualLimit = 10;
const rankOffset = 2;

/** Answers a question as `/points/query` does. */
export function answer(points: PointSet, config: Bodies['createCollection'], question: QuestionBody): Scored[] {
  const { prefetch, query, limit = usualLimit } = question;
  if (!isFusion(query)) {
    if (prefetch) refuse(400, 'the emulator knows prefetch with fusion only');
    return find(points, config, question).slice(0, limit);
  }
  if (!prefetch) return refuse(400, 'Bad request: Fusion queries cannot be combined with the `using` field.');
  const lists = prefetch.map((source) => find(points, config, source).slice(0, source.limit ?? usualLimit));
  return fuse(lists).slice(0, limit);
}

function find(points: PointSet, config: Bodies['createCollection'], { query, using, filter }: SourceBody): Scored[] {
  if (isFusion(query)) return refuse(400, 'the emulator knows one level of prefetch only');
  const name = using ?? '';
  points.check({ [name]: query });
  const isIdf = config.sparse_vectors?.[name]?.modifier === 'idf';
  const scores = Array.isArray(query)
    ? scoreDense(points, { name, query, filter })
    : scoreSparse(points, { name, query, isIdf });
  return [...scores]
    .flatMap(([id, score]) => {
      const point = points.get(id);
      return point && matches(point, filter) ? [{ point, score: Math.fround(score) }] : [];
    })
    .sort((a, b) => b.score - a.score);
}

function scoreDense(
  points: PointSet,
  { name, query, filter }: { name: string; query: number[]; filter: FilterBody | undefined },
): Map<PointId, number> {
  const wanted = normalised(query);
  const scores = new Map<PointId, number>();
  for (const point of points.all()) {
    const vector = point.dense.get(name);
    if (!vector || !matches(point, filter)) continue;
    scores.set(
      point.id,
      vector.reduce((sum, number, i) => sum + number * (wanted[i] ?? 0), 0),
    );
  }
  return scores;
}

/** Only points that share a term are found at all. */
function scoreSparse(
  points: PointSet,
  { name, query: { indices, values }, isIdf }: { name: string; query: SparseBody; isIdf: boolean },
): Map<PointId, number> {
  const scores = new Map<PointId, number>();
  const all = points.sizeOf(name);
  for (const [i, index] of indices.entries()) {
    const list = points.having(name, index);
    const weight = (values[i] ?? 0) * (isIdf ? Math.log((all - list.size + 0.5) / (list.size + 0.5) + 1) : 1);
    for (const [id, value] of list) scores.set(id, (scores.get(id) ?? 0) + weight * value);
  }
  return scores;
}

/** Reciprocal ranks, as the server adds them up. */
function fuse(lists: readonly Scored[][]): Scored[] {
  const fused = new Map<PointId, Scored>();
  for (const list of lists) {
    for (const [rank, { point }] of list.entries()) {
      const before = fused.get(point.id)?.score ?? 0;
      fused.set(point.id, { point, score: before + 1 / (rank + rankOffset) });
    }
  }
  return [...fused.values()].sort((a, b) => b.score - a.score);
}

function isFusion(query: QuestionBody['query']): query is { fusion: 'rrf' } {
  return !Array.isArray(query) && 'fusion' in query;
}
