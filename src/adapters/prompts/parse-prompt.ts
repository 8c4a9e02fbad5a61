import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { type PromptName, promptVariables } from '../../domain/prompt.ts';
import type { RenderedPrompt } from '../../ports/prompts.ts';

/** A variable in a prompt; group 1 is its name. */
export const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

const opening = /^---\n([\s\S]*?)\n---\n/;
const heads = z.strictObject({
  name: z.string(),
  purpose: z.string().trim().min(1),
  variables: z.record(z.string(), z.string().trim().min(1)),
});

/** One prompt file, checked; throws `config/invalid`. */
export function parsePrompt(
  name: PromptName,
  content: string,
  yaml: { parse: (text: string) => unknown },
): RenderedPrompt {
  const text = content.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const head = opening.exec(text);
  if (!head) throw bad(name, '开头缺少两行 --- 之间的说明');
  checkHead(name, readYaml(name, head[1] ?? '', yaml));
  const parts = partsOf(text.slice(head[0].length));
  if (parts.user === '') throw bad(name, '缺少“# 用户”这一部分');
  checkVariables(name, `${parts.system}\n${parts.user}`);
  return { ...parts, version: createHash('sha256').update(text).digest('hex').slice(0, 12) };
}

function readYaml(name: PromptName, block: string, yaml: { parse: (text: string) => unknown }): unknown {
  try {
    return yaml.parse(block);
  } catch (cause) {
    throw bad(name, '开头的说明不是有效的 YAML', cause);
  }
}

function checkHead(name: PromptName, given: unknown): void {
  const head = heads.safeParse(given);
  if (!head.success) throw bad(name, '开头的说明应有 name、purpose 和 variables，没有别的');
  if (head.data.name !== name) throw bad(name, `name 写的是 ${head.data.name}，应与文件名相同`);
  compare(name, Object.keys(head.data.variables), 'variables 里');
}

function checkVariables(name: PromptName, body: string): void {
  compare(name, [...new Set([...body.matchAll(placeholder)].map(([, key = '']) => key))], '正文里');
}

function compare(name: PromptName, given: readonly string[], where: string): void {
  const expected: readonly string[] = promptVariables[name];
  const unknown = given.find((key) => !expected.includes(key));
  if (unknown !== undefined) throw bad(name, `${where}有程序不认识的变量 ${unknown}`);
  const missing = expected.find((key) => !given.includes(key));
  if (missing !== undefined) throw bad(name, `${where}缺少变量 ${missing}`);
}

/** `# 系统` may be missing; what stands before the first heading belongs to none. */
function partsOf(body: string): { system: string; user: string } {
  const [, system = '', user = ''] = /^\s*(?:# 系统\n([\s\S]*?))?(?:^|\n)# 用户\n([\s\S]*)$/.exec(`\n${body}`) ?? [];
  return { system: system.trim(), user: user.trim() };
}

function bad(name: PromptName, problem: string, cause?: unknown): AppError {
  return new AppError('config/invalid', `提示词 ${name}.md 有误：${problem}，请改正后再启动。`, { cause });
}
