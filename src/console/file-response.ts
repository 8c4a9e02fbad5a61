import contentDisposition from 'content-disposition';
import type { Context } from 'hono';
import type { NewFile } from '../domain/file.ts';

/**
 * A file to be saved, never shown: whatever is in it, a browser neither guesses its type nor runs it under our address.
 * Its name stands in UTF-8 (RFC 5987), with a plain one for old clients.
 */
export function respondWithFile(context: Context, { name, mime, bytes }: NewFile): Response {
  context.header('Content-Type', mime);
  context.header('Content-Disposition', contentDisposition(name));
  context.header('Content-Security-Policy', "default-src 'none'; sandbox");
  context.header('Cache-Control', 'private, no-store');
  context.header('Content-Length', String(bytes.byteLength));
  return context.body(inPieces(bytes));
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
