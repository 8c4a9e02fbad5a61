import type { Context } from 'hono';
import { AppError } from '../base/errors.ts';

/** At most `bytes` of them, or `input/too-long` with the sentence given. */
export type BodySize = { bytes: number; sentence: string };

/** Throws when the body says itself that it is too long. */
export function assertSaidSize({ req }: Context, { bytes, sentence }: BodySize): void {
  if (Number(req.header('content-length') ?? 0) > bytes) throw new AppError('input/too-long', sentence);
}

/** The body as it comes, also in chunks; nothing more of it is read once `late` aborts. */
export async function readBytes(
  { req }: Context,
  size: BodySize,
  late?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = req.raw.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  late?.addEventListener('abort', () => void reader.cancel(), { once: true });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(Buffer.concat(chunks));
    length += value.length;
    if (length <= size.bytes) chunks.push(value);
    else {
      await reader.cancel();
      throw new AppError('input/too-long', size.sentence);
    }
  }
}
