import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shapeOf } from '../../../src/adapters/models/shape.ts';

describe('a shape for endpoints', () => {
  it('leaves out limits that not every endpoint knows, also deep inside', () => {
    const schema = z.object({
      answer: z.string().min(1).max(500).describe('给会员的回答'),
      parts: z.array(z.object({ source: z.number().int().min(1), day: z.iso.date().nullable() })).max(5),
    });

    expect(shapeOf({ name: 'answer', schema })).toEqual({
      name: 'answer',
      strict: true,
      schema: {
        type: 'object',
        properties: {
          answer: { type: 'string', description: '给会员的回答' },
          parts: {
            type: 'array',
            items: {
              type: 'object',
              properties: { source: { type: 'integer' }, day: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
              required: ['source', 'day'],
              additionalProperties: false,
            },
          },
        },
        required: ['answer', 'parts'],
        additionalProperties: false,
      },
    });
  });

  it('keeps fields that are called like a limit', () => {
    const { schema } = shapeOf({ name: 'range', schema: z.object({ minimum: z.number(), format: z.string() }) });

    expect(Object.keys(schema['properties'] as object)).toEqual(['minimum', 'format']);
  });

  it.each([
    ['an optional field', z.object({ answer: z.string(), note: z.string().optional() })],
    ['a field with a default, deep inside', z.object({ part: z.object({ note: z.string().default('') }) })],
    ['free keys', z.object({ counts: z.record(z.string(), z.number()) })],
  ])('is not strict with %s, as strict mode would turn it away', (_, schema) => {
    expect(shapeOf({ name: 'answer', schema }).strict).toBe(false);
  });

  it('describes what the model writes, not what becomes of it', () => {
    const schema = z.object({ count: z.string().transform(Number) });

    expect(shapeOf({ name: 'count', schema }).schema['properties']).toEqual({ count: { type: 'string' } });
  });
});
