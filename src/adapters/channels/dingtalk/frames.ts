import { z } from 'zod';

/** What comes over the stream; `data` is JSON in a text. */
export type Frame = { type: string; topic: string; messageId: string; data: string };

const shape = z.object({
  type: z.string(),
  headers: z.object({ topic: z.string().default(''), messageId: z.string().default('') }),
  data: z.string().default(''),
});

/** Null: it is none. */
export function readFrame(written: string): Frame | null {
  try {
    const { type, headers, data } = shape.parse(JSON.parse(written));
    return { type, ...headers, data };
  } catch {
    return null;
  }
}

/** The answer that tells the platform it need not bring a frame again. */
export function answerTo({ messageId }: Pick<Frame, 'messageId'>, data: string): string {
  const headers = { messageId, contentType: 'application/json' };
  return JSON.stringify({ code: 200, headers, message: 'OK', data });
}

/** What is answered to a message that is stored. */
export const taken = JSON.stringify({ response: {} });
