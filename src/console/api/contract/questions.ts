import { z } from 'zod';
import { collection, place } from './knowledge-shapes.ts';
import { type AnyRoute, everybody, plain } from './route.ts';
import { line, text, withId } from './values.ts';

const asked = z.object({
  id: z.string(),
  question: z.string(),
  name: z.string().describe('只有第一个字'),
  channel: z.string(),
  group: z.string().nullable().describe('群；null = 私聊'),
  at: z.string(),
  handoff: z.boolean(),
  answer: z.string().nullable(),
  answeredAt: z.string().nullable(),
  documentId: z.string().nullable(),
});

export const questionRoutes = {
  listQuestions: {
    ...plain,
    method: 'get',
    path: '/api/questions',
    summary: '资料里没有答案的问题，同样的问题合在一起；提问人和电话打码',
    access: everybody,
    query: z.strictObject({
      ...place,
      state: z.enum(['open', 'answered', 'dismissed']).default('open'),
      search: line.max(100).optional().describe('问题里的字，或提问人的全名；三位以上的数字（年份除外）不找'),
    }),
    answer: z.object({
      questions: z.array(
        z.object({
          id: z.string().describe('其中最近的一个'),
          question: z.string(),
          count: z.number().describe('问了几次'),
          handoff: z.boolean().describe('有人要求转人工'),
          asked: z.array(asked).describe('最近 20 次，新的在前'),
        }),
      ),
      total: z.number(),
    }),
  },
  showQuestion: {
    ...plain,
    method: 'get',
    path: '/api/questions/{id}',
    summary: '一个问题和同样的问题，提问人和原话不打码；看过会留下记录',
    access: everybody,
    params: withId,
    answer: z.object({ asked: z.array(asked.extend({ name: z.string() })) }),
    act: 'question.view',
  },
  answerQuestion: {
    ...plain,
    method: 'post',
    path: '/api/questions/{id}/answer',
    summary: '答复一个问题，答复发回提问的会话；可以同时答复问了同样问题的人，可以存为资料',
    access: everybody,
    params: withId,
    body: z.strictObject({
      text: text.trim().min(1).max(4000),
      same: z.boolean().default(true).describe('问了同样问题的人也告诉'),
      keep: z
        .strictObject({ collection: collection.nullable().default(null) })
        .nullable()
        .default(null)
        .describe('存为资料；collection 为 null 时存入提问的群能用的资料集'),
    }),
    answer: z.object({ id: z.string(), told: z.number(), documentId: z.string().nullable() }),
    act: 'question.answer',
  },
  dismissQuestion: {
    ...plain,
    method: 'post',
    path: '/api/questions/{id}/dismiss',
    summary: '一个问题不再答复，不通知提问的人',
    access: everybody,
    params: withId,
    body: z.strictObject({ same: z.boolean().default(true) }),
    answer: z.object({ id: z.string(), dismissed: z.number() }),
    act: 'question.dismiss',
  },
} as const satisfies Record<string, AnyRoute>;
