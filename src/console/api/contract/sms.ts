import { z } from 'zod';
import { listed } from './broadcast-shapes.ts';
import { type AnyRoute, broadcasters, everybody, plain } from './route.ts';
import { id, instant, line, next, page } from './values.ts';

/** What is to be sent to people of the address book. Left out is the usual. */
const order = z.strictObject({
  template: line.min(1).max(100).describe('审核通过的模板的名字'),
  params: z
    .record(z.string().max(100), line.max(200))
    .default({})
    .describe('模板里的变量和内容；姓名、职务、单位由通讯录填上'),
  to: line.max(2_000).describe('通讯录里的哪些人：all、org:组织（含下级）、tag:组织的标签，几个之间用逗号隔开'),
  at: instant.nullish().describe('什么时候发，不写就是现在'),
  until: instant.nullish().describe('到什么时候还没发出就不再发，不写就是 12 小时'),
});

const person = { person: z.string(), organization: z.string() };

export const smsRoutes = {
  listSmsTemplates: {
    ...plain,
    method: 'get',
    path: '/api/sms/templates',
    summary: '短信模板，哪些能用',
    access: broadcasters,
    answer: z.object({
      templates: z.array(
        z.object({
          name: z.string(),
          code: z.string().nullable().describe('平台编号；null 是还不能用'),
          variables: z.array(z.string()),
          text: z.string(),
          charged: z.number().describe('每人至少计费几条'),
        }),
      ),
    }),
  },
  listSms: {
    ...plain,
    method: 'get',
    path: '/api/sms',
    summary: '短信，最新的在前；一次的详情、取消和结果不明的处理同群发',
    access: everybody,
    query: z.strictObject(page),
    answer: z.object({ broadcasts: z.array(listed), next }),
  },
  sendSms: {
    ...plain,
    method: 'post',
    path: '/api/sms',
    summary: '安排一次短信',
    access: broadcasters,
    body: order,
    answer: z.object({
      id,
      at: z.string(),
      deliveries: z.number(),
      leftOut: z.number().describe('几个人不会收到，是谁和为什么见预览'),
      repeated: z.boolean().describe('同一个 Idempotency-Key 之前已经安排过，这次什么都没有做'),
    }),
    once: true,
    act: 'sms.send',
  },
  previewSms: {
    ...plain,
    method: 'post',
    path: '/api/sms/preview',
    summary: '看谁会收到什么、谁不会收到，什么都不安排',
    access: broadcasters,
    body: order,
    answer: z.object({
      at: z.string().describe('最早什么时候发出'),
      closesAt: z.string(),
      readers: z.array(
        z.object({ ...person, phone: z.string().describe('只有首尾几位'), text: z.string(), charged: z.number() }),
      ),
      leftOut: z.array(z.object({ ...person, phone: z.string().nullable(), reason: z.string() })),
    }),
  },
} as const satisfies Record<string, AnyRoute>;

export type SmsOrder = z.output<typeof order>;
