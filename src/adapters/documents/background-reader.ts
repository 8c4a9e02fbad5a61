import { Worker } from 'node:worker_threads';
import { AppError } from '../../base/errors.ts';
import type { ReadDocument } from '../../domain/document.ts';
import type { TableSheet } from '../../ports/table-files.ts';
import { type PackedSheet, unpackSheets } from './packed-sheets.ts';

/** A file as it is; `name` for what is said of it. */
export type FileToRead = { bytes: Uint8Array; name: string };
export type Job = FileToRead & { what: 'document' | 'sheets' };
/** `sentence` is null when the reader failed in a way that nobody foresaw. */
type Failure = { sentence: string | null; reason: string };
export type Reply = { document: ReadDocument } | { sheets: PackedSheet[] } | Failure;
type Read = Exclude<Reply, Failure>;

export type ReadingLimits = {
  /** Milliseconds for one file. */
  time: number;
  /** Megabytes of the worker's heap. */
  memory: number;
  /** Milliseconds without work after which the worker goes. */
  idle: number;
};

/** Enough for a book of a thousand pages, and far less than the machine of an association has. */
export const usualLimits: ReadingLimits = { time: 90_000, memory: 512, idle: 20_000 };

export type BackgroundReader = {
  /** Reads one file after the other; whatever a file does to the worker becomes `input/invalid` with its name. */
  read(file: FileToRead): Promise<ReadDocument>;
  /** The same of a table, which is handed over without holding up the event loop. */
  readSheets(file: FileToRead): Promise<TableSheet[]>;
  /** Ends the worker, and with it what it is reading; the next file starts another. */
  close(): Promise<void>;
};

/** Reads files in a worker, so that a hostile one neither blocks nor ends the process. It starts with the first file. */
export function createBackgroundReader(of: { entry: () => URL; limits: ReadingLimits }): BackgroundReader {
  let worker: Worker | null = null;
  let idling: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function start(): Worker {
    clearTimeout(idling);
    if (worker) return worker;
    const started = new Worker(of.entry(), { resourceLimits: { maxOldGenerationSizeMb: of.limits.memory } });
    // Without work it must not keep the process alive, nor end it.
    started.on('error', () => {});
    started.on('exit', () => {
      if (worker === started) worker = null;
    });
    worker = started;
    return started;
  }

  async function stop(): Promise<void> {
    clearTimeout(idling);
    const stopped = worker;
    worker = null;
    await stopped?.terminate();
  }

  async function readNext(job: Job): Promise<Read> {
    const running = start();
    running.ref();
    try {
      return await work(running, job, of.limits.time);
    } catch (error) {
      // After a failure nobody foresaw the worker may be spoilt.
      if (!(error instanceof AppError) || error.cause !== undefined) await stop();
      throw error;
    } finally {
      running.unref();
      idling = setTimeout(() => void stop(), of.limits.idle).unref();
    }
  }

  function inTurn(job: Job): Promise<Read> {
    const reading = last.then(() => readNext(job));
    last = reading.catch(() => undefined);
    return reading;
  }

  return {
    async read(file) {
      const read = await inTurn({ ...file, what: 'document' });
      if ('document' in read) return read.document;
      throw crashed(file.name, new Error('the reading worker answered something else'));
    },

    async readSheets(file) {
      const read = await inTurn({ ...file, what: 'sheets' });
      if ('sheets' in read) return unpackSheets(read.sheets);
      throw crashed(file.name, new Error('the reading worker answered something else'));
    },

    close: stop,
  };
}

function work(worker: Worker, job: Job, time: number): Promise<Read> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(tooSlow(job.name, time))), time);
    const onMessage = (reply: Reply): void =>
      settle(() => ('reason' in reply ? reject(failed(job.name, reply)) : resolve(reply)));
    const onError = (error: unknown): void => settle(() => reject(crashed(job.name, error)));
    const onExit = (): void => settle(() => reject(crashed(job.name, new Error('the reading worker ended'))));
    function settle(end: () => void): void {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      end();
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job, []);
  });
}

function failed(name: string, { sentence, reason }: Failure): AppError {
  return sentence === null ? crashed(name, new Error(reason)) : new AppError('input/invalid', sentence);
}

function tooSlow(name: string, time: number): AppError {
  const seconds = Math.round(time / 1000);
  const cause = new Error('the reading worker took too long');
  return new AppError('input/invalid', `${name} 读了 ${seconds} 秒还没有读完，请拆成几份再导入。`, { cause });
}

function crashed(name: string, cause: unknown): AppError {
  const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const sentence = isFull
    ? `${name} 太复杂，读它要用的内存超过上限，请拆成几份再导入。`
    : `${name} 读不出来，可能已损坏，请用原来的软件打开后另存一份再导入。`;
  return new AppError('input/invalid', sentence, { cause });
}
