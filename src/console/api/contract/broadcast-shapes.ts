import { z } from 'zod';
import { deliveryStates } from '../../../domain/delivery.ts';
import { receiptWays } from '../../../domain/receipt.ts';
import { seriesDays } from '../../../domain/series.ts';
import { day, id, instant, line, text } from './values.ts';

export const state = z.enum(deliveryStates);
export const receiptWay = z
  .enum(receiptWays)
  .nullable()
  .describe('怎么确认的：点按钮、回复、点链接；没有记下就是 null');
export const receiptKind = z.enum(['delivered', 'read', 'acknowledged']);
const counts = z.record(state, z.number());

/** What is to be sent: alone, or with `series` again and again. Left out is the usual. */
export const order = z.strictObject({
  text: text.describe('内容，可以写 {群名}、{协会}、{日期}、{星期}'),
  to: line.max(2_000).describe('all、tag:标签、group:群编号，几个之间用逗号隔开'),
  file: id.nullish().describe('附件：上传时得到的 id；有附件时 text 可以是空的'),
  at: instant.nullish().describe('什么时候发，不写就是现在'),
  until: instant.nullish().describe('到什么时候还没发出就不再发，不写就是 12 小时'),
  receipt: z
    .strictObject({ reason: line, until: instant.nullish() })
    .nullish()
    .describe('请大家回复“收到”：为什么，到什么时候'),
  urgent: line.max(200).nullish().describe('加急的原因：不等免打扰时段，不受每天条数限制；会留在操作记录里'),
  series: z
    .strictObject({
      cron: line.max(100).describe('分 时 日 月 星期'),
      days: z.enum(seriesDays).default('all'),
      from: day.nullish(),
      until: day.nullish(),
    })
    .nullish()
    .describe('定期群发的日程'),
});

export const carried = z
  .object({ name: z.string(), size: z.number().describe('字节') })
  .nullable()
  .describe('附件');

export const listed = z.object({
  id,
  kind: z.enum(['broadcast', 'daily']),
  text: z.string(),
  file: carried,
  segment: z.string().nullable(),
  at: z.string(),
  closesAt: z.string(),
  receipt: z.object({ reason: z.string(), until: z.string() }).nullable(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  cancelledAt: z.string().nullable(),
  seriesId: z.string().nullable(),
  skipped: z.string().nullable(),
  urgent: z.string().nullable(),
  reminder: z
    .object({ at: z.string(), outcome: z.enum(['planned', 'by-hand', 'unneeded']) })
    .nullable()
    .describe('截止前的提醒：已私聊、要人工提醒、不需要'),
  counts,
});

export const delivery = z.object({
  id,
  groupId: z.string(),
  group: z.string(),
  state,
  reason: z.string().nullable(),
  sentAt: z.string().nullable(),
  delivered: z.number().nullable().describe('送达几人，平台不告诉就是 null'),
  read: z.number().nullable().describe('几人看过，平台不告诉就是 null'),
  acknowledged: z.number(),
});

const rollPerson = z.object({
  name: z.string(),
  post: z.string().nullable(),
  expected: z.boolean().describe('在已知成员里'),
  delivered: z.string().nullable(),
  read: z.string().nullable(),
  acknowledged: z.string().nullable(),
  late: z.boolean(),
  way: receiptWay,
  remark: z.string().nullable(),
});

/** Of one group: who answered and who did not. */
export const rollGroup = z.object({
  deliveryId: z.string(),
  groupId: z.string(),
  group: z.string(),
  state,
  counts: z.object({
    expected: z.number().describe('应确认'),
    acknowledged: z.number().describe('已确认'),
    late: z.number(),
    missing: z.number().describe('未确认'),
    others: z.number().describe('名单外确认的'),
  }),
  people: z.array(rollPerson),
});

export const preview = z.object({
  at: z.string().describe('最早什么时候发出'),
  waits: z.boolean().describe('要等免打扰时段过去'),
  closesAt: z.string(),
  urgent: z.string().nullable(),
  dailyCap: z.number(),
  file: carried,
  groups: z.array(
    z.object({
      groupId: z.string(),
      group: z.string(),
      channel: z.string(),
      text: z.string(),
      messages: z.number(),
      parts: z.array(z.string()).describe('拆成几条时每条的文字；只有一条就是空的'),
      limit: z
        .object({ value: z.number(), in: z.enum(['units', 'bytes']) })
        .nullable()
        .describe('平台一条消息最长多少，null 是不限'),
      mentions: z
        .array(z.object({ name: z.string(), notifies: z.boolean() }))
        .describe('文字里 @ 了谁，平台会不会提醒'),
      button: z.boolean().describe('有“收到”按钮'),
      buttonApart: z.boolean().describe('文字太长，“收到”按钮在下面另一条消息里'),
      byHand: z.boolean(),
      sentToday: z.number().describe('今天已经收到几条群发'),
      mergesWith: z.number().describe('和几条等着的群发合成一条'),
      unspoken: z.boolean().describe('还没有人在群里 @ 过机器人，平台不让它先开口'),
    }),
  ),
  skipped: z.array(z.object({ groupId: z.string(), group: z.string(), reason: z.string() })),
  times: z.array(z.string()).describe('定期群发最近几次的时间'),
  note: z.string().nullable(),
});
