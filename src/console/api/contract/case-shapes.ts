import { z } from 'zod';
import { caseActions, caseSources, caseStatuses, satisfactions } from '../../../domain/case.ts';
import { followActions } from '../../../domain/case-flow.ts';
import { deliveryStates } from '../../../domain/delivery.ts';

export const caseStatus = z.enum(caseStatuses);
const words = z.string().nullable();

/** A line of the register. */
export const listedCase = z.object({
  no: z.string(),
  version: z.number(),
  kind: z.string(),
  kindName: z.string(),
  status: caseStatus,
  source: z.enum(caseSources),
  organization: words,
  contact: words.describe('打了码的姓名'),
  phone: words.describe('打了码的电话'),
  member: words.describe('提交人，打了码'),
  category: words,
  content: z.string(),
  satisfaction: z.enum(satisfactions).nullable(),
  assignee: words.describe('现在由谁办'),
  dueDay: words.describe('办理期限，YYYY-MM-DD'),
  daysLeft: z.number().nullable().describe('还有几个工作日，负数是已经过期；办完的没有'),
  createdAt: z.string(),
  updatedAt: z.string(),
  endedAt: words,
});

const step = z.object({
  seq: z.number(),
  at: z.string(),
  who: z.string(),
  theirs: z.boolean().describe('是提交人做的'),
  action: z.enum(caseActions),
  status: caseStatus,
  note: words,
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

const assignment = z.object({
  assignee: z.string(),
  kind: z.enum(['user', 'person', 'body']),
  where: words.describe('通讯录里的人属于哪个组织'),
  lead: words,
  dueDay: words,
  assignedBy: z.string(),
  assignedAt: z.string(),
  endedAt: words,
  endedAs: words,
});

/** One case with its whole story. */
export const wholeCase = listedCase.omit({ assignee: true }).extend({
  email: words,
  expectation: words,
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  mergedInto: words,
  hidden: z.boolean().describe('姓名和电话打了码'),
  group: words,
  placedIn: z.object({ id: z.string(), name: z.string() }).nullable().describe('归到通讯录里哪个组织'),
  receptionDay: z.object({ id: z.string(), date: z.string() }).nullable(),
  steps: z.array(step),
  assignments: z.array(assignment),
  merged: z.array(z.string()).describe('并进来的编号'),
  files: z.array(z.object({ id: z.string(), name: z.string(), mime: z.string(), size: z.number().describe('字节') })),
  told: z
    .array(
      z.object({
        id: z.string(),
        text: z.string(),
        state: z.enum(deliveryStates),
        reason: words,
        at: z.string(),
        sentAt: words,
      }),
    )
    .describe('告诉了提交人什么，到了没有'),
  actions: z.array(z.enum(followActions)).describe('现在能做的事'),
  noReply: words.describe('为什么不能由机器人回复提交人，null 是能'),
});

export const alikeCase = z.object({
  no: z.string(),
  score: z.number().describe('0 到 1'),
  reason: z.string(),
  kind: z.string(),
  status: caseStatus,
  organization: words,
  content: z.string(),
  createdAt: z.string(),
});

const share = z.object({ count: z.number(), of: z.number(), rate: z.number().nullable().describe('0 到 1') });

export const figures = z.object({
  total: z.number(),
  withdrawn: z.number(),
  merged: z.number(),
  declined: z.number(),
  open: z.number(),
  overdue: z.number(),
  handled: z.number().describe('应办：不含撤回、并入、不予受理'),
  assigned: share.describe('交办率'),
  onTime: share.describe('按时答复率'),
  resolved: share.describe('办结率'),
  pleased: share.describe('满意率'),
  medianDays: z.number().nullable().describe('办结用时的中位数，天'),
});
