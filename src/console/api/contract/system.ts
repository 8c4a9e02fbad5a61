import { z } from 'zod';
import { begun } from './jobs.ts';
import { administrators, type AnyRoute, everybody, plain } from './route.ts';

export const finding = z.object({
  name: z.string(),
  title: z.string().describe('这部分叫什么'),
  channel: z.boolean().describe('是一个渠道'),
  state: z.enum(['ok', 'warn', 'fail', 'off']),
  detail: z.string(),
  action: z.string().nullable().describe('该做什么；null：不用做'),
});

export const systemRoutes = {
  showSystem: {
    ...plain,
    method: 'get',
    path: '/api/system',
    summary: '运行的是什么版本',
    access: everybody,
    answer: z.object({
      version: z.string(),
      node: z.string(),
      store: z.enum(['sqlite', 'postgres']),
      timeZone: z.string(),
      now: z.string(),
      startedAt: z.string(),
    }),
  },
  listFindings: {
    ...plain,
    method: 'get',
    path: '/api/findings',
    summary: '自检：各部分和各渠道哪些正常，该做什么',
    access: administrators,
    answer: z.object({ findings: z.array(finding), at: z.string() }),
  },
  makeBackup: {
    ...plain,
    method: 'post',
    path: '/api/backup',
    summary: '把全部数据备份成一个文件；做好后到 /api/jobs/{id}/file 下载',
    access: administrators,
    answer: begun,
    act: 'store.backup',
  },
} as const satisfies Record<string, AnyRoute>;
