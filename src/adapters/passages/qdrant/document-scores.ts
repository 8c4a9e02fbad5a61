import type { Schemas } from '@qdrant/js-client-rest';
import { termsOfDocument } from './create-collection.ts';
import { idIs } from './filters.ts';
import type { Place } from './reads.ts';
import { scoreWeights, type Weights } from './weigh.ts';

/** How much of a question whole documents carry, 0..1, by id of their markers. */
export async function scoreDocuments(
  { connection, collection }: Place,
  ids: readonly string[],
  weights: Weights,
): Promise<Map<string, number>> {
  const parts = [weights.single, ...weights.groups.flat()].filter(({ size }) => size > 0);
  if (parts.length === 0 || ids.length === 0) return new Map();
  const searches = parts.map((terms) => questionFor(terms, ids));
  const answers = await connection.read((client) => client.queryBatch(collection, { searches }));
  const scores = new Map(parts.map((terms, i) => [terms, scoresIn(answers[i])]));
  return new Map(ids.map((id) => [id, scoreWeights(weights, (terms) => scores.get(terms)?.get(id) ?? 0)]));
}

function questionFor(terms: ReadonlyMap<number, number>, ids: readonly string[]): Schemas['QueryRequest'] {
  const query = { indices: [...terms.keys()], values: [...terms.values()] };
  return { query, using: termsOfDocument, filter: idIs(ids), limit: ids.length, with_payload: false };
}

function scoresIn(answer: Schemas['QueryResponse'] | undefined): Map<string, number> {
  return new Map(answer?.points.map(({ id, score }) => [String(id), score]));
}
