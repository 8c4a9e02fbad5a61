import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { SmsTemplate } from '../../domain/sms-template.ts';
import type { SmsTemplates } from '../../ports/sms-templates.ts';

/** Both platforms take up to 500 characters. */
const longestText = 500;

const template = z.strictObject(
  {
    name: z
      .string('应为文字')
      .trim()
      .regex(/^[^=,，\s]{1,20}$/u, '应为 1 到 20 个字，不含空格、逗号和等号'),
    text: z
      .string('应为文字')
      .trim()
      .min(1, '不能为空')
      .refine((text) => [...text].length <= longestText, `超过 ${longestText} 个字`)
      .refine((text) => !text.includes('【'), '不要写签名【】，发送时平台会加上')
      .refine(
        (text) => !/\$\{[^{}]*$|\$\{[^{}\s]*[\s{]|\$\{\}|\{\d+\}/u.test(text),
        '变量应写成 ${名字}，名字里不含空格',
      ),
  },
  '每个模板应有 name 和 text',
);

const file = z.strictObject({ templates: z.array(template, '应为模板列表') }, '应有 templates');

/** Read afresh each time, so that an edit counts at once. */
export function createSmsTemplateFile(path: string): SmsTemplates {
  return {
    async read() {
      const text = await readText(path);
      if (text === null) return [];
      const parsed = file.safeParse(await parseYaml(text));
      if (!parsed.success) throw invalid(problemOf(parsed.error));
      refuseTwins(parsed.data.templates);
      return parsed.data.templates;
    },
  };
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw invalid('无法读取，请检查读取权限', cause);
  }
}

async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch (cause) {
    throw invalid('不是有效的 YAML，请检查冒号、引号和缩进', cause);
  }
}

function refuseTwins(templates: readonly SmsTemplate[]): void {
  const names = new Set<string>();
  for (const { name } of templates) {
    if (names.has(name)) throw invalid(`里模板“${name}”出现了两次，请改掉一个`);
    names.add(name);
  }
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const [, place, field] = issue?.path ?? [];
  const where = typeof place === 'number' ? `第 ${place + 1} 个模板` : '';
  const what = issue?.code === 'unrecognized_keys' ? `不认识 ${issue.keys.join('、')}` : (issue?.message ?? '格式不对');
  return `${where}${typeof field === 'string' ? `的 ${field} ` : ''}有误：${what}，请改正`;
}

function invalid(problem: string, cause?: unknown): AppError {
  return new AppError('input/invalid', `短信模板文件 knowledge/sms/templates.yaml ${problem}。`, { cause });
}
