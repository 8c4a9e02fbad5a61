import type { Schemas } from '@qdrant/js-client-rest';
import { pieces } from './filters.ts';
import { readPiece } from './payload.ts';
import { askRarities } from './rarities.ts';
import type { Place } from './reads.ts';
import { averageLength } from './sparse.ts';

/** What the pieces are like together. */
export type Statistics = {
  /** By term. */
  rarities(place: Place, keys: Iterable<number>): Promise<ReadonlyMap<number, number>>;
  /** Weighted terms of an average piece. */
  averageLength(place: Place): Promise<number>;
  /** They change with what is held. */
  forget(): void;
};

type Known = { since: number; rarities: Map<number, number>; averageLength: Promise<number> | null };

/** Milliseconds for which they are good enough while other processes write. */
const goodFor = 60_000;
const mostTerms = 50_000;
/** Pieces that stand for all: their ids are hashes, so that the first ones are any. */
const sample = 400;

/** Asks for each once in a while. `now` counts milliseconds. */
export function createStatistics(now: () => number = () => performance.now()): Statistics {
  let known = nothing(now());

  function current(): Known {
    if (now() - known.since > goodFor || known.rarities.size > mostTerms) known = nothing(now());
    return known;
  }

  return {
    async rarities(place, keys) {
      const { rarities } = current();
      const unknown = [...new Set(keys)].filter((key) => !rarities.has(key));
      for (const [key, rarity] of await askRarities(place, unknown)) rarities.set(key, rarity);
      return rarities;
    },
    averageLength(place) {
      const held = current();
      held.averageLength ??= askAverageLength(place).catch((error: unknown) => {
        held.averageLength = null;
        throw error;
      });
      return held.averageLength;
    },
    forget() {
      known = nothing(now());
    },
  };
}

function nothing(since: number): Known {
  return { since, rarities: new Map(), averageLength: null };
}

async function askAverageLength({ connection, collection }: Place): Promise<number> {
  const body = { filter: pieces, limit: sample, with_payload: true } satisfies Schemas['ScrollRequest'];
  const { points } = await connection.read((client) => client.scroll(collection, body));
  const lengths = points.flatMap(({ payload }) => readPiece(payload)?.length ?? []);
  return lengths.length === 0 ? averageLength.piece : lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
}
