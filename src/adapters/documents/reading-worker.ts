import { parentPort } from 'node:worker_threads';
import { AppError } from '../../base/errors.ts';
import { readContent } from './read-content.ts';
import type { Job, Reply } from './background-reader.ts';

/** Entry of the worker that reads files: one job, one reply. */
parentPort?.on('message', ({ bytes, name }: Job) => {
  readContent(bytes, name)
    .then((document): Reply => ({ document }))
    .catch((error: unknown): Reply => ({
      sentence: error instanceof AppError ? error.message : null,
      reason: String(error),
    }))
    .then((reply) => parentPort?.postMessage(reply, []));
});
