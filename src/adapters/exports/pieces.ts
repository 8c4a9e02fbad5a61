import { setImmediate } from 'node:timers/promises';
import type { Rows } from '../../ports/exporter.ts';

/** Rows made and handed on before the event loop gets its turn: about 5 ms of work. */
const rowsAtOnce = 200;

/** The rows in pieces, with a turn of the event loop between two of them. */
export async function* inPieces<Row>(rows: Rows<Row>): AsyncGenerator<Row[]> {
  let piece: Row[] = [];
  for await (const row of rows) {
    piece.push(row);
    if (piece.length < rowsAtOnce) continue;
    yield piece;
    piece = [];
    await setImmediate();
  }
  if (piece.length > 0) yield piece;
}
