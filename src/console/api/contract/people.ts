import { z } from 'zod';
import { importPreview } from './imports.ts';
import { begun } from './jobs.ts';
import { type AnyRoute, broadcasters, everybody, fileBody, nothing, plain } from './route.ts';
import { day, id, line, next, page, withId } from './values.ts';

const flag = z.enum(['yes', 'no']);
const facts = {
  post: line.max(200).optional().describe('职务；空的就是没有'),
  phone: line.max(60).optional().describe('一个号码；空的就是没有'),
  consent: day.nullable().optional().describe('哪天同意接收短信；null：没有同意，或收回了'),
};
const name = line.min(1).max(200);

export const person = z.object({
  id: z.string(),
  name: z.string(),
  post: z.string().nullable(),
  organization: z.object({ id: z.string(), name: z.string(), path: z.string() }),
  phone: z.string().nullable().describe('只有首尾几位'),
  smsConsentAt: z.string().nullable(),
  bound: z.number().describe('绑定了几个聊天账号'),
});

export const peopleRoutes = {
  listPeople: {
    ...plain,
    method: 'get',
    path: '/api/people',
    summary: '通讯录，按姓名；电话只有首尾几位',
    access: everybody,
    query: z.strictObject({
      ...page,
      search: line.max(100).optional().describe('姓名、职务或组织里的字，或一个完整的电话'),
      organization: id.optional().describe('组织的编号，含下级'),
      consent: flag.optional().describe('同意接收短信的，或没有同意的'),
      bound: flag.optional().describe('绑定了聊天账号的，或没有的'),
    }),
    answer: z.object({ people: z.array(person), total: z.number(), next }),
  },
  addPerson: {
    ...plain,
    method: 'post',
    path: '/api/people',
    summary: '在通讯录里新增一个人',
    access: broadcasters,
    body: z.strictObject({ organization: id, name, ...facts }),
    answer: person,
    act: 'person.change',
  },
  changePerson: {
    ...plain,
    method: 'patch',
    path: '/api/people/{id}',
    summary: '改一个人，只改写出来的',
    access: broadcasters,
    params: withId,
    body: z.strictObject({ organization: id.optional(), name: name.optional(), ...facts }),
    answer: person,
    act: 'person.change',
  },
  removePerson: {
    ...plain,
    method: 'delete',
    path: '/api/people/{id}',
    summary: '从通讯录里删除一个人，连同他的绑定',
    access: broadcasters,
    params: withId,
    answer: nothing,
    act: 'person.change',
  },
  showPhone: {
    ...plain,
    method: 'get',
    path: '/api/people/{id}/phone',
    summary: '一个人完整的电话；谁看过会留在操作记录里',
    access: everybody,
    params: withId,
    answer: z.object({ phone: z.string().nullable() }),
    act: 'person.view',
  },
  issuePersonCode: {
    ...plain,
    method: 'post',
    path: '/api/people/{id}/code',
    summary: '取一次性的绑定码，只显示这一次，以前的作废',
    access: broadcasters,
    params: withId,
    answer: z.object({ name: z.string(), code: z.string(), expiresAt: z.string() }),
    act: 'person.code',
  },
  previewPeopleImport: {
    ...plain,
    method: 'post',
    path: '/api/people/imports',
    summary: '上传一份组织和通讯录的表（.xlsx、.csv，最大 20 MB），看每一行会怎样，还不导入',
    access: broadcasters,
    query: z.strictObject({ name: line.min(1).max(400).describe('文件名，带扩展名') }),
    body: fileBody,
    answer: importPreview({ organization: z.string().nullable(), name: z.string().nullable() }),
  },
  startPeopleImport: {
    ...plain,
    method: 'post',
    path: '/api/people/imports/{id}',
    summary: '导入上传的表；结果逐行写在一份表里',
    access: broadcasters,
    params: withId,
    answer: begun,
    act: 'people.import',
  },
} as const satisfies Record<string, AnyRoute>;
