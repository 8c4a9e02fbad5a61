import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { MiddlewareHandler } from 'hono';
import type { z } from 'zod';
import { AppError } from '../base/errors.ts';

/** A body of at most `bytes`, or `input/too-long` with the sentence given. */
export function limitBody(bytes: number, sentence: string): MiddlewareHandler {
  return bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new AppError('input/too-long', sentence);
    },
  });
}

/**
 * The JSON body in the shape of `schema`, or `input/invalid` with a sentence.
 *
 * Only application/json is read: a form of a foreign page cannot send it, so it cannot post in a member's name.
 */
export async function readJson<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new AppError('input/invalid', '请求应为 JSON，请带上 Content-Type: application/json。');
  return parseInput(schema, parseJson(await context.req.text()));
}

/** What came from outside in the shape of `schema`, or `input/invalid` with the first thing that is wrong. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('input/invalid', parsed.error.issues[0]?.message ?? '请求的内容不对。');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('input/invalid', '请求正文不是有效的 JSON。', { cause: error });
  }
}
