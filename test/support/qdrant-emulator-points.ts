import type { Bodies, PointId, SparseBody, VectorsBody } from './qdrant-emulator-bodies.ts';
import { refuse } from './qdrant-emulator-errors.ts';

export type Dense = number[];
export type Point = {
  id: PointId;
  payload: Record<string, unknown>;
  dense: Map<string, Dense>;
  sparse: Map<string, SparseBody>;
};

/** The points of one collection with a list by term, as the server keeps them. */
export type PointSet = {
  all(): Point[];
  get(id: PointId): Point | undefined;
  upsert(points: Bodies['upsert']['points']): void;
  updateVectors(points: Bodies['updateVectors']['points']): void;
  delete(ids: readonly PointId[]): void;
  /** Points with a term of a sparse vector, and its value there. */
  having(vector: string, index: number): ReadonlyMap<PointId, number>;
  /** Number of points that have the sparse vector. */
  sizeOf(vector: string): number;
  /** Throws what the server answers to vectors that do not fit the collection. */
  check(vectors: VectorsBody): void;
};

export function createPointSet(config: Bodies['createCollection']): PointSet {
  const points = new Map<PointId, Point>();
  const lists = new Map<string, Map<number, Map<PointId, number>>>();
  const sizes = new Map<string, number>();

  function check(vectors: VectorsBody): void {
    for (const [name, vector] of Object.entries(vectors)) {
      const size = config.vectors?.[name]?.size;
      const isSparse = config.sparse_vectors?.[name] !== undefined;
      if (size === undefined && !isSparse) refuse(400, `Wrong input: Not existing vector name error: ${name}`);
      if (isSparse === Array.isArray(vector)) refuse(400, `Wrong input: Conversion between vectors failed: ${name}`);
      if (size !== undefined && Array.isArray(vector) && vector.length !== size)
        refuse(400, `Wrong input: Vector dimension error: expected dim: ${size}, got ${vector.length}`);
    }
  }

  function place(point: Point, name: string, vector: Dense | SparseBody): void {
    if (Array.isArray(vector)) {
      point.dense.set(name, normalised(vector));
      return;
    }
    unlist(point, name);
    point.sparse.set(name, vector);
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
    const own = lists.get(name) ?? new Map<number, Map<PointId, number>>();
    lists.set(name, own);
    for (const [i, index] of vector.indices.entries()) {
      const list = own.get(index) ?? new Map<PointId, number>();
      own.set(index, list.set(point.id, Math.fround(vector.values[i] ?? 0)));
    }
  }

  function unlist(point: Point, name: string): void {
    const old = point.sparse.get(name);
    if (!old) return;
    point.sparse.delete(name);
    sizes.set(name, (sizes.get(name) ?? 0) - 1);
    for (const index of old.indices) lists.get(name)?.get(index)?.delete(point.id);
  }

  function remove(id: PointId): void {
    const point = points.get(id);
    if (!point) return;
    for (const name of point.sparse.keys()) unlist(point, name);
    points.delete(id);
  }

  return {
    all: () => [...points.values()],
    get: (id) => points.get(id),
    check,
    upsert(bodies) {
      for (const { vector } of bodies) check(vector);
      for (const { id, vector, payload } of bodies) {
        remove(id);
        const point: Point = { id, payload: payload ?? {}, dense: new Map(), sparse: new Map() };
        points.set(id, point);
        for (const [name, values] of Object.entries(vector)) place(point, name, values);
      }
    },
    updateVectors(bodies) {
      for (const { vector } of bodies) check(vector);
      for (const { id, vector } of bodies) {
        const point = points.get(id) ?? refuse(404, `Not found: No point with id ${id} found`);
        for (const [name, values] of Object.entries(vector)) place(point, name, values);
      }
    },
    delete(ids) {
      for (const id of ids) remove(id);
    },
    having: (vector, index) => lists.get(vector)?.get(index) ?? new Map(),
    sizeOf: (vector) => sizes.get(vector) ?? 0,
  };
}

/** The server compares by cosine what it normalised when it was written. */
export function normalised(vector: Dense): Dense {
  const length = Math.hypot(...vector) || 1;
  return vector.map((number) => number / length);
}
