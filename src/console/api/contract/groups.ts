import { z } from 'zod';
import { type AnyRoute, everybody, plain } from './route.ts';
import { line, next, page } from './values.ts';

export const groupRoutes = {
  listGroups: {
    ...plain,
    method: 'get',
    path: '/api/groups',
    summary: '工作群，按渠道和名称',
    access: everybody,
    query: z.strictObject({
      ...page,
      search: line.max(100).optional().describe('名称里的字'),
      tag: line.max(20).optional(),
    }),
    answer: z.object({
      groups: z.array(
        z.object({
          id: z.string(),
          channel: z.string(),
          title: z.string(),
          enrolled: z.boolean(),
          muted: z.boolean(),
          left: z.boolean(),
          tags: z.array(z.string()),
          organization: z.object({ id: z.string(), name: z.string(), path: z.string() }).nullable(),
        }),
      ),
      next,
    }),
  },
  listTags: {
    ...plain,
    method: 'get',
    path: '/api/tags',
    summary: '标签，和各有几个接收群发的群',
    access: everybody,
    answer: z.object({ tags: z.array(z.object({ name: z.string(), groups: z.number() })) }),
  },
} as const satisfies Record<string, AnyRoute>;
