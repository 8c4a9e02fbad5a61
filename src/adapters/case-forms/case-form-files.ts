import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Form, FormSet } from '../../domain/form.ts';
import type { Forms } from '../../ports/forms.ts';
import { parseForm, sentence } from './parse-form.ts';

/** One form a YAML file of a folder. Read afresh each time, so that an edit counts at once; parsed when it changed. */
export function createCaseFormFiles(folder: string): Forms {
  const known = new Map<string, { text: string; form: Form | string }>();

  async function readOne(file: string): Promise<Form | string> {
    const text = await readFile(join(folder, file), 'utf8').catch(() => null);
    if (text === null) return sentence(file, '无法读取，请检查读取权限');
    const before = known.get(file);
    if (before?.text === text) return before.form;
    const form = await parseForm(text, file);
    known.set(file, { text, form });
    return form;
  }

  return {
    async read() {
      const files = await listFiles(folder);
      return withoutTwins(await Promise.all(files.map(async (file) => ({ file, form: await readOne(file) }))));
    },
  };
}

/** A word tells one kind: the first form that has it, by the names of the files. */
function withoutTwins(read: readonly { file: string; form: Form | string }[]): FormSet {
  const owners = new Map<string, string>();
  const forms: Form[] = [];
  const problems: string[] = [];
  for (const { file, form } of read) {
    if (typeof form === 'string') {
      problems.push(form);
      continue;
    }
    const taken = form.words.find((word) => owners.has(word));
    if (taken !== undefined) {
      problems.push(sentence(file, `的“${taken}”已经是 ${owners.get(taken)} 的词`));
      continue;
    }
    for (const word of form.words) owners.set(word, file);
    forms.push(form);
  }
  return { forms, problems };
}

async function listFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^[^.].*\.ya?ml$/u.test(name)).sort();
}
