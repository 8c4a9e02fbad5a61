import { z } from 'zod';
import { caseSources } from '../../../domain/case.ts';
import { followActions } from '../../../domain/case-flow.ts';
import { alikeCase, caseStatus, figures, listedCase, wholeCase } from './case-shapes.ts';
import { importPreview } from './imports.ts';
import { begun } from './jobs.ts';
import { type AnyRoute, everybody, fileAnswer, fileBody, plain } from './route.ts';
import { day, id, line, next, page, text, withId } from './values.ts';

const seen = z.number().int().min(1).describe('看到的是第几版（version）；之后被别人改过就不改');
const note = text.max(8_000).nullish();

/** What the register is filtered by; left out is whichever. */
export const caseFilter = {
  from: day.optional().describe('登记日期从'),
  to: day.optional().describe('登记日期到，含当天'),
  status: caseStatus.optional(),
  kind: line.max(60).optional(),
  organization: line.max(100).optional().describe('单位名称里的字'),
  organizationId: id.optional().describe('归到通讯录里哪个组织，不含下级'),
  day: id.optional().describe('接待日'),
  source: z.enum(caseSources).optional(),
  state: z.enum(['open', 'overdue']).optional().describe('open：没办完的；overdue：过期没办完的'),
  search: line
    .max(100)
    .optional()
    .describe('编号、单位、分类、内容里的字；三位以上的数字（年份除外）不在内容里找，电话要写完整'),
  mine: z.enum(['true']).optional().describe('只看交给我办的'),
};

const due = {
  dueDay: day.nullish().describe('办到哪天为止，含当天'),
  workdays: z.number().int().min(1).max(250).nullish().describe('或几个工作日，从明天算起'),
};

const changed = z.object({
  no: z.string(),
  status: caseStatus,
  version: z.number(),
  told: z.number().describe('告诉了几位提交人'),
});

const importSource = z.enum(['import', 'superior']).describe('import：纸质登记簿；superior：上级交办的督办清单');

export const caseRoutes = {
  listCases: {
    ...plain,
    method: 'get',
    path: '/api/cases',
    summary: '诉求台账，一页一页；姓名和电话打码',
    access: everybody,
    query: z.strictObject({
      ...page,
      ...caseFilter,
      by: z.enum(['createdAt', 'dueAt', 'updatedAt']).default('createdAt'),
      order: z.enum(['asc', 'desc']).default('desc'),
    }),
    answer: z.object({
      cases: z.array(listedCase),
      next,
      total: z.number().nullable().describe('一共几件，最多数到 10000；第一页以后是 null'),
    }),
  },
  listCaseChoices: {
    ...plain,
    method: 'get',
    path: '/api/cases/choices',
    summary: '类别和接待日，供筛选',
    access: everybody,
    answer: z.object({
      kinds: z.array(z.object({ kind: z.string(), name: z.string() })),
      days: z.array(z.object({ id: z.string(), date: z.string(), host: z.string() })),
    }),
  },
  listAssignees: {
    ...plain,
    method: 'get',
    path: '/api/cases/assignees',
    summary: '可以交办给谁：账号、通讯录里的人、组织',
    access: everybody,
    query: z.strictObject({ search: line.max(60).default('') }),
    answer: z.object({
      assignees: z.array(
        z.object({
          to: z.string(),
          name: z.string(),
          kind: z.enum(['user', 'person', 'organization']),
          where: z.string().nullable(),
        }),
      ),
    }),
  },
  listCaseReminders: {
    ...plain,
    method: 'get',
    path: '/api/cases/reminders',
    summary: '机器人私聊不到、要由人提醒的承办人',
    access: everybody,
    answer: z.object({
      reminders: z.array(
        z.object({
          no: z.string(),
          assignee: z.string(),
          lead: z.string().nullable(),
          stage: z.enum(['assigned', 'before', 'on', 'overdue']).describe('新交办、快到期、今天到期、已过期'),
          dueDay: z.string().nullable(),
          reason: z.string(),
        }),
      ),
    }),
  },
  countCases: {
    ...plain,
    method: 'get',
    path: '/api/cases/statistics',
    summary: '诉求统计，按登记时间；没有人名',
    access: everybody,
    query: z.strictObject({
      from: day.optional(),
      to: day.optional(),
      kind: line.max(60).optional(),
      organization: line.max(100).optional(),
    }),
    answer: z.object({
      from: z.string(),
      to: z.string(),
      all: figures,
      kinds: z.array(figures.extend({ kind: z.string(), name: z.string() })),
      organizations: z.array(figures.extend({ organization: z.string().nullable() })),
      months: z.array(figures.extend({ month: z.string() })),
    }),
  },
  previewCaseImport: {
    ...plain,
    method: 'post',
    path: '/api/cases/imports',
    summary: '上传纸质登记簿或督办清单的表（.xlsx、.csv，最大 20 MB），看每一行会怎样，还不导入',
    access: everybody,
    query: z.strictObject({
      name: line.min(1).max(400).describe('文件名，带扩展名'),
      source: importSource,
    }),
    body: fileBody,
    answer: importPreview({
      register: z.string().nullable().describe('登记号'),
      no: z.string().nullable().describe('已经在册的编号'),
      content: z.string().describe('内容的开头'),
    }),
  },
  startCaseImport: {
    ...plain,
    method: 'post',
    path: '/api/cases/imports/{id}',
    summary: '导入上传的登记簿；同一份表再导一遍不会重复，结果逐行写在一份表里',
    access: everybody,
    params: withId,
    body: z.strictObject({ source: importSource }),
    answer: begun,
    act: 'case.import',
  },
  addCase: {
    ...plain,
    method: 'post',
    path: '/api/cases',
    summary: '登记一件来电来访（desk）或上级交办（superior）',
    access: everybody,
    body: z.strictObject({
      source: z.enum(['desk', 'superior']),
      kind: line.min(1).max(60),
      content: text.max(20_000),
      organization: line.max(400).nullish(),
      contact: line.max(400).nullish(),
      phone: line.max(400).nullish(),
      category: line.max(400).nullish(),
      expectation: text.max(400).nullish(),
      givenBy: line.max(400).nullish().describe('上级交办：谁交办的'),
      theirNumber: line.max(400).nullish().describe('上级交办：对方的文号'),
      ...due,
    }),
    answer: z.object({ id, no: z.string() }),
    once: true,
    act: 'case.add',
  },
  showCase: {
    ...plain,
    method: 'get',
    path: '/api/cases/{id}',
    summary: '一件诉求的全部经过；姓名和电话打码',
    access: everybody,
    params: withId,
    answer: wholeCase,
  },
  revealCase: {
    ...plain,
    method: 'get',
    path: '/api/cases/{id}/personal',
    summary: '同上，带姓名和电话；谁看过会记入操作记录',
    access: everybody,
    params: withId,
    answer: wholeCase,
    act: 'case.view',
  },
  listAlikeCases: {
    ...plain,
    method: 'get',
    path: '/api/cases/{id}/alike',
    summary: '没办完的里面看起来相同的，附理由',
    access: everybody,
    params: withId,
    answer: z.object({ cases: z.array(alikeCase) }),
  },
  actOnCase: {
    ...plain,
    method: 'post',
    path: '/api/cases/{id}/steps',
    summary: '办理：受理、交办、办结……一次一件事，提交人在提交的地方收到消息',
    access: everybody,
    params: withId,
    body: z.strictObject({
      action: z.enum(followActions),
      seen,
      note: note.describe('原因、结果、回复或备注'),
      to: line.max(200).nullish().describe('交办给谁：账号、通讯录里的人、组织，或“单位：名称”'),
      lead: line.max(200).nullish().describe('牵头人，过期时也提醒'),
      ...due,
    }),
    answer: changed,
    act: 'case.act',
  },
  mergeCase: {
    ...plain,
    method: 'post',
    path: '/api/cases/{id}/merge',
    summary: '并入另一件内容相同的，两边的提交人都会收到消息',
    access: everybody,
    params: withId,
    body: z.strictObject({ into: id, seen }),
    answer: changed,
    act: 'case.merge',
  },
  attachToCase: {
    ...plain,
    method: 'post',
    path: '/api/cases/{id}/files',
    summary: '给一件诉求存一个文件（图片、PDF、Word、Excel、PPT）',
    access: everybody,
    params: withId,
    query: z.strictObject({ name: line.min(1).max(400).describe('文件名，带扩展名') }),
    body: fileBody,
    answer: z.object({ no: z.string(), files: z.number() }),
    once: true,
    act: 'case.attach',
  },
  exportCases: {
    ...plain,
    method: 'post',
    path: '/api/cases/export',
    summary: '把筛选出来的诉求导出成文件；谁导出过会记入操作记录',
    access: everybody,
    body: z.strictObject({
      ...caseFilter,
      format: z.enum(['xlsx', 'csv', 'docx', 'json']),
      masked: z.boolean().default(true).describe('姓名和电话打码'),
      files: z.boolean().default(false).describe('连照片和附件一起，做成一个压缩包'),
    }),
    answer: begun,
    act: 'case.export',
  },
  showCaseFile: {
    ...plain,
    method: 'get',
    path: '/api/case-files/{id}',
    summary: '一件诉求的一个文件；谁看过会记入操作记录',
    access: everybody,
    params: withId,
    answer: fileAnswer,
    act: 'case.file',
  },
} as const satisfies Record<string, AnyRoute>;
