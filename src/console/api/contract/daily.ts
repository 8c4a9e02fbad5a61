import { z } from 'zod';
import { deliveryStates } from '../../../domain/delivery.ts';
import { begun } from './jobs.ts';
import { type AnyRoute, broadcasters, everybody, fileAnswer, plain } from './route.ts';
import { day, id, line, next, page, text, withId } from './values.ts';

const counts = z.record(z.enum(deliveryStates), z.number());
export const dailyStates = ['chosen', 'fixed', 'planned', 'skipped'] as const;
export const dailyOrigins = ['shipped', 'own', 'generated'] as const;
export const draftStates = ['draft', 'approved', 'rejected'] as const;
export const sheetFormats = ['xlsx', 'docx', 'csv'] as const;

const date = z.string().describe('YYYY-MM-DD');

const calendarDay = z.object({
  date,
  weekday: z.string(),
  occasions: z.array(z.string()).describe('节日、节气，最要紧的在前'),
  off: z.boolean().describe('休息日，含法定节假日；调休上班的不算'),
  messageId: z.string().nullable(),
  text: z.string().nullable().describe('null：寄语库里没有可用的，或者当天不发'),
  source: z.string().nullable(),
  theme: z.string().nullable(),
  generated: z.boolean().describe('大模型起草，人审核过'),
  state: z.enum(dailyStates).describe('chosen：到时按规则选的；fixed：人指定的；planned：已经安排发出；skipped：不发'),
  reason: z.string().nullable().describe('为什么不发'),
  deliveries: counts.nullable().describe('各群的投递，null：还没有安排'),
});

const message = z.object({
  id,
  theme: z.string(),
  text: z.string(),
  occasion: z.string().nullable().describe('只在这个节日或节气用'),
  source: z.string().nullable(),
  origin: z.enum(dailyOrigins).describe('shipped：随软件的；own：自己写的；generated：大模型起草、人审核的'),
  lastOn: date.nullable().describe('这一天之前，最近哪天用过'),
  nextOn: date.nullable().describe('这一天之后，最近哪天要用'),
  repeats: z.boolean().describe('和前后用它的日子离得太近'),
});

const draft = z.object({
  id,
  theme: z.string(),
  text: z.string(),
  occasion: z.string().nullable(),
  source: z.string().nullable(),
  generated: z.boolean().describe('大模型起草的'),
  state: z.enum(draftStates),
  createdBy: z.string(),
  createdAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string().nullable().describe('为什么退回'),
});

const word = line.max(1_000);

export const dailyRoutes = {
  showDaily: {
    ...plain,
    method: 'get',
    path: '/api/daily',
    summary: '寄语：今天、发出时间、主题、节日，能不能请大模型起草',
    access: everybody,
    answer: z.object({
      today: date,
      window: z.object({ from: z.string(), until: z.string() }).describe('几点发，最晚补发到几点'),
      canDraft: z.boolean(),
      themes: z.array(z.object({ name: z.string(), messages: z.number() })),
      occasions: z.array(z.string()),
      waiting: z.number().describe('等着审核的草稿'),
    }),
  },
  listDailyDays: {
    ...plain,
    method: 'get',
    path: '/api/daily/days',
    summary: '每天的寄语：已经发的、定了的和到时会选的',
    access: everybody,
    query: z.strictObject({
      from: day.optional().describe('从哪天起，不写就是今天'),
      days: z.coerce.number().int().min(1).max(100).default(60),
    }),
    answer: z.object({ days: z.array(calendarDay) }),
  },
  showDailyDay: {
    ...plain,
    method: 'get',
    path: '/api/daily/days/{id}',
    summary: '一天的寄语',
    access: everybody,
    params: withId,
    answer: calendarDay,
  },
  fixDailyDay: {
    ...plain,
    method: 'post',
    path: '/api/daily/days/{id}/message',
    summary: '指定一天用哪条寄语',
    access: broadcasters,
    params: withId,
    body: z.strictObject({ messageId: id }),
    answer: calendarDay,
    act: 'daily.fix',
  },
  unfixDailyDay: {
    ...plain,
    method: 'delete',
    path: '/api/daily/days/{id}/message',
    summary: '不再指定，到时按规则选',
    access: broadcasters,
    params: withId,
    answer: calendarDay,
    act: 'daily.unfix',
  },
  skipDailyDay: {
    ...plain,
    method: 'post',
    path: '/api/daily/days/{id}/skip',
    summary: '一天不发寄语',
    access: broadcasters,
    params: withId,
    body: z.strictObject({
      reason: line.max(200).describe('为什么，只给工作人员看'),
      told: line.max(200).default('').describe('成员问起时怎么说，如 国家公祭日'),
    }),
    answer: calendarDay,
    act: 'daily.skip',
  },
  unskipDailyDay: {
    ...plain,
    method: 'delete',
    path: '/api/daily/days/{id}/skip',
    summary: '取消不发，当天照常',
    access: broadcasters,
    params: withId,
    answer: calendarDay,
    act: 'daily.unskip',
  },
  sendDailyDay: {
    ...plain,
    method: 'post',
    path: '/api/daily/days/{id}/send',
    summary: '今天的寄语现在就发；已经收到的群不会再收',
    access: broadcasters,
    params: withId,
    answer: z.object({ date, added: z.number().describe('新安排了几个群') }),
    act: 'daily.send',
  },
  listDailyMessages: {
    ...plain,
    method: 'get',
    path: '/api/daily/messages',
    summary: '寄语库，和每条离某一天最近的使用',
    access: everybody,
    query: z.strictObject({
      ...page,
      search: line.max(100).optional().describe('内容、出处里的字'),
      theme: line.max(100).optional(),
      occasion: line.max(20).optional(),
      origin: z.enum(dailyOrigins).optional(),
      day: day.optional().describe('为哪一天挑，不写就是今天'),
    }),
    answer: z.object({ messages: z.array(message), total: z.number(), next }),
  },
  listDailyDrafts: {
    ...plain,
    method: 'get',
    path: '/api/daily/drafts',
    summary: '等人审核的寄语；decided=true 是审核过和退回的',
    access: everybody,
    query: z.strictObject({ decided: z.enum(['true', 'false']).default('false') }),
    answer: z.object({ drafts: z.array(draft) }),
  },
  addDailyDraft: {
    ...plain,
    method: 'post',
    path: '/api/daily/drafts',
    summary: '写一条自己的寄语，由另一个人审核后使用',
    access: everybody,
    body: z.strictObject({
      text: text.max(2_000),
      theme: word,
      occasion: line.max(20).nullish(),
      source: word.nullish(),
    }),
    answer: draft,
    act: 'daily.add',
  },
  draftDailyWithModel: {
    ...plain,
    method: 'post',
    path: '/api/daily/drafts/model',
    summary: '请大模型起草几条，只是草稿：由人审核通过才用；要等一会儿',
    access: broadcasters,
    body: z.strictObject({
      theme: line.max(100).nullish().describe('寄语库里已有的主题'),
      occasion: line.max(20).nullish(),
      count: z.number().int().min(1).max(10).default(3),
    }),
    answer: begun,
    act: 'daily.draft',
  },
  approveDailyDraft: {
    ...plain,
    method: 'post',
    path: '/api/daily/drafts/{id}/approve',
    summary: '审核通过，进入寄语库；作者不能审核自己的',
    access: broadcasters,
    params: withId,
    body: z.strictObject({ text: text.max(2_000).nullish().describe('大模型起草的：改成这样再通过') }),
    answer: draft,
    act: 'daily.approve',
  },
  rejectDailyDraft: {
    ...plain,
    method: 'post',
    path: '/api/daily/drafts/{id}/reject',
    summary: '退回，不会使用',
    access: broadcasters,
    params: withId,
    body: z.strictObject({ reason: line.max(200) }),
    answer: draft,
    act: 'daily.reject',
  },
  exportDailyMonth: {
    ...plain,
    method: 'get',
    path: '/api/daily/months/{id}',
    summary: '一个月的寄语表，打印出来请领导审签',
    access: everybody,
    params: withId,
    query: z.strictObject({ format: z.enum(sheetFormats).default('xlsx') }),
    answer: fileAnswer,
    act: 'daily.export',
  },
} as const satisfies Record<string, AnyRoute>;
