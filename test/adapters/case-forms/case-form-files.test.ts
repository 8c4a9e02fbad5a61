import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCaseFormFiles } from '../../../src/adapters/case-forms/case-form-files.ts';
import { builtInKinds } from '../../../src/domain/case.ts';
import type { Forms } from '../../../src/ports/forms.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const rights =
  'id: rights\nname: 维权\nwords: [侵权]\ntarget_days: 5\nfields:\n  - { id: mark, name: 商标, question: 哪个商标？, needed: true }\n';

let folder: string;
let forms: Forms;

beforeEach(async () => {
  folder = join(tempFolder(), 'forms');
  await mkdir(folder);
  forms = createCaseFormFiles(folder);
});

describe('the forms that are shipped', () => {
  it('are good, and all built-in kinds have one', async () => {
    const { forms, problems } = await createCaseFormFiles('knowledge/forms').read();

    expect(problems).toEqual([]);
    expect(forms.map(({ id }) => id).sort()).toEqual([...builtInKinds].sort());
  });
});

describe('a folder of forms', () => {
  it('is read afresh: a file that is new or edited counts at once', async () => {
    expect(await forms.read()).toEqual({ forms: [], problems: [] });
    await write('rights.yaml', rights);
    expect((await forms.read()).forms).toMatchObject([{ id: 'rights', words: ['维权', '侵权'], targetDays: 5 }]);
    await write('rights.yaml', rights.replace('5', '7'));
    expect((await forms.read()).forms).toMatchObject([{ targetDays: 7 }]);
  });

  it('that is not there holds none', async () => {
    expect(await createCaseFormFiles(join(folder, 'none')).read()).toEqual({ forms: [], problems: [] });
  });

  it.each([
    ['id: [', '不是有效的 YAML'],
    ['name: 维权', 'id'],
    ['id: other\nname: 维权', '应与文件名相同'],
    ['id: rights\nname: 维 权', '不含空格'],
    [`${rights}nonsense: 1`, '不认识 nonsense'],
    [rights.replace('5', '0'), '至少 1 个工作日'],
    [rights.replace('id: mark', 'id: Mark'), '小写英文字母'],
  ])('leaves out a file that is none, says why, and goes on with the others: %j', async (text, why) => {
    await write('rights.yaml', text);
    await write('hall.yaml', 'id: hall\nname: 场地');

    const read = await forms.read();

    expect(read.forms.map(({ id }) => id)).toEqual(['hall']);
    expect(read.problems).toHaveLength(1);
    expect(read.problems[0]).toContain('knowledge/forms/rights.yaml');
    expect(read.problems[0]).toContain(why);
  });

  it('gives a word to one form only', async () => {
    await write('rights.yaml', rights);
    await write('theft.yaml', 'id: theft\nname: 侵权');

    expect((await forms.read()).problems).toEqual([
      '表单 knowledge/forms/theft.yaml 的“侵权”已经是 rights.yaml 的词，这一类暂不可用，请改正。',
    ]);
  });
});

function write(file: string, text: string): Promise<void> {
  return writeFile(join(folder, file), text);
}
