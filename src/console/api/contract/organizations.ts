import { z } from 'zod';
import { organizationKinds } from '../../../domain/organization-kind.ts';
import { type AnyRoute, broadcasters, everybody, nothing, plain } from './route.ts';
import { id, line, withId } from './values.ts';

const kind = z.enum(organizationKinds);
const name = line.min(1).max(200);
const tags = z.array(line.min(1).max(20)).max(50);

export const organization = z.object({
  id: z.string(),
  name: z.string(),
  kind,
  parentId: z.string().nullable(),
  path: z.string(),
  depth: z.number(),
  tags: z.array(z.string()),
  groups: z.number().describe('归到它自己的群，不含下级的'),
  people: z.number(),
  cases: z.number().describe('它的诉求，并入别的不算'),
  openCases: z.number().describe('其中还没有办结的'),
});

export const organizationRoutes = {
  listOrganizations: {
    ...plain,
    method: 'get',
    path: '/api/organizations',
    summary: '组织，每个都在它的上级后面',
    access: everybody,
    answer: z.object({ organizations: z.array(organization) }),
  },
  addOrganization: {
    ...plain,
    method: 'post',
    path: '/api/organizations',
    summary: '新建一个组织',
    access: broadcasters,
    body: z.strictObject({
      name,
      kind: kind.nullish().describe('不写就看名称'),
      parent: id.nullish().describe('上级的编号；不写就是最上一级'),
      tags: tags.default([]),
    }),
    answer: organization,
    act: 'organization.change',
  },
  changeOrganization: {
    ...plain,
    method: 'patch',
    path: '/api/organizations/{id}',
    summary: '改名称、类别、上级或标签；下级、群和人都跟着它',
    access: broadcasters,
    params: withId,
    body: z.strictObject({
      name: name.optional(),
      kind: kind.optional(),
      parent: id.nullable().optional().describe('null：移到最上一级'),
      tags: tags.optional(),
    }),
    answer: organization,
    act: 'organization.change',
  },
  removeOrganization: {
    ...plain,
    method: 'delete',
    path: '/api/organizations/{id}',
    summary: '删除一个组织；里面还有下级、群或人时，要写明移到哪里',
    access: broadcasters,
    params: withId,
    query: z.strictObject({ into: id.optional().describe('下级、群和人移到这个组织') }),
    answer: nothing,
    act: 'organization.change',
  },
} as const satisfies Record<string, AnyRoute>;
