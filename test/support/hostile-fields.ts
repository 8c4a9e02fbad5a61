import { z } from 'zod';
import { type AnyRoute, fileBody, nothing } from '../../src/console/api/contract/route.ts';

/** A place of a request that takes words: `path` of names into the body, or the name of a parameter. */
export type Field = { place: 'params' | 'query' | 'body'; path: readonly string[]; plain: boolean };

/** A request in which everything else is of the right form, as far as a schema can say. */
export type Filled = { params: Record<string, unknown>; query: Record<string, unknown>; body: unknown };

type Schema = {
  type?: string | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  items?: Schema | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  pattern?: string | undefined;
  format?: string | undefined;
  minimum?: number | undefined;
  default?: unknown;
};

const schemaShape: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    properties: z.record(z.string(), schemaShape).optional(),
    required: z.array(z.string()).optional(),
    items: schemaShape.optional(),
    anyOf: z.array(schemaShape).optional(),
    oneOf: z.array(schemaShape).optional(),
    allOf: z.array(schemaShape).optional(),
    enum: z.array(z.unknown()).optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
  }),
);

/** Of the words of a schema's pattern, the first that fits is taken. */
const samples = [
  'x',
  '2026-12-01T09:00:00+08:00',
  '2026-12-01',
  '2026-12',
  '09:00',
  'all',
  '1',
  'a@example.org',
  '13800000000',
  '2026-0001',
];

/** Every place of a route that takes words, those inside of objects and lists too. */
export function fieldsOf(route: AnyRoute): Field[] {
  const places = [
    ['params', schemaOf(route.params)],
    ['query', schemaOf(route.query)],
    ['body', schemaOf(route.body)],
  ] as const;
  return places.flatMap(([place, schema]) =>
    schema === null ? [] : walk(schema, []).map((found) => ({ place, ...found })),
  );
}

export function fill(route: AnyRoute): Filled {
  const [params, query, body] = [route.params, route.query, route.body].map((one) => {
    const schema = schemaOf(one);
    return schema === null ? undefined : sampleOf(schema);
  });
  return { params: recordOf(params), query: recordOf(query), body };
}

/** The same with a value at a place, whatever stood there. */
export function put(filled: Filled, { place, path }: Pick<Field, 'place' | 'path'>, value: unknown): Filled {
  return { ...filled, [place]: putIn(filled[place], path, value) };
}

/** Null: there is none, or it is a file. */
export function schemaOf(schema: z.ZodType): Schema | null {
  if (schema === nothing || schema === fileBody) return null;
  return schemaShape.parse(z.toJSONSchema(schema, { io: 'input' }));
}

function walk(schema: Schema, path: readonly string[]): { path: readonly string[]; plain: boolean }[] {
  if (schema.enum !== undefined || schema.const !== undefined) return [];
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const own = schema.type === 'string' ? [{ path, plain: true }] : [];
  const branches = inner.flatMap((one) => walk(one, path).map((found) => ({ ...found, plain: false })));
  const named = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => walk(one, [...path, name]));
  const listed = schema.items === undefined ? [] : walk(schema.items, [...path, '0']);
  return [...own, ...branches, ...named, ...listed];
}

function sampleOf(schema: Schema): unknown {
  const { type, enum: words, properties, required = [], items } = schema;
  if (words !== undefined) return words[0];
  if (schema.const !== undefined) return schema.const;
  const [branch] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (branch !== undefined) return sampleOf(branch);
  if (type === 'object')
    return Object.fromEntries(
      Object.entries(properties ?? {}).flatMap(([name, one]) =>
        required.includes(name) && one.default === undefined ? [[name, sampleOf(one)]] : [],
      ),
    );
  if (type === 'array') return items === undefined ? [] : [sampleOf(items)];
  if (type === 'boolean') return true;
  if (type === 'number' || type === 'integer') return Math.max(1, schema.minimum ?? 1);
  return type === 'null' ? null : wordsFor(schema);
}

function wordsFor({ pattern, format }: Schema): string {
  if (format === 'date-time') return samples[1] ?? '';
  return samples.find((one) => pattern === undefined || new RegExp(pattern, 'u').test(one)) ?? 'x';
}

function putIn(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put;
  if (Array.isArray(value) || name === '0') return [putIn(Array.isArray(value) ? value[0] : undefined, rest, put)];
  const known = recordOf(value);
  return { ...known, [name]: putIn(known[name], rest, put) };
}

function recordOf(value: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).catch({}).parse(value);
}
