import { z } from 'zod';
import { listNames } from '../../../domain/list-item.ts';
import { importPreview } from './imports.ts';
import { begun } from './jobs.ts';
import { type AnyRoute, everybody, fileBody, plain } from './route.ts';
import { id, line, next, page, withId } from './values.ts';

const item = z.object({
  id,
  list: z.enum(listNames),
  provider: z.string().describe('单位'),
  subject: z.string().describe('事项'),
  detail: z.string().nullable(),
  field: z.string().nullable().describe('类别'),
  contact: z.string().nullable().describe('联系方式；各列里的电话、证件号都打码'),
});
const matches = z.array(
  item.extend({ score: z.number().describe('0 到 1，越大越相近'), shared: z.array(z.string()).describe('都提到的') }),
);
const counts = z.record(z.enum(listNames), z.number());
const withList = z.strictObject({ id: line.max(20).describe(listNames.join('、')) });

export const listRoutes = {
  showLists: {
    ...plain,
    method: 'get',
    path: '/api/lists',
    summary: '三张清单各有几件',
    access: everybody,
    query: z.strictObject({ search: line.max(100).optional() }),
    answer: z.object({ counts }),
  },
  listListItems: {
    ...plain,
    method: 'get',
    path: '/api/lists/{id}',
    summary: '一张清单，按单位和事项',
    access: everybody,
    params: withList,
    query: z.strictObject({
      ...page,
      search: line.max(100).optional().describe('单位、事项、说明里的字；三位以上的数字（年份除外）不找'),
    }),
    answer: z.object({ items: z.array(item), next }),
  },
  previewListImport: {
    ...plain,
    method: 'post',
    path: '/api/lists/imports',
    summary: '上传一张清单的表（.xlsx、.csv，最大 20 MB），看每一行会怎样，还不导入',
    access: everybody,
    query: z.strictObject({
      name: line.min(1).max(400).describe('文件名，带扩展名'),
      list: z.enum(listNames),
      replace: z.enum(['true', 'false']).default('false').describe('true：表里没有的从清单里删掉'),
    }),
    body: fileBody,
    answer: importPreview({ provider: z.string().nullable(), subject: z.string().nullable() }).extend({
      removed: z.number().describe('从清单里删掉几件'),
    }),
  },
  startListImport: {
    ...plain,
    method: 'post',
    path: '/api/lists/imports/{id}',
    summary: '导入上传的清单，都存或都不存；结果逐行写在一份表里',
    access: everybody,
    params: withId,
    body: z.strictObject({ list: z.enum(listNames), replace: z.boolean() }),
    answer: begun,
    act: 'list.import',
  },
  removeListItems: {
    ...plain,
    method: 'post',
    path: '/api/lists/remove',
    summary: '从清单里删掉几件，都删或都不删',
    access: everybody,
    body: z.strictObject({ ids: z.array(id).min(1).max(1_000) }),
    answer: z.object({ removed: z.number() }),
    act: 'list.remove',
  },
  showListContact: {
    ...plain,
    method: 'get',
    path: '/api/lists/items/{id}/contact',
    summary: '一件不打码的内容和联系方式；看过会留下记录',
    access: everybody,
    params: withId,
    answer: item.omit({ id: true, list: true }).extend({ contact: z.string().nullable() }),
    act: 'list.contact',
  },
  matchListItem: {
    ...plain,
    method: 'get',
    path: '/api/lists/items/{id}/matches',
    summary: '服务能力和职能转移清单里对得上一件需求的；只供工作人员参考',
    access: everybody,
    params: withId,
    answer: z.object({ matches }),
  },
  matchCase: {
    ...plain,
    method: 'get',
    path: '/api/lists/cases/{id}/matches',
    summary: '对得上一件诉求的；只供工作人员参考',
    access: everybody,
    params: withId,
    answer: z.object({ no: z.string(), matches }),
  },
} as const satisfies Record<string, AnyRoute>;
