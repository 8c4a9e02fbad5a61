import { z } from 'zod';
import { isDay } from '../../base/calendar.ts';
import { AppError } from '../../base/errors.ts';
import type { DocumentFacts } from '../../domain/document.ts';

/** What a document says of itself, in front matter or in a side file. */
export type StatedFacts = { title: string | null; facts: DocumentFacts };

type Field = 'title' | keyof DocumentFacts;

/** Names under which a fact may be written; the first is the one we teach. */
const names = {
  title: ['title', '标题'],
  region: ['region', '地区'],
  organization: ['organization', '单位'],
  source: ['source', '来源'],
  date: ['date', '日期'],
  validFrom: ['valid_from', '生效'],
  expiresOn: ['expires', '失效'],
  repealedOn: ['repealed', '废止'],
  replacedBy: ['replaced_by', '替代'],
} as const satisfies Record<Field, readonly string[]>;

const phrase = z.union([z.string(), z.number()]).transform((value) => String(value).trim());
const day = phrase.refine((text) => text === '' || isDay(text));

/** Reads YAML lines `名称: 值`; throws `input/invalid` that begins with `where`. */
export async function readFacts(yaml: string, where: string): Promise<StatedFacts> {
  const values = z.record(z.string(), z.unknown()).safeParse(await parseYaml(yaml, where));
  if (!values.success) throw wrong(where, '应是一行一项的“名称: 值”');
  const take = (field: Field, shape: z.ZodType<string>, form: string): string | null => {
    const name = names[field].find((name) => (values.data[name] ?? null) !== null);
    if (name === undefined) return null;
    const parsed = shape.safeParse(values.data[name]);
    if (!parsed.success) throw wrong(where, `${name} 应写成 ${form}`);
    return parsed.data || null;
  };
  const takePhrase = (field: Field): string | null => take(field, phrase, '一行文字');
  const takeDay = (field: Field): string | null => take(field, day, 'YYYY-MM-DD');
  return {
    title: takePhrase('title'),
    facts: {
      region: takePhrase('region'),
      organization: takePhrase('organization'),
      source: takePhrase('source'),
      date: takeDay('date'),
      validFrom: takeDay('validFrom'),
      expiresOn: takeDay('expiresOn'),
      repealedOn: takeDay('repealedOn'),
      replacedBy: takePhrase('replacedBy'),
    },
  };
}

function wrong(where: string, problem: string): AppError {
  return new AppError('input/invalid', `${where}有误（${problem}），请改正后再导入。`);
}

async function parseYaml(yaml: string, where: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(yaml) ?? {};
  } catch (cause) {
    throw new AppError('input/invalid', `${where}不是有效的 YAML，请检查冒号和缩进。`, { cause });
  }
}
