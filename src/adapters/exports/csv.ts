import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Table, TableExporter } from '../../ports/exporter.ts';
import { inPieces } from './pieces.ts';
import { replaceFile } from './replace-file.ts';

/**
 * A cell that a spreadsheet would take for a formula gets a `'` before it. The text comes from chats: `=HYPERLINK(…)` or
 * a leading `@`, full-width too, would run or call out when staff open the file. Plain numbers such as -5 stay.
 */
const formula = /^\s*[=+\-@\t\r＝＋－＠]/u;
const plainNumber = /^\s*[+-]?\d+(?:\.\d+)?\s*$/u;
const quoted = /[",\r\n]/u;
/** Excel reads a CSV as UTF-8 only with this in front. */
const byteOrderMark = '\uFEFF';

/** Comma-separated values for Excel: BOM, CRLF, quotes, no formulas. */
export function createCsvExporter(): TableExporter {
  return {
    write(table, file) {
      return replaceFile(file, (temporary) => pipeline(Readable.from(lines(table)), createWriteStream(temporary)));
    },
  };
}

async function* lines({ columns, rows }: Table): AsyncGenerator<string> {
  yield byteOrderMark + line(columns.map(({ header }) => header));
  for await (const piece of inPieces(rows)) yield piece.map(line).join('');
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string): string {
  const safe = formula.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return quoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
