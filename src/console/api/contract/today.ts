import { z } from 'zod';
import { listed } from './broadcast-shapes.ts';
import { type AnyRoute, everybody, plain } from './route.ts';

export const todayRoutes = {
  showToday: {
    ...plain,
    method: 'get',
    path: '/api/today',
    summary: '今天要人处理的，今天发的，各群这一周收到多少；没有人名',
    access: everybody,
    answer: z.object({
      at: z.string(),
      needs: z.object({
        unknown: z.number().describe('结果不明的投递'),
        byHand: z.number().describe('等人手工发布的'),
        reminders: z.number().describe('要人工提醒确认的群发'),
        newCases: z.number().describe('登记了还没受理的诉求'),
        overdueCases: z.number().describe('过期没办完的诉求'),
        questions: z.number().describe('没有答复的问题'),
        handoffs: z.number().describe('其中转人工的'),
        drafts: z.number().describe('等人审核的寄语'),
      }),
      unwell: z
        .array(
          z.object({
            name: z.string(),
            state: z.enum(['warn', 'fail']),
            detail: z.string(),
            action: z.string().nullable(),
          }),
        )
        .describe('不正常的渠道和部件'),
      daily: z
        .object({
          text: z.string(),
          skipped: z.string().nullable(),
          broadcastId: z.string().nullable(),
          over: z.boolean().describe('今天发寄语的时段已经过了'),
        })
        .nullable()
        .describe('今天的寄语；null 是寄语库里没有'),
      broadcasts: z.array(listed).describe('今天的群发'),
      load: z.object({
        days: z.number(),
        dailyCap: z.number(),
        groups: z.number().describe('接收群发的群'),
        messages: z.number().describe('一共发了几条'),
        busiest: z.array(z.object({ groupId: z.string(), group: z.string(), messages: z.number() })),
      }),
    }),
  },
} as const satisfies Record<string, AnyRoute>;
