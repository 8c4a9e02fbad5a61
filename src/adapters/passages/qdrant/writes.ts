import type { Schemas } from '@qdrant/js-client-rest';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../../base/errors.ts';
import type { MarkerPayload } from './payload.ts';
import { count, type Place } from './reads.ts';

type Filter = Schemas['Filter'];
export type Point = Schemas['PointStruct'];
type PointId = Schemas['ExtendedPointId'];

/** Changes to the points of one collection; all are safe to make twice, and each resolves when a search sees it. */
export type Writes = {
  /** Replaces points of the same id; each says of which version it is. */
  upsert(points: readonly Point[]): Promise<void>;
  /** Texts and lists of texts; the points must be there. */
  setPayload(ids: readonly PointId[], payload: Partial<MarkerPayload>): Promise<void>;
  /** The points must be there. */
  setVectors(points: readonly Schemas['PointVectors'][]): Promise<void>;
  remove(filter: Filter): Promise<void>;
};

/** Points in one request: with vectors of 1024 numbers some 4 MB of the 32 that a server takes. */
export const batchSize = 200;
/** In a cluster, changes to one point are then made in the order they were asked for. */
const options = { wait: true, ordering: 'medium' } as const;
/** A server may take a change without waiting for it: then it is looked for so often, so many milliseconds apart. */
const looks = { most: 100, apart: 100 } as const;

export function createWrites(place: Place): Writes {
  const { connection, collection } = place;

  return {
    async upsert(points) {
      for (const batch of batchesOf(points)) {
        const { status } = await connection.write((client) => client.upsert(collection, { points: batch, ...options }));
        const filter = versionsAre(batch);
        if (status !== 'completed') await untilCountIs(place, filter, batch.length);
      }
    },
    async setPayload(ids, payload) {
      for (const points of batchesOf(ids)) {
        const { status } = await connection.write((client) =>
          client.setPayload(collection, { payload, points, ...options }),
        );
        if (status !== 'completed') await untilCountIs(place, payloadIs(points, payload), points.length);
      }
    },
    async setVectors(vectors) {
      for (const points of batchesOf(vectors)) {
        const { status } = await connection.write((client) => client.updateVectors(collection, { points, ...options }));
        const [vector = ''] = Object.keys(points[0]?.vector ?? {});
        const filter = { must: [{ has_id: points.map(({ id }) => id) }, { has_vector: vector }] };
        if (status !== 'completed') await untilCountIs(place, filter, points.length);
      }
    },
    async remove(filter) {
      const { status } = await connection.write((client) => client.delete(collection, { filter, ...options }));
      if (status !== 'completed') await untilCountIs(place, filter, 0);
    },
  };
}

/** The ids alone may have been there before. */
function versionsAre(points: readonly Point[]): Filter {
  const versions = new Set(points.map(({ payload }) => String(payload?.['version'])));
  return { must: [{ has_id: points.map(({ id }) => id) }, { key: 'version', match: { any: [...versions] } }] };
}

function payloadIs(ids: PointId[], payload: Partial<MarkerPayload>): Filter {
  const conditions = Object.entries(payload).map(([key, value]) => {
    if (Array.isArray(value) && value.length === 0) return { is_empty: { key } };
    return { key, match: { value: String(Array.isArray(value) ? value.at(-1) : value) } };
  });
  return { must: [{ has_id: ids }, ...conditions] };
}

async function untilCountIs(place: Place, filter: Filter, wanted: number): Promise<void> {
  for (let look = 0; look < looks.most; look += 1) {
    if ((await count(place, filter)) === wanted) return;
    await wait(looks.apart);
  }
  throw new AppError('index/unavailable', 'Qdrant 收下了改动，却迟迟没有写完，知识库还没有更新，请稍后再试。');
}

function* batchesOf<T>(items: readonly T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += batchSize) yield items.slice(from, from + batchSize);
}
