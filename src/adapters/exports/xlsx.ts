import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../base/errors.ts';
import type { Table, TableExporter } from '../../ports/exporter.ts';
import { inPieces } from './pieces.ts';
import { replaceFile } from './replace-file.ts';
import { xlsxWorker } from './xlsx-worker.ts';

/** Beyond it a workbook takes some 250 MB of memory to make. */
const mostRows = 100_000;

/** Excel workbooks, made in a worker so that the bot goes on answering. */
export function createXlsxExporter(): TableExporter {
  return {
    write(table, file) {
      return replaceFile(file, (temporary) => makeWorkbook(table, temporary));
    },
  };
}

async function makeWorkbook({ forPaper = false, sheets: further = [], ...first }: Table, file: string): Promise<void> {
  const all = [first, ...further];
  const library = createRequire(import.meta.url).resolve('write-excel-file/node');
  const worker = new Worker(xlsxWorker, {
    eval: true,
    workerData: { library, file, sheets: all.map(({ title, columns }) => ({ title, columns })), forPaper },
  });
  const written = once(worker, 'message');
  // A worker that dies early is seen where `written` is awaited, after the rows are made.
  written.catch(() => undefined);
  try {
    await post(all, worker);
    await written;
  } finally {
    await worker.terminate();
  }
}

async function post(sheets: readonly Pick<Table, 'rows'>[], worker: Worker): Promise<void> {
  let count = 0;
  for (const [sheet, table] of sheets.entries()) {
    for await (const rows of inPieces(table.rows)) {
      count += rows.length;
      if (count > mostRows) throw new AppError('input/invalid', `xlsx 最多 ${mostRows} 行，请缩短日期范围或改用 csv。`);
      worker.postMessage({ sheet, rows }, []);
    }
  }
  worker.postMessage(null, []);
}
