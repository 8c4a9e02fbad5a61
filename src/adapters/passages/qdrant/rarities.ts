import type { Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import { termsOfPiece } from './create-collection.ts';
import { passages } from './filters.ts';
import { count, type Place } from './reads.ts';

/** Questions in one request. */
const together = 60;

/**
 * How rare terms are among the pieces, as the server weighs them. It does not tell, but it scores with it: a question of
 * one term scores its best piece with the rarity times the value that stands in the piece's vector.
 */
export async function askRarities(place: Place, keys: readonly number[]): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  const unseen: number[] = [];
  for (let from = 0; from < keys.length; from += together) {
    const batch = keys.slice(from, from + together);
    const answers = await place.connection.read((client) =>
      client.queryBatch(place.collection, { searches: batch.map(questionFor) }),
    );
    for (const [i, key] of batch.entries()) {
      const rarity = readRarity(key, answers[i]?.points[0]);
      if (rarity === null) unseen.push(key);
      else found.set(key, rarity);
    }
  }
  if (unseen.length > 0) {
    const rarest = Math.log(1 + ((await count(place, passages)) + 0.5) / 0.5);
    for (const key of unseen) found.set(key, rarest);
  }
  return found;
}

function questionFor(key: number): Schemas['QueryRequest'] {
  return {
    query: { indices: [key], values: [1] },
    using: termsOfPiece,
    limit: 1,
    with_payload: false,
    with_vector: [termsOfPiece],
  };
}

const vectorSchema = z.object({
  [termsOfPiece]: z.object({ indices: z.array(z.number()), values: z.array(z.number()) }),
});

/** Null when no piece has the term. */
function readRarity(key: number, point: Schemas['ScoredPoint'] | undefined): number | null {
  const vector = vectorSchema.safeParse(point?.vector).data?.[termsOfPiece];
  const value = vector?.values[vector.indices.indexOf(key)];
  return point && value ? point.score / value : null;
}
