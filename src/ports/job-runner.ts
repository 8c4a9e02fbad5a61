import type { Job, JobKind } from '../domain/job.ts';
import type { User } from '../domain/user.ts';
import type { JobProgress, Jobs } from './jobs.ts';

/** What came of a job: a file it has written into its folder, and one sentence for people. */
export type JobResult = { file: { name: string; mime: string; path: string } | null; note: string | null };

/** Inside the transaction that does the work: it is done then, and `note` says so, whatever becomes of its process. */
export type SettleJob = (records: { jobs: Pick<Jobs, 'settle'> }, note: string) => Promise<void>;

/**
 * `folder`: of this job alone, removed with it. `report` may be called as often as wanted. `signal`: the server stops, and
 * nobody will see what comes of it.
 */
export type JobContext = {
  folder: string;
  report: (progress: JobProgress) => void;
  signal: AbortSignal;
  settle: SettleJob;
};
export type JobWork = (context: JobContext) => Promise<JobResult>;

/** A file of any size, to be sent piece by piece. `size`: bytes. */
export type OpenFile = { name: string; mime: string; size: number; stream: AsyncIterable<Uint8Array> };

/** Does long work beside the requests that ask for it. Whoever began a job alone sees it and what came of it. */
export interface JobRunner {
  /** Begins it and resolves at once; throws `access/too-many` when this person has several running. */
  start(job: { kind: JobKind; userId: string; title: string }, work: JobWork): Promise<{ id: string }>;
  /** The newest first. */
  list(userId: string): Promise<Job[]>;
  /** Throws `record/not-found`. */
  find(id: string, userId: string): Promise<Job>;
  /** That it was taken is on record before. Throws `record/not-found` when there is none, or not any longer. */
  open(id: string, user: Pick<User, 'id' | 'name'>): Promise<OpenFile>;
  /** Removes what has been kept long enough. */
  tidy(): Promise<void>;
  /** Stops what runs here; resolves when all of it has ended. */
  stop(): Promise<void>;
}
