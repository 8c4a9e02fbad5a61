import { AppError } from '../../../base/errors.ts';
import type { Job, JobKind } from '../../../domain/job.ts';
import type { JobRunner } from '../../../ports/job-runner.ts';
import { bind, type Bound } from '../bind.ts';
import { jobRoutes as routes } from '../contract/jobs.ts';

/** Whoever began it may be no administrator any more. */
const forAdministrators: ReadonlySet<JobKind> = new Set<JobKind>(['audit/export', 'store/backup']);

export type ReadJobs = Pick<JobRunner, 'list' | 'find' | 'open'>;

export function createJobHandlers(jobs: ReadJobs) {
  return {
    listJobs: bind(routes.listJobs, async ({ user }) => ({ jobs: (await jobs.list(user.id)).map(toShown) })),
    showJob: bind(routes.showJob, async ({ user }, { params: { id } }) => toShown(await jobs.find(id, user.id))),
    fetchJobFile: bind(routes.fetchJobFile, async ({ user }, { params: { id } }) => {
      const { kind } = await jobs.find(id, user.id);
      if (forAdministrators.has(kind) && user.role !== 'admin')
        throw new AppError('access/denied', '这个文件只有管理员能下载，您的账号现在不是管理员。');
      return jobs.open(id, user);
    }),
  } satisfies Record<keyof typeof routes, Bound>;
}

function toShown({ startedAt, endedAt, ...job }: Job) {
  return {
    ...job,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  };
}
