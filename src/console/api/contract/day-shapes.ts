import { z } from 'zod';
import { caseStatuses } from '../../../domain/case.ts';
import { dayStatuses } from '../../../domain/reception-day.ts';
import { day, id, line } from './values.ts';

export const status = z.enum(dayStatuses);
export const date = z.string().describe('YYYY-MM-DD');
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, '应写成 09:00 这样');
const lead = z.number().int().min(0).max(60).nullable();

export const listedDay = z.object({
  id,
  ruleId: z.string().nullable().describe('由哪个定期接待日排出来的'),
  date,
  startsAt: z.string(),
  endsAt: z.string(),
  status,
  host: z.string(),
  place: z.string().nullable().describe('null：线上'),
  topics: z.array(z.string()),
  segment: z.string().describe('哪些群'),
  reason: z.string().nullable().describe('为什么取消，或没有开放'),
});

export const shownDay = listedDay.extend({
  announceAt: z.string().nullable(),
  remindAt: z.string().nullable(),
  openedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  minutes: z.string().nullable().describe('接待纪要'),
  createdBy: z.string(),
  cases: z.array(z.object({ kind: z.string(), kindName: z.string(), status: z.enum(caseStatuses), cases: z.number() })),
  steps: z.array(z.object({ at: z.string(), who: z.string(), action: z.string(), note: z.string().nullable() })),
});

export const rule = z.object({
  id,
  every: z.string(),
  everyInWords: z.string(),
  from: z.string(),
  until: z.string(),
  host: z.string(),
  place: z.string().nullable(),
  topics: z.array(z.string()),
  segment: z.string(),
  endedAt: z.string().nullable(),
});

const room = z.object({
  groupId: z.string(),
  group: z.string(),
  channel: z.string(),
  byHand: z.boolean().describe('要人手工发到群里'),
});
export const reach = {
  groups: z.array(room),
  leftOut: z.array(room.extend({ reason: z.string() })),
  none: z.string().nullable().describe('为什么一个群也收不到'),
};

export const draft = z.strictObject({
  date: day.describe('哪天；定期的写从哪天起'),
  from: time,
  until: time,
  host: line.max(200).describe('谁接待，成员会看到'),
  place: line.max(400).nullable().default(null).describe('地点；null：线上，在群里'),
  topics: z.array(line.max(200)).max(20).default([]),
  to: line.max(2_000).describe('哪些群：all、tag:标签、org:组织、group:群编号，几个之间用逗号隔开'),
  announceDays: lead.default(3).describe('提前几天（9 点）预告；null：不预告'),
  remindDays: lead.default(1).describe('提前几天（9 点）提醒；null：不提醒'),
});
export const every = line.max(60).describe('workday:3（每月第三个工作日，-1 是最后一个），或“日 月 星期”，如 15 * *');

export const edit = z.strictObject({
  date: day.optional(),
  from: time.optional(),
  until: time.optional(),
  host: line.max(200).optional(),
  place: line.max(400).nullable().optional(),
  topics: z.array(line.max(200)).max(20).optional(),
});

export const act = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['announce', 'open', 'close']) }),
  z.strictObject({ kind: z.literal('cancel'), reason: line.max(1_000).default('') }),
  z.strictObject({ kind: z.literal('change'), edit }),
]);

export const dayCase = z.object({
  no: z.string(),
  kind: z.string(),
  kindName: z.string(),
  status: z.enum(caseStatuses),
  organization: z.string().nullable(),
  content: z.string().describe('姓名、电话已遮住'),
  createdAt: z.string(),
  dueAt: z.string().nullable(),
});

export const point = z.object({
  no: z.string(),
  kind: z.string(),
  said: z.string().nullable().describe('公布时怎么说；null：内容不公开'),
  decided: z.string(),
  settled: z.boolean(),
});
