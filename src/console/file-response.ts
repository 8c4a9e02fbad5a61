import contentDisposition from 'content-disposition';
import type { Context } from 'hono';
import type { NewFile } from '../domain/file.ts';
import type { OpenFile } from '../ports/job-runner.ts';

/**
 * A file to be saved, never shown: whatever is in it, a browser neither guesses its type nor runs it under our address.
 * Its name stands in UTF-8 (RFC 5987), with a plain one for old clients.
 */
export function respondWithFile(context: Context, file: NewFile | OpenFile): Response {
  context.header('Content-Type', file.mime);
  context.header('Content-Disposition', contentDisposition(file.name));
  context.header('Content-Security-Policy', "default-src 'none'; sandbox");
  context.header('Cache-Control', 'private, no-store');
  const [size, stream] =
    'stream' in file ? [file.size, takenFrom(file.stream)] : [file.bytes.byteLength, inPieces(file.bytes)];
  context.header('Content-Length', String(size));
  return context.body(stream);
}

const pieceBytes = 64 * 1024;

/** Piece by piece as they are taken: a body given whole is copied for each who asks. */
function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from < bytes.byteLength) controller.enqueue(bytes.subarray(from, from + pieceBytes));
      from += pieceBytes;
      if (from >= bytes.byteLength) controller.close();
    },
  });
}

/** As fast as it is taken, and not read on for whoever went. */
function takenFrom(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
