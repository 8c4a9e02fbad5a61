import { z } from 'zod';
import { Failure } from './failure.ts';

const mostQuoted = 160;
/** A run this long that also stands in the prompt is taken for a repetition of it. */
const telltale = 8;

const words = z.object({ message: z.string() });
const worded = z.union([z.object({ error: words }).transform(({ error }) => error), words]);

/** What must not be told: the key, and what people wrote. */
export type Hidden = { apiKey: string | null; prompt: string };

/**
 * Adds the endpoint's own words where they help to correct the settings. They are left out when they may hold the key,
 * or parts of it as all that is said of keys may, or repeat what people wrote.
 */
export function withQuote(failure: Failure, { apiKey, prompt }: Hidden): Failure {
  const { kind, rejection } = failure;
  if (!rejection || kind !== 'misconfigured' || rejection.status === 401 || rejection.status === 403) return failure;
  const quote = quoteOf(rejection.said);
  if (quote === null || /api.?key|bearer|密钥/i.test(quote) || repeats(quote, `${apiKey ?? ''}\n${prompt}`))
    return failure;
  return new Failure(kind, `${failure.message}端点说：${quote}`, { rejection });
}

function quoteOf(said: string): string | null {
  const read = worded.safeParse(parse(said));
  if (!read.success) return null;
  const line = read.data.message.replace(/\s+/g, ' ').trim();
  return line === '' ? null : line.slice(0, mostQuoted);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function repeats(quote: string, prompt: string): boolean {
  for (let at = 0; at + telltale <= quote.length; at += 1) {
    if (prompt.includes(quote.slice(at, at + telltale))) return true;
  }
  return false;
}
