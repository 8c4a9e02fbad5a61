import { z } from 'zod';
import { collectionForm } from '../../../domain/document.ts';
import { day, line } from './values.ts';

export const collection = z
  .string()
  .regex(collectionForm, '应为字母、汉字、数字、- 或 _，不超过 40 个字')
  .describe('资料集');

/** A list of numbered places: `after` says how many come before. */
export const place = {
  after: z.coerce.number().int().min(0).max(10_000_000).default(0).describe('跳过前面几条'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const search = line.max(100).optional().describe('标题或编号里的字');

/** Whether it is in force today; `on`: the day it began or ended. */
export const validity = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('valid') }),
  z.object({ kind: z.literal('not-yet'), from: z.string() }),
  z.object({
    kind: z.literal('over'),
    why: z.enum(['expired', 'repealed', 'replaced']),
    on: z.string().nullable(),
    replacedBy: z.string().nullable(),
  }),
]);

export const document = z.object({
  id: z.string(),
  collection: z.string(),
  title: z.string(),
  from: z
    .enum(['folder', 'upload', 'answer', 'file', 'lines'])
    .describe('资料文件夹、控制台上传、工作人员答复、命令行读入的文件、命令行逐行读入'),
  file: z.string().nullable().describe('文件名'),
  passages: z.number(),
  state: validity,
  region: z.string().nullable(),
  organization: z.string().nullable(),
  source: z.string().nullable(),
  date: z.string().nullable(),
  validFrom: z.string().nullable(),
  expiresOn: z.string().nullable(),
  repealedOn: z.string().nullable(),
  replacedBy: z.string().nullable(),
  readAt: z.string().nullable().describe('何时读入'),
  readBy: z.string().nullable().describe('谁上传或答复的'),
  mayChange: z.boolean(),
  mayRemove: z.boolean(),
});

const said = line.max(200).nullable();

/** What is left out stays; null takes it away. */
export const documentChange = z.strictObject({
  title: line.min(1).max(200).optional(),
  collection: collection.optional(),
  region: said.optional(),
  organization: said.optional(),
  source: said.optional(),
  date: day.nullable().optional(),
  validFrom: day.nullable().optional().describe('生效日'),
  expiresOn: day.nullable().optional().describe('失效日'),
  repealedOn: day.nullable().optional().describe('废止日'),
  replacedBy: said.optional().describe('替代它的文件'),
});

export const passage = z.object({
  seq: z.number(),
  section: z.string(),
  text: z.string(),
  page: z.number().nullable(),
});

const share = z.number().min(0).max(1);

export const trial = z.object({
  status: z.enum(['answered', 'unanswered', 'refused']),
  said: z.string().describe('成员看到的回答'),
  mode: z.enum(['extractive', 'generated']),
  confidence: share,
  words: z.array(z.string()).describe('问题里用来找资料的词'),
  synonyms: z.array(z.object({ word: z.string(), others: z.array(z.string()) })),
  coverage: share.describe('最合适的一段里有问题的多少'),
  enough: share.describe('至少要有这么多才回答'),
  missing: z.array(z.string()).describe('资料里没有的词'),
  hits: z.array(
    passage.extend({
      documentId: z.string(),
      title: z.string(),
      collection: z.string(),
      score: z.number(),
      confidence: z.number(),
      state: validity,
      cited: z.boolean(),
      terms: z.array(z.string()),
    }),
  ),
});
