import { setImmediate } from 'node:timers/promises';
import type { TableRow, TableSheet } from '../../ports/table-files.ts';

/** A sheet on its way out of the worker; each piece is the JSON of some rows, moved rather than copied. */
export type PackedSheet = { name: string | null; hidden: number; pieces: Uint8Array<ArrayBuffer>[] };

/** Unpacked between two turns of the event loop: a few milliseconds. */
const rowsOfPiece = 500;

export function packSheets(sheets: readonly TableSheet[]): PackedSheet[] {
  const encoder = new TextEncoder();
  return sheets.map(({ name, hidden, rows }) => {
    const pieces: PackedSheet['pieces'] = [];
    for (let from = 0; from < rows.length; from += rowsOfPiece)
      pieces.push(encoder.encode(JSON.stringify(rows.slice(from, from + rowsOfPiece))));
    return { name, hidden, pieces };
  });
}

/** A message of a million cells would be unpacked at once, and hold up everything for as long. */
export async function unpackSheets(packed: readonly PackedSheet[]): Promise<TableSheet[]> {
  const decoder = new TextDecoder();
  const sheets: TableSheet[] = [];
  for (const { name, hidden, pieces } of packed) {
    const rows: TableRow[] = [];
    for (const piece of pieces) {
      rows.push(...(JSON.parse(decoder.decode(piece)) as TableRow[]));
      await setImmediate();
    }
    sheets.push({ name, hidden, rows });
  }
  return sheets;
}
