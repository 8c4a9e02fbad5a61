import { z } from 'zod';
import { bodies, type Bodies, type PointId } from './qdrant-emulator-bodies.ts';
import { refuse } from './qdrant-emulator-errors.ts';
import { matches } from './qdrant-emulator-filter.ts';
import type { Point } from './qdrant-emulator-points.ts';
import { answer } from './qdrant-emulator-query.ts';
import { type Collection, compareIds, type ServerState } from './qdrant-emulator-state.ts';

export type RouteRequest = { method: string; path: string; body: unknown };
/** A write's result comes later than its effect where the server only acknowledges. */
export type RouteAnswer = { result: unknown } | { write: () => void };

type Handler = (state: ServerState, name: string, body: unknown) => RouteAnswer;

/** The server's surface, as far as it is used. The legacy search is left out on purpose. */
const routes: readonly (readonly [string, Handler])[] = [
  ['GET /', () => ({ result: { title: 'qdrant emulator', version: '1.18.0' } })],
  [
    'GET /collections',
    (state) => ({ result: { collections: [...state.collections.keys()].map((name) => ({ name })) } }),
  ],
  [
    'GET /aliases',
    (state) => ({
      result: {
        aliases: [...state.aliases].map(([alias_name, collection_name]) => ({ alias_name, collection_name })),
      },
    }),
  ],
  [
    'POST /collections/aliases',
    (state, _, body) => {
      state.changeAliases(parse(bodies.aliases, body).actions);
      return { result: true };
    },
  ],
  ['GET /collections/:name/exists', (state, name) => ({ result: { exists: state.collections.has(name) } })],
  ['GET /collections/:name', (state, name) => ({ result: describe(state.find(name)) })],
  [
    'PUT /collections/:name',
    (state, name, body) => {
      state.create(name, parse(bodies.createCollection, body));
      return { result: true };
    },
  ],
  ['DELETE /collections/:name', (state, name) => ({ result: state.drop(name) })],
  [
    'PUT /collections/:name/index',
    (state, name, body) => {
      const { field_name, field_schema } = parse(bodies.createIndex, body);
      const { indexes } = state.find(name);
      return { write: () => indexes.set(field_name, field_schema) };
    },
  ],
  [
    'PUT /collections/:name/points',
    (state, name, body) => {
      const { points } = state.find(name);
      const wanted = parse(bodies.upsert, body).points;
      for (const { vector } of wanted) points.check(vector);
      return { write: () => points.upsert(wanted) };
    },
  ],
  [
    'PUT /collections/:name/points/vectors',
    (state, name, body) => {
      const { points } = state.find(name);
      const wanted = parse(bodies.updateVectors, body).points;
      return { write: () => points.updateVectors(wanted) };
    },
  ],
  [
    'POST /collections/:name/points/payload',
    (state, name, body) => {
      const { points } = state.find(name);
      const wanted = parse(bodies.setPayload, body);
      return { write: () => setPayload((id) => points.get(id), wanted) };
    },
  ],
  [
    'POST /collections/:name/points/delete',
    (state, name, body) => {
      const { points } = state.find(name);
      const wanted = parse(bodies.delete, body);
      return { write: () => points.delete('points' in wanted ? wanted.points : idsOf(points.all(), wanted.filter)) };
    },
  ],
  [
    'POST /collections/:name/points',
    (state, name, body) => {
      const { points } = state.find(name);
      const { ids, ...shape } = parse(bodies.retrieve, body);
      return { result: ids.flatMap((id) => points.get(id) ?? []).map((point) => show(point, shape)) };
    },
  ],
  ['POST /collections/:name/points/scroll', (state, name, body) => ({ result: scroll(state.find(name), body) })],
  [
    'POST /collections/:name/points/count',
    (state, name, body) => {
      const { filter } = parse(bodies.count, body);
      return { result: { count: idsOf(state.find(name).points.all(), filter).length } };
    },
  ],
  [
    'POST /collections/:name/points/query',
    (state, name, body) => ({ result: query(state.find(name), parse(bodies.query, body)) }),
  ],
  [
    'POST /collections/:name/points/query/batch',
    (state, name, body) => {
      const collection = state.find(name);
      return { result: parse(bodies.queryBatch, body).searches.map((search) => query(collection, search)) };
    },
  ],
];

export function route(state: ServerState, { method, path, body }: RouteRequest): RouteAnswer {
  for (const [pattern, handler] of routes) {
    const found = new RegExp(`^${pattern.replace(':name', '([^/]+)')}$`).exec(`${method} ${path}`);
    if (found) return handler(state, decodeURIComponent(found[1] ?? ''), body);
  }
  return refuse(404, `no route ${method} ${path}`);
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const { data, error } = schema.safeParse(body);
  return data ?? refuse(422, `Validation error in JSON body: ${error ? z.prettifyError(error) : ''}`);
}

function describe({ config, points, indexes }: Collection): unknown {
  return {
    status: 'green',
    points_count: points.all().length,
    config: { params: config },
    payload_schema: Object.fromEntries([...indexes].map(([field, data_type]) => [field, { data_type }])),
  };
}

function idsOf(points: readonly Point[], filter: Bodies['count']['filter']): PointId[] {
  return points.filter((point) => matches(point, filter)).map(({ id }) => id);
}

function setPayload(find: (id: PointId) => Point | undefined, { payload, points }: Bodies['setPayload']): void {
  for (const id of points) {
    const point = find(id) ?? refuse(404, `Not found: No point with id ${id} found`);
    point.payload = { ...point.payload, ...payload };
  }
}

function scroll({ points }: Collection, body: unknown): unknown {
  const { filter, limit = 10, offset, ...shape } = parse(bodies.scroll, body);
  const all = points
    .all()
    .filter((point) => matches(point, filter))
    .sort((a, b) => compareIds(a.id, b.id));
  const rest = offset === undefined ? all : all.filter(({ id }) => compareIds(id, offset) >= 0);
  return {
    points: rest.slice(0, limit).map((point) => show(point, { with_payload: true, ...shape })),
    next_page_offset: rest[limit]?.id ?? null,
  };
}

function query({ points, config }: Collection, question: Bodies['query']): unknown {
  const found = answer(points, config, question);
  return { points: found.map(({ point, score }) => ({ version: 1, score, ...show(point, question) })) };
}

type Shape = Pick<Bodies['retrieve'], 'with_payload' | 'with_vector'>;

function show({ id, payload, dense, sparse }: Point, { with_payload = false, with_vector = false }: Shape): object {
  const vectors = Object.fromEntries([...dense, ...sparse]);
  return {
    id,
    ...(with_payload === false ? {} : { payload: select(payload, with_payload) }),
    ...(with_vector === false ? {} : { vector: select(vectors, with_vector) }),
  };
}

function select(values: Record<string, unknown>, names: true | readonly string[]): Record<string, unknown> {
  if (names === true) return values;
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
