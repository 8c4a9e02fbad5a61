import type { Job, JobFile, JobKind } from '../domain/job.ts';

export type NewJob = { id: string; kind: JobKind; userId: string; title: string; at: number };

/** `done` of `total`; null = not known. */
export type JobProgress = { done: number; total: number | null };

export interface Jobs {
  /** Puts it there as running. */
  add(job: NewJob): Promise<void>;
  find(id: string): Promise<Job | null>;
  /** Of one person, the newest first, at most `limit`. */
  list(userId: string, limit: number): Promise<Job[]>;
  /** It goes on; nothing happens to one that has ended. */
  progress(id: string, at: number, progress: JobProgress): Promise<void>;
  /**
   * Inside the transaction that does it: from then on it counts as done and `note` says what came of it, also when its
   * process dies before it ends.
   */
  settle(id: string, note: string): Promise<void>;
  /** It ends, once; false when it had ended before. */
  end(
    id: string,
    end: { at: number; state: 'done' | 'failed'; note: string | null; file: JobFile | null },
  ): Promise<boolean>;
  /** Ends all that run, of whom nobody is left to do them: as failed with `note`, those settled as done; returns how many. */
  abandon(end: { at: number; note: string }): Promise<number>;
  /** Removes those that began before an instant; returns their ids. */
  removeBefore(before: number): Promise<string[]>;
}
