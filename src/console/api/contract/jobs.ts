import { z } from 'zod';
import { jobKinds } from '../../../domain/job.ts';
import { type AnyRoute, everybody, fileAnswer, plain } from './route.ts';
import { withId } from './values.ts';

export const job = z.object({
  id: z.string(),
  kind: z.enum(jobKinds),
  title: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  done: z.number(),
  total: z.number().nullable().describe('一共多少，不知道就是 null'),
  note: z.string().nullable().describe('结果或没有做成的原因'),
  file: z.object({ name: z.string(), bytes: z.number() }).nullable().describe('做出来的文件'),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});

/** What a route that begins long work answers. */
export const begun = z.object({ jobId: z.string().describe('到 /api/jobs/{id} 看做到哪里了') });

export const jobRoutes = {
  listJobs: {
    ...plain,
    method: 'get',
    path: '/api/jobs',
    summary: '我最近一天里做的费时的事，最新的在前',
    access: everybody,
    answer: z.object({ jobs: z.array(job) }),
  },
  showJob: {
    ...plain,
    method: 'get',
    path: '/api/jobs/{id}',
    summary: '做到哪里了',
    access: everybody,
    params: withId,
    answer: job,
  },
  fetchJobFile: {
    ...plain,
    method: 'get',
    path: '/api/jobs/{id}/file',
    summary: '做出来的文件，保留一天；谁下载过会记入操作记录',
    access: everybody,
    params: withId,
    answer: fileAnswer,
    act: 'job.file',
  },
} as const satisfies Record<string, AnyRoute>;
