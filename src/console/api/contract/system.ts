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

const count = z.number().int();
const channelUse = z.object({
  id: z.string(),
  title: z.string().describe('渠道叫什么'),
  limits: z.array(z.string()).describe('平台的限额，一句一项'),
  sent: z.object({ minute: count, hour: count, day: count }).describe('最近一分钟、一小时、24 小时发出几条'),
  rates: z
    .array(z.object({ limit: z.string(), max: count, used: count }))
    .describe('发送频率的限额，和同样长的时间里已经发了几条；按群的是发得最多的那个群'),
  waitMs: z.number().describe('账号还要等多少毫秒才能发下一条'),
  today: z
    .object({
      cap: count.describe('一个群每天最多几条'),
      groups: count.describe('接收群发的群'),
      full: count.describe('今天已到上限的群'),
      most: z.array(z.object({ group: z.string(), sent: count })).describe('今天收到最多的群'),
    })
    .describe('今天群发、寄语到各群的条数'),
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
  listChannelUse: {
    ...plain,
    method: 'get',
    path: '/api/channels',
    summary: '各渠道的限额和用量；一次群发合并成的一条算一条',
    access: administrators,
    answer: z.object({ channels: z.array(channelUse), at: z.string() }),
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
