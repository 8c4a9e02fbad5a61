import { z } from 'zod';
import { listed } from './broadcast-shapes.ts';
import { type AnyRoute, broadcasters, everybody, plain } from './route.ts';
import { withId } from './values.ts';

const waiting = z.object({
  deliveryId: z.string(),
  groupId: z.string(),
  group: z.string(),
  text: z.string(),
});

export const deliveryRoutes = {
  listUndecided: {
    ...plain,
    method: 'get',
    path: '/api/deliveries/undecided',
    summary: '结果不明、等人判断的投递',
    access: everybody,
    answer: z.object({ undecided: z.array(waiting.extend({ reason: z.string().nullable(), at: z.string() })) }),
  },
  listWaiting: {
    ...plain,
    method: 'get',
    path: '/api/deliveries/waiting',
    summary: '等人手工发到群里的内容',
    access: everybody,
    answer: z.object({
      waiting: z.array(waiting.extend({ link: z.string().nullable(), until: z.string().nullable() })),
    }),
  },
  resolveDelivery: {
    ...plain,
    method: 'post',
    path: '/api/deliveries/{id}/resolve',
    summary: '处理结果不明的投递，或标记手工发布的已经发好',
    access: broadcasters,
    params: withId,
    body: z.strictObject({ as: z.enum(['sent', 'resend']).describe('sent：已经送达；resend：没有送达，再发一次') }),
    answer: z.object({ deliveryId: z.string(), resolved: z.enum(['sent', 'resend']) }),
    act: 'delivery.resolve',
  },
  showStatistics: {
    ...plain,
    method: 'get',
    path: '/api/statistics',
    summary: '等着处理的，和今天的群发；没有人名',
    access: everybody,
    answer: z.object({
      unknown: z.number(),
      waiting: z.number(),
      reminders: z.number().describe('要人工提醒确认的群发'),
      questions: z.object({ open: z.number(), handoffs: z.number() }),
      cases: z.object({ registered: z.number(), today: z.number(), overdue: z.number() }),
      broadcasts: z.array(listed),
    }),
  },
} as const satisfies Record<string, AnyRoute>;
