import { z } from 'zod';
import { isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { DocumentFacts } from '../../domain/document.ts';

const opening = /^---\n([\s\S]*?)\n---(?:\n|$)/;

const phrase = z.coerce
  .string()
  .trim()
  .transform((text) => (text === '' ? null : text))
  .nullish()
  .transform((text) => text ?? null);

const badDate = 'date 应写成 YYYY-MM-DD';

const schema = z.object(
  {
    title: phrase,
    region: phrase,
    organization: phrase,
    source: phrase,
    date: z
      .union([z.literal(''), z.string().refine(isDay, badDate)], badDate)
      .nullish()
      .transform((day) => day || null),
  },
  '应是一行一项的“名称: 值”',
);

export type FrontMatter = { title: string | null; facts: DocumentFacts; body: string };

/** Takes the YAML block off the top; without one everything is body. Throws `input/invalid` naming the file. */
export async function readFrontMatter(text: string, name: string): Promise<FrontMatter> {
  const match = opening.exec(text);
  if (!match) {
    return { title: null, facts: { region: null, organization: null, source: null, date: null }, body: text };
  }
  const parsed = schema.safeParse(await parseBlock(match[1] ?? '', name));
  if (!parsed.success) {
    const problem = parsed.error.issues[0];
    throw new AppError(
      'input/invalid',
      `${name} 的头部信息有误（${problem?.message ?? '格式不对'}），请改正后再导入。`,
    );
  }
  const { title, ...facts } = parsed.data;
  return { title, facts, body: text.slice(match[0].length) };
}

async function parseBlock(block: string, name: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(block) ?? {};
  } catch (cause) {
    throw new AppError('input/invalid', `${name} 的头部信息不是有效的 YAML，请检查冒号和缩进。`, { cause });
  }
}
