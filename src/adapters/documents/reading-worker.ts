import { parentPort } from 'node:worker_threads';
import { AppError } from '../../base/errors.ts';
import { packSheets } from './packed-sheets.ts';
import { readContent } from './read-content.ts';
import { readSheets } from './read-sheets.ts';
import type { Job, Reply } from './background-reader.ts';

/** Entry of the worker that reads files: one job, one reply. */
parentPort?.on('message', (job: Job) => {
  read(job)
    .catch((error: unknown): Reply => ({
      sentence: error instanceof AppError ? error.message : null,
      reason: String(error),
    }))
    .then((reply) => parentPort?.postMessage(reply, movedWith(reply)));
});

async function read({ what, bytes, name }: Job): Promise<Reply> {
  if (what === 'sheets') return { sheets: packSheets(await readSheets(bytes, name)) };
  return { document: await readContent(bytes, name) };
}

function movedWith(reply: Reply): ArrayBuffer[] {
  return 'sheets' in reply ? reply.sheets.flatMap(({ pieces }) => pieces.map(({ buffer }) => buffer)) : [];
}
