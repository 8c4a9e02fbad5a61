import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { JsonExporter, JsonList } from '../../ports/exporter.ts';
import { inPieces } from './pieces.ts';
import { replaceFile } from './replace-file.ts';

/** One JSON document, an item a line. */
export function createJsonExporter(): JsonExporter {
  return {
    write(list, file) {
      return replaceFile(file, (temporary) => pipeline(Readable.from(parts(list)), createWriteStream(temporary)));
    },
  };
}

async function* parts({ key, items }: JsonList): AsyncGenerator<string> {
  yield `{${JSON.stringify(key)}:[`;
  let before = '\n';
  for await (const piece of inPieces(items)) {
    yield before + piece.map((item) => JSON.stringify(item)).join(',\n');
    before = ',\n';
  }
  yield '\n]}\n';
}
