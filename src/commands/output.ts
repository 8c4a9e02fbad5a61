import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Where a command's results go: stdout for results, stderr for progress. */
export type Output = {
  /** One line for a person. */
  line(text: string): void;
  /** One JSON document. */
  json(value: unknown): void;
  /** One line of JSONL; resolves when there is room for more. */
  jsonLine(value: unknown): Promise<void>;
  /** A passing note on a terminal, nothing elsewhere. */
  progress(text: string): void;
  /** One sentence on stderr. */
  note(text: string): void;
};

export const processOutput: Output = {
  line(text) {
    process.stdout.write(`${text}\n`);
  },
  json(value) {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  },
  async jsonLine(value) {
    if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
  },
  progress(text) {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  },
  note(text) {
    process.stderr.write(`${text}\n`);
  },
};

/** Lines of standard input. */
export function standardInputLines(): AsyncIterable<string> {
  return createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
}

/** A table with its columns in line; Han characters are two cells wide. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, column) =>
    Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map(cellsOf)),
  );
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - cellsOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf(text: string): number {
  return [...text].reduce((cells, character) => cells + (/[\u1100-\u115f\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
