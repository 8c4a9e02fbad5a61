import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { type DailyMessage, longestDailyMessage } from '../../domain/daily-message.ts';
import { occasionNames } from '../../domain/occasion.ts';

const line = z
  .string('应为文字')
  .trim()
  .min(1, '不能为空')
  .refine((text) => !/[\r\n]/u.test(text), '应写在一行里');

const message = z.strictObject(
  {
    id: line.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*-\d{3}$/u, '应写成 credit-001 这样的编号'),
    text: line.refine((text) => [...text].length <= longestDailyMessage, `超过 ${longestDailyMessage} 个字`),
    occasion: line
      .refine((name) => occasionNames.includes(name), '不是可用的节日或节气名称，名称见 knowledge/README.md')
      .nullable()
      .default(null),
    source: line.nullable().default(null),
  },
  '每条寄语应有 id 和 text',
);

const theme = z.strictObject(
  { theme: line, messages: z.array(message, '应为寄语列表').min(1, '至少要有一条寄语') },
  '应有 theme 和 messages',
);

/** The messages of one file. Throws `input/invalid` naming the file, the message and the problem. */
export async function parseTheme(text: string, file: string): Promise<DailyMessage[]> {
  const content = await parseYaml(text, file);
  const parsed = theme.safeParse(content);
  if (!parsed.success) throw new AppError('input/invalid', problemOf(parsed.error, content, file));
  return parsed.data.messages.map((entry) => ({ ...entry, theme: parsed.data.theme }));
}

async function parseYaml(text: string, file: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch (cause) {
    throw new AppError('input/invalid', `寄语文件 ${file} 不是有效的 YAML，请检查冒号、引号和缩进。`, { cause });
  }
}

function problemOf(error: z.ZodError, content: unknown, file: string): string {
  const issue = error.issues[0];
  const [list, index, field] = issue?.path ?? [];
  const place = list === 'messages' && typeof index === 'number' ? `第 ${index + 1} 条${idAt(content, index)}` : '';
  const name = place === '' ? list : field;
  const subject = [place, name === undefined ? '' : ` ${String(name)} `].filter((part) => part !== '').join('的');
  return `寄语文件 ${file} ${subject.trimStart()}有误：${sentenceOf(issue)}，请改正。`;
}

function sentenceOf(issue: z.core.$ZodIssue | undefined): string {
  return issue?.code === 'unrecognized_keys' ? `不认识 ${issue.keys.join('、')}` : (issue?.message ?? '格式不对');
}

const withId = z.object({ id: z.string() });

/** `（credit-001）` where the message has an id at all. */
function idAt(content: unknown, index: number): string {
  const list = z.object({ messages: z.array(z.unknown()) }).safeParse(content);
  const entry = withId.safeParse(list.data?.messages[index]);
  return entry.success ? `（${entry.data.id}）` : '';
}
