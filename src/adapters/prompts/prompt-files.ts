import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../base/errors.ts';
import { asData, type PromptName, promptVariables } from '../../domain/prompt.ts';
import type { Prompts, RenderedPrompt } from '../../ports/prompts.ts';
import { parsePrompt, placeholder } from './parse-prompt.ts';

const names = Object.keys(promptVariables).sort() as PromptName[];
const readme = 'README.md';

/** Reads and checks all prompts of a folder; throws `config/invalid` with one sentence that names the file and the problem. */
export async function readPrompts(folder: string): Promise<Prompts> {
  const files = await listFiles(folder);
  const unknown = files.find((file) => file !== readme && !names.some((name) => file === `${name}.md`));
  if (unknown !== undefined) {
    throw new AppError('config/invalid', `提示词文件夹里多了 ${unknown}，程序不认识它，请移走或改回原名。`);
  }
  const read = async (name: PromptName): Promise<[PromptName, RenderedPrompt]> => [
    name,
    await readPrompt(folder, name),
  ];
  const prompts = new Map(await Promise.all(names.map(read)));

  return {
    render(name, variables) {
      const template = prompts.get(name) ?? { system: '', user: '', version: '' };
      const fill = (text: string): string =>
        text.replace(placeholder, (_, key: string) => asData(valueOf(variables, key)));
      return { system: fill(template.system), user: fill(template.user), version: template.version };
    },
  };
}

function valueOf(variables: object, key: string): unknown {
  return new Map<string, unknown>(Object.entries(variables)).get(key) ?? null;
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((file) => !file.startsWith('.')).sort();
  } catch (cause) {
    throw new AppError('config/invalid', `读不了提示词文件夹 ${folder}，请确认它随程序一起安装。`, { cause });
  }
}

async function readPrompt(folder: string, name: PromptName): Promise<RenderedPrompt> {
  const file = `${name}.md`;
  try {
    return parsePrompt(name, await readFile(join(folder, file), 'utf8'), await import('yaml'));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('config/invalid', `缺少提示词 ${file}，请从安装包里恢复它。`, { cause });
  }
}
