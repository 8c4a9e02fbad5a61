import { z } from 'zod';

/** A shape as endpoints take it. */
export type Shape = { name: string; strict: boolean; schema: Record<string, unknown> };

/** Limits that some endpoints do not know and would turn the whole schema away for; zod checks them all the same. */
const unknownToSome = new Set([
  '$schema',
  'default',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
]);

export function shapeOf({ name, schema }: { name: string; schema: z.ZodType }): Shape {
  const full = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const plain = plainSchema(full);
  return { name, strict: !hasOptional(plain), schema: plain };
}

type Json = Record<string, unknown>;

function plainSchema(schema: Json): Json {
  const kept = Object.entries(schema).filter(([key]) => !unknownToSome.has(key));
  const plain = Object.fromEntries(kept.map(([key, value]) => [key, plainPart(key, value)]));
  return plain['type'] === 'object' && plain['properties'] !== undefined
    ? { ...plain, additionalProperties: false }
    : plain;
}

/** Below `properties` and `$defs` stand names of ours, which may be called like a limit. */
function plainPart(key: string, value: unknown): unknown {
  if ((key === 'properties' || key === '$defs') && isJson(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, isJson(part) ? plainSchema(part) : part]),
    );
  if (Array.isArray(value)) return value.map((part: unknown) => (isJson(part) ? plainSchema(part) : part));
  return isJson(value) ? plainSchema(value) : value;
}

/** Strict mode wants every property required. */
function hasOptional(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(hasOptional);
  if (!isJson(schema)) return false;
  const { properties, required } = schema;
  const names = Array.isArray(required) ? required : [];
  if (schema['type'] === 'object' && !isJson(properties)) return true;
  if (
    schema['type'] === 'object' &&
    isJson(properties) &&
    Object.keys(properties).some((name) => !names.includes(name))
  )
    return true;
  return Object.values(schema).some(hasOptional);
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
