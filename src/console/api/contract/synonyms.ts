import { z } from 'zod';
import { trial } from './knowledge-shapes.ts';
import { type AnyRoute, everybody, nothing, plain } from './route.ts';
import { line, text, withId } from './values.ts';

const words = z.array(line.max(60)).min(1).max(30).describe('说的是同一样东西的词');
const own = z.object({ id: z.string(), words: z.array(z.string()), addedAt: z.string(), addedBy: z.string() });

export const synonymRoutes = {
  listSynonyms: {
    ...plain,
    method: 'get',
    path: '/api/synonyms',
    summary: '同义词：控制台里加的，和随资料文件夹来的',
    access: everybody,
    answer: z.object({
      own: z.array(own),
      file: z.array(z.array(z.string())),
      fault: z.string().nullable().describe('synonyms.txt 哪里有误'),
    }),
  },
  addSynonym: {
    ...plain,
    method: 'post',
    path: '/api/synonyms',
    summary: '加一组同义词，马上生效',
    access: everybody,
    body: z.strictObject({ words }),
    answer: own,
    act: 'synonym.add',
  },
  removeSynonym: {
    ...plain,
    method: 'delete',
    path: '/api/synonyms/{id}',
    summary: '删一组控制台里加的同义词',
    access: everybody,
    params: withId,
    answer: nothing,
    act: 'synonym.remove',
  },
  trySynonym: {
    ...plain,
    method: 'post',
    path: '/api/synonyms/try',
    summary: '看一个问题在加这组同义词前后各怎么回答，什么都不存',
    access: everybody,
    body: z.strictObject({ words, question: text.trim().min(1).max(500) }),
    answer: z.object({ before: trial, after: trial }),
  },
} as const satisfies Record<string, AnyRoute>;
