import type { Context } from 'hono';
import type { MiddlewareHandler } from 'hono';
import type { z } from 'zod';
import { AppError } from '../base/errors.ts';
import { assertSaidSize, readBytes } from './body-bytes.ts';

/**
 * A body of at most `bytes`, or `input/too-long` with the sentence given.
 *
 * Hono's own `bodyLimit` makes a new request of a chunked body, which our server's requests cannot be made into.
 */
export function limitBody(bytes: number, sentence: string): MiddlewareHandler {
  return async (context, next) => {
    assertSaidSize(context, { bytes, sentence });
    if (context.req.header('transfer-encoding') !== undefined) {
      const { buffer } = await readBytes(context, { bytes, sentence });
      // Where Hono looks first; it keeps promises there, which its type does not say.
      Object.assign(context.req.bodyCache, { arrayBuffer: Promise.resolve(buffer) });
    }
    await next();
  };
}

/**
 * The JSON body in the shape of `schema`, or `input/invalid` with a sentence.
 *
 * Only application/json is read: a form of a foreign page cannot send it, so it cannot post in a member's name.
 */
export async function readJson<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  assertJson(context);
  return parseInput(schema, parseJson(await context.req.text()));
}

/** Throws `input/invalid` for a body of any other type. */
export function assertJson(context: Context): void {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return;
  throw new AppError('input/invalid', '请求应为 JSON，请带上 Content-Type: application/json。');
}

/** What came from outside in the shape of `schema`, or `input/invalid` with the first thing that is wrong. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('input/invalid', parsed.error.issues[0]?.message ?? '请求的内容不对。');
}

/** Throws `input/invalid`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('input/invalid', '请求正文不是有效的 JSON。', { cause: error });
  }
}
