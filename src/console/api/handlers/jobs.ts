import type { Job } from '../../../domain/job.ts';
import type { JobRunner } from '../../../ports/job-runner.ts';
import { bind, type Bound } from '../bind.ts';
import { jobRoutes as routes } from '../contract/jobs.ts';

export type ReadJobs = Pick<JobRunner, 'list' | 'find' | 'open'>;

export function createJobHandlers(jobs: ReadJobs) {
  return {
    listJobs: bind(routes.listJobs, async ({ user }) => ({ jobs: (await jobs.list(user.id)).map(toShown) })),
    showJob: bind(routes.showJob, async ({ user }, { params: { id } }) => toShown(await jobs.find(id, user.id))),
    fetchJobFile: bind(routes.fetchJobFile, ({ user }, { params: { id } }) => jobs.open(id, user.id)),
  } satisfies Record<keyof typeof routes, Bound>;
}

function toShown({ startedAt, endedAt, ...job }: Job) {
  return {
    ...job,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  };
}
