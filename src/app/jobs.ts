import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../base/errors.ts';
import { type Job, jobAt, type JobFile, jobKeptMs, stoppedNote } from '../domain/job.ts';
import type { Audit } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobResult, JobRunner, JobWork, SettleJob } from '../ports/job-runner.ts';
import type { JobProgress, Jobs } from '../ports/jobs.ts';
import type { Log } from '../ports/log.ts';

export type JobsDeps = {
  jobs: Jobs;
  audit: Pick<Audit, 'append'>;
  folder: string;
  clock: Clock;
  log: Log;
  newId: () => string;
};

/** Each may take a worker thread and a good part of the memory. */
const mostAtOnce = 3;
const shown = 20;
/** Far below the silence after which a job counts as stopped, milliseconds. */
const beatMs = 5_000;
/** Whoever watches sees it move, milliseconds. */
const reportMs = 300;

/** Jobs of this process; how far they are is in the store, what comes of them in a folder. */
export function createJobRunner(deps: JobsDeps): JobRunner {
  const { jobs, clock, newId } = deps;
  const stopping = new AbortController();
  const running = new Map<string, Running>();
  const folderOf = (id: string): string => join(deps.folder, id);

  async function find(id: string, userId: string): Promise<Job> {
    const job = await jobs.find(id);
    if (job === null || job.userId !== userId) throw new AppError('record/not-found', '没有这件事，或已经过了一天。');
    return asItIs(job);
  }

  /** While a job writes in one transaction the store cannot be told how far it is; here it is known. */
  function asItIs(job: Job): Job {
    const here = job.state === 'running' ? running.get(job.id) : undefined;
    return here === undefined ? jobAt(job, clock.now()) : { ...job, ...here.latest, seenAt: clock.now() };
  }

  /** Of jobs that ended without a file, as one whose process was killed, or that nobody knows any longer. */
  async function removeStray(): Promise<void> {
    for (const id of await readdir(deps.folder).catch(() => [])) {
      if (running.has(id)) continue;
      const found = await jobs.find(id);
      const job = found && jobAt(found, clock.now());
      if (job === null || (job.state !== 'running' && job.file === null)) await removeFolder(folderOf(id));
    }
  }

  return {
    async start({ kind, userId, title }, work) {
      if (stopping.signal.aborted) throw new AppError('access/too-many', '服务正在停止，请稍后再做。');
      if ([...running.values()].filter((one) => one.userId === userId).length >= mostAtOnce)
        throw new AppError('access/too-many', `您已经有 ${mostAtOnce} 件事在做，请等其中一件做完。`);
      const id = newId();
      const added = jobs.add({ id, kind, userId, title, at: clock.now() });
      const task: Task = { id, folder: folderOf(id), work, signal: stopping.signal, onProgress };
      function onProgress(latest: JobProgress): void {
        const here = running.get(id);
        if (here !== undefined) here.latest = latest;
      }
      const carriedOut = added.then(
        () => carryOut(deps, task),
        () => undefined,
      );
      const ended = carriedOut.finally(() => running.delete(id));
      running.set(id, { userId, ended, latest: { done: 0, total: null } });
      await added;
      return { id };
    },

    async list(userId) {
      return (await jobs.list(userId, shown)).map(asItIs);
    },

    find,

    async open(id, user) {
      const { file, startedAt } = await find(id, user.id);
      const path = join(folderOf(id), basename(file?.name ?? ''));
      const found = file === null ? null : await stat(path).catch(() => null);
      if (file === null || !found?.isFile())
        throw new AppError('record/not-found', '这件事没有留下文件，或文件在另一台服务器上，请再做一次。');
      const detail = { made: new Date(startedAt).toISOString() };
      await deps.audit.append({ at: clock.now(), who: user.name, action: 'job/file', subject: file.name, detail });
      return { ...file, size: found.size, stream: createReadStream(path) };
    },

    async tidy() {
      const gone = await jobs.removeBefore(clock.now() - jobKeptMs);
      for (const id of gone) await removeFolder(folderOf(id));
      await removeStray();
    },

    async stop() {
      stopping.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

type Running = { userId: string; ended: Promise<void>; latest: JobProgress };

type Task = {
  id: string;
  folder: string;
  work: JobWork;
  signal: AbortSignal;
  onProgress: (progress: JobProgress) => void;
};

/** Never rejects: what went wrong is what the job says. */
async function carryOut(deps: JobsDeps, task: Task): Promise<void> {
  const { jobs, clock, log } = deps;
  const { id, folder, work, signal } = task;
  const beating = beat(deps, task);
  const settle: SettleJob = (records, note) => records.jobs.settle(id, note);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    signal.throwIfAborted();
    const { file, note } = await work({ folder, report: beating.report, signal, settle });
    await beating.end();
    await jobs.end(id, { at: clock.now(), state: 'done', note, file: file && (await factsOf(file)) });
  } catch (error) {
    await beating.end();
    if (!(error instanceof AppError) && !signal.aborted) log.error({ error, job: id }, 'a job failed');
    // What is half written is of no use, and may hold names and numbers.
    await removeFolder(folder).catch((cause: unknown) => log.warn({ error: cause, job: id }, 'files of a job stay'));
    const stored = (await jobs.find(id).catch(() => null))?.note ?? null;
    const note = stored ?? (signal.aborted ? stoppedNote : sentenceOf(error));
    await jobs
      .end(id, { at: clock.now(), state: stored === null ? 'failed' : 'done', note, file: null })
      .catch((cause: unknown) => log.error({ error: cause, job: id }, 'the end of a job is not on record'));
  }
}

/** Tells the store that the job goes on and how far it is: seldom, however often it reports. */
function beat(
  { jobs, clock, log }: JobsDeps,
  { id, onProgress }: Pick<Task, 'id' | 'onProgress'>,
): { report: (progress: JobProgress) => void; end(): Promise<void> } {
  let latest: JobProgress = { done: 0, total: null };
  let last: Promise<void> = Promise.resolve();
  let toldAt = 0;
  const tell = (): void => {
    toldAt = clock.now();
    last = jobs
      .progress(id, toldAt, latest)
      .catch((error: unknown) => log.warn({ error, job: id }, 'the progress of a job is not on record'));
  };
  const timer = setInterval(tell, beatMs);
  return {
    report(progress) {
      latest = progress;
      onProgress(progress);
      if (clock.now() - toldAt >= reportMs) tell();
    },
    async end() {
      clearInterval(timer);
      await last;
      // What was reported last may have come too soon after what was told last.
      if (latest.done > 0) tell();
      await last;
    },
  };
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

async function factsOf({ name, mime, path }: NonNullable<JobResult['file']>): Promise<JobFile> {
  return { name, mime, bytes: (await stat(path)).size };
}

function sentenceOf(error: unknown): string {
  return error instanceof AppError ? error.message : '没有做成，原因在服务日志里；请稍后再试，或联系管理员。';
}
