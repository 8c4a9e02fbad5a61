import { z } from 'zod';
import type { Form } from '../../domain/form.ts';

const line = (longest: number) => z.string('应为文字').trim().min(1, '不能为空').max(longest, `最多 ${longest} 个字`);
const identifier = z.string('应为文字').regex(/^[a-z][a-z0-9_]{0,30}$/u, '应为小写英文字母、数字和下划线，以字母开头');
const word = line(10).regex(/^[^\s,，:：/／\d]+$/u, '不含空格、标点和数字');

const field = z.strictObject(
  {
    id: identifier,
    name: line(20),
    question: line(100),
    needed: z.boolean('应为 true 或 false').default(false),
    personal: z.boolean('应为 true 或 false').default(false),
  },
  '每一项应有 id、name 和 question',
);

const form = z.strictObject(
  {
    id: identifier,
    name: word,
    words: z.array(word, '应为词的列表').max(20, '最多 20 个词').default([]),
    receiver: z
      .strictObject(
        { name: line(60).optional(), organization: line(60).optional(), role: line(20).optional() },
        '应有 name、organization 或 role',
      )
      .default({}),
    target_days: z.int('应为整数').min(1, '至少 1 个工作日').max(250, '最多 250 个工作日').optional(),
    discreet: z.boolean('应为 true 或 false').default(false),
    fields: z.array(field, '应为列表').max(12, '最多 12 项').default([]),
  },
  '应有 id 和 name',
);

/** A form, or the sentence that says what is wrong with the file. */
export async function parseForm(text: string, file: string): Promise<Form | string> {
  const { parse } = await import('yaml');
  let written: unknown;
  try {
    written = parse(text);
  } catch {
    return sentence(file, '不是有效的 YAML，请检查冒号、引号和缩进');
  }
  const parsed = form.safeParse(written);
  if (!parsed.success) return sentence(file, problemOf(parsed.error));
  if (parsed.data.id !== file.replace(/\.ya?ml$/u, ''))
    return sentence(file, `的 id 写的是 ${parsed.data.id}，应与文件名相同`);
  const ids = parsed.data.fields.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) return sentence(file, `里 ${twice} 出现了两次，请改掉一个`);
  return toForm(parsed.data);
}

function toForm({ target_days, receiver, words, ...written }: z.infer<typeof form>): Form {
  return {
    ...written,
    words: [...new Set([written.name, ...words])],
    targetDays: target_days ?? null,
    receiver: {
      name: receiver.name ?? null,
      organization: receiver.organization ?? null,
      role: receiver.role ?? null,
    },
  };
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = (issue?.path ?? [])
    .map((part) => (typeof part === 'number' ? `第 ${part + 1} 项` : String(part)))
    .join(' ');
  const what = issue?.code === 'unrecognized_keys' ? `不认识 ${issue.keys.join('、')}` : (issue?.message ?? '格式不对');
  return `${where === '' ? '' : `的 ${where} `}有误：${what}`;
}

export function sentence(file: string, problem: string): string {
  return `表单 knowledge/forms/${file} ${problem}，这一类暂不可用，请改正。`;
}
