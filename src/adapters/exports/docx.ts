import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../base/errors.ts';
import type { DocumentExporter, TextDocument } from '../../ports/exporter.ts';
import { docxWorker } from './docx-worker.ts';
import { inPieces } from './pieces.ts';
import { replaceFile } from './replace-file.ts';

/** Beyond it Word takes minutes to open what was made, and making it some 400 MB of memory. */
const mostRows = 5_000;

/** Word documents, made in a worker so that the bot goes on answering. */
export function createDocxExporter(): DocumentExporter {
  return {
    write(document, file) {
      return replaceFile(file, (temporary) => makeDocument(document, temporary));
    },
  };
}

async function makeDocument({ title, about = [], across = false, parts }: TextDocument, file: string): Promise<void> {
  const library = createRequire(import.meta.url).resolve('docx');
  const worker = new Worker(docxWorker, {
    eval: true,
    workerData: { library, file, title, about, across },
  });
  const written = once(worker, 'message');
  // A worker that dies early is seen where `written` is awaited, after the parts are made.
  written.catch(() => undefined);
  try {
    for await (const message of messagesOf(parts)) worker.postMessage(message, []);
    worker.postMessage(null, []);
    await written;
  } finally {
    await worker.terminate();
  }
}

async function* messagesOf(parts: TextDocument['parts']): AsyncGenerator<object> {
  let count = 0;
  for await (const part of parts) {
    if (part.kind !== 'table') {
      yield part;
      continue;
    }
    const { rows: all, ...head } = part;
    yield head;
    for await (const rows of inPieces(all)) {
      count += rows.length;
      if (count > mostRows)
        throw new AppError('input/invalid', `docx 最多 ${mostRows} 行，请缩短日期范围或改用 xlsx、csv。`);
      yield { kind: 'rows', rows };
    }
  }
}
