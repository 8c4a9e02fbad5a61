/** Work that takes longer than anybody waits for an answer. */
export const jobKinds = [
  'cases/export',
  'cases/import',
  'pack/export',
  'documents/read',
  'people/import',
  'lists/import',
  'audit/export',
  'store/backup',
  'daily/draft',
] as const;
export type JobKind = (typeof jobKinds)[number];

export type JobState = 'running' | 'done' | 'failed';

/** What came of it, for people. */
export type JobFile = { name: string; mime: string; bytes: number };

/**
 * `done` of `total` in whatever it counts; `total` null: not known. `note`: one sentence for people, what came of it or
 * why it failed; one that still runs has it when all of it is stored, and only its report is being written. `seenAt`:
 * when it last said that it goes on. Times are epoch ms.
 */
export type Job = {
  id: string;
  kind: JobKind;
  userId: string;
  title: string;
  state: JobState;
  done: number;
  total: number | null;
  note: string | null;
  file: JobFile | null;
  startedAt: number;
  seenAt: number;
  endedAt: number | null;
};

/** A job says so more often than that, or its process is gone. */
const silenceMs = 60_000;
export const stoppedNote = '服务停过，这件事没有做完，请再做一次。';

/** How long what came of it is kept. */
export const jobKeptMs = 24 * 3_600_000;

/** As it is to be shown: whoever has been silent for too long is not running any more. */
export function jobAt(job: Job, now: number): Job {
  if (job.state !== 'running' || now - job.seenAt <= silenceMs) return job;
  const endedAt = job.seenAt;
  return job.note === null
    ? { ...job, state: 'failed', note: stoppedNote, endedAt }
    : { ...job, state: 'done', endedAt };
}
