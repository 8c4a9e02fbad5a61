import { z } from 'zod';
import { groupStates } from '../../../domain/group-filter.ts';
import { roles } from '../../../domain/user.ts';
import { type AnyRoute, broadcasters, everybody, nothing, plain } from './route.ts';
import { id, line, next, page, withId } from './values.ts';

const tag = line.min(1).max(20);
const tags = z.array(tag).max(50);
const collection = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u, '应为资料集的名字');

/** Which groups; left out is all. */
const filter = {
  search: line.max(100).optional().describe('名称里的字'),
  tag: line.max(20).optional(),
  channel: line.max(100).optional(),
  state: z.enum(groupStates).optional().describe('接收、不接收、停发、已离开'),
  organization: id.optional().describe('组织的编号，含下级；none：没有归到组织的'),
};

export const group = z.object({
  id: z.string(),
  channel: z.string(),
  title: z.string(),
  enrolled: z.boolean(),
  muted: z.boolean(),
  left: z.boolean(),
  state: z.enum(groupStates),
  tags: z.array(z.string()),
  collections: z.array(z.string()).nullable().describe('按哪些资料集回答；null 是全部'),
  organization: z.object({ id: z.string(), name: z.string(), path: z.string() }).nullable(),
  week: z.number().describe('本周已经收到几条没有请求的消息'),
  lastMessageAt: z.string().nullable(),
  leftAt: z.string().nullable(),
  invite: z.boolean().describe('要邀请码才能进'),
  address: z.string().nullable().describe('网页群的网址，不带域名'),
  unspoken: z.boolean().describe('还没有人在群里 @ 过机器人，平台不让它先开口'),
});

const invite = z
  .object({ code: z.string(), createdBy: z.string(), createdAt: z.string() })
  .nullable()
  .describe('null：不要邀请码');

export const groupRoutes = {
  listGroups: {
    ...plain,
    method: 'get',
    path: '/api/groups',
    summary: '工作群，按渠道和名称',
    access: everybody,
    query: z.strictObject({ ...page, ...filter }),
    answer: z.object({ groups: z.array(group), total: z.number().describe('一共几个符合条件'), next }),
  },
  addGroup: {
    ...plain,
    method: 'post',
    path: '/api/groups',
    summary: '登记一个由人手工发布的群',
    access: broadcasters,
    body: z.strictObject({ name: line.min(1).max(200), tags: tags.default([]) }),
    answer: group,
    act: 'group.change',
  },
  showGroup: {
    ...plain,
    method: 'get',
    path: '/api/groups/{id}',
    summary: '一个群',
    access: everybody,
    params: withId,
    answer: group,
  },
  changeGroups: {
    ...plain,
    method: 'patch',
    path: '/api/groups',
    summary: '改一个或许多个群：接收、停发、标签、资料集、归到哪个组织；一起改好，或都不改',
    access: broadcasters,
    body: z.strictObject({
      which: z.union([
        z.strictObject({ ids: z.array(id).min(1).max(500) }),
        z.strictObject({
          filter: z.strictObject(filter),
          count: z.number().int().min(1).describe('选的时候看到几个；现在不是这么多就不改'),
        }),
      ]),
      changes: z.strictObject({
        enrolled: z.boolean().optional().describe('接收寄语和群发'),
        muted: z.boolean().optional().describe('停发'),
        tags: tags.optional().describe('替换原有标签'),
        addTags: tags.optional(),
        removeTags: tags.optional(),
        collections: z.array(collection).max(50).nullable().optional().describe('null：全部'),
        organization: id.nullable().optional().describe('null：不归到任何组织'),
      }),
    }),
    answer: z.object({ changed: z.number() }),
    act: 'group.change',
  },
  showInvite: {
    ...plain,
    method: 'get',
    path: '/api/groups/{id}/invite',
    summary: '网页群的邀请码',
    access: broadcasters,
    params: withId,
    answer: z.object({ invite }),
  },
  renewInvite: {
    ...plain,
    method: 'post',
    path: '/api/groups/{id}/invite',
    summary: '设一个邀请码，或换新的；用旧码进来的人要填新的',
    access: broadcasters,
    params: withId,
    answer: z.object({ invite }),
    act: 'group.invite',
  },
  removeInvite: {
    ...plain,
    method: 'delete',
    path: '/api/groups/{id}/invite',
    summary: '不再要邀请码，知道网址的人都能进',
    access: broadcasters,
    params: withId,
    answer: nothing,
    act: 'group.invite',
  },
  listTags: {
    ...plain,
    method: 'get',
    path: '/api/tags',
    summary: '标签，和各有几个接收群发的群',
    access: everybody,
    answer: z.object({ tags: z.array(z.object({ name: z.string(), groups: z.number() })) }),
  },
  listGroupChannels: {
    ...plain,
    method: 'get',
    path: '/api/group-channels',
    summary: '有群的渠道，和各有几个群',
    access: everybody,
    answer: z.object({ channels: z.array(z.object({ id: z.string(), groups: z.number() })) }),
  },
  listMembers: {
    ...plain,
    method: 'get',
    path: '/api/members',
    summary: '发过言的人，按名字',
    access: everybody,
    query: z.strictObject({
      ...page,
      group: id.optional().describe('只看在这个群里发过言的'),
      search: line.max(100).optional().describe('名字里的字；三位以上的数字（年份除外）不找'),
    }),
    answer: z.object({
      members: z.array(
        z.object({
          id: z.string(),
          channel: z.string(),
          name: z.string().describe('里面的号码打码'),
          account: z
            .object({ name: z.string(), role: z.enum(roles) })
            .nullable()
            .describe('绑定的账号'),
          people: z.array(z.object({ id: z.string(), name: z.string() })).describe('绑定为通讯录里的谁'),
          spokeAt: z.string().nullable(),
        }),
      ),
      next,
    }),
  },
} as const satisfies Record<string, AnyRoute>;
