import { z } from 'zod';
import { begun } from './jobs.ts';
import { administrators, type AnyRoute, plain } from './route.ts';
import { day, line, next, page } from './values.ts';

const filter = {
  from: day.optional().describe('从哪天起'),
  to: day.optional().describe('到哪天为止，含当天'),
  who: line.max(100).optional().describe('谁，完整的名字'),
  action: line.max(100).optional().describe('做了什么，见 actions'),
  subject: line.max(200).optional().describe('对象里的字'),
};

export const auditRoutes = {
  listAudit: {
    ...plain,
    method: 'get',
    path: '/api/audit',
    summary: '操作记录，最新的在前',
    access: administrators,
    query: z.strictObject({ ...page, ...filter }),
    answer: z.object({
      entries: z.array(
        z.object({
          seq: z.number(),
          at: z.string(),
          who: z.string(),
          action: z.string(),
          actionName: z.string(),
          subject: z.string(),
          detail: z.string().describe('说明，给人看'),
        }),
      ),
      next,
    }),
  },
  listAuditActions: {
    ...plain,
    method: 'get',
    path: '/api/audit/actions',
    summary: '操作记录里有哪些动作，和哪些人',
    access: administrators,
    answer: z.object({
      actions: z.array(z.object({ action: z.string(), name: z.string() })),
      people: z.array(z.string()).describe('账号，和命令行'),
    }),
  },
  verifyAudit: {
    ...plain,
    method: 'get',
    path: '/api/audit/verification',
    summary: '核对操作记录有没有被改动、抽走或塞入',
    access: administrators,
    answer: z.object({ whole: z.boolean(), entries: z.number(), sentence: z.string(), at: z.string() }),
  },
  exportAudit: {
    ...plain,
    method: 'post',
    path: '/api/audit/export',
    summary: '把操作记录导出成表格（CSV），按条件',
    access: administrators,
    body: z.strictObject(filter),
    answer: begun,
    act: 'audit.export',
  },
} as const satisfies Record<string, AnyRoute>;
