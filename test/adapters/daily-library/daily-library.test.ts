import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDailyLibrary } from '../../../src/adapters/daily-library/daily-library.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingyu-library-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the library of integrity messages', () => {
  it('reads the YAML files of the folder by name, and nothing else', async () => {
    await put('b.yaml', 'theme: 家风\nmessages:\n  - { id: family-001, text: 一句话 }');
    await put(
      'a.yml',
      'theme: 诚信\nmessages:\n  - { id: credit-001, text: 守信, occasion: 立春, source: 《论语·为政》 }',
    );
    await put('README.md', '# 说明');

    expect(await createDailyLibrary(folder).read()).toEqual([
      { id: 'credit-001', theme: '诚信', text: '守信', occasion: '立春', source: '《论语·为政》' },
      { id: 'family-001', theme: '家风', text: '一句话', occasion: null, source: null },
    ]);
  });

  it('sees an edit at the next reading', async () => {
    const library = createDailyLibrary(folder);
    await put('a.yaml', 'theme: 家风\nmessages:\n  - { id: family-001, text: 前 }');
    await library.read();
    await put('a.yaml', 'theme: 家风\nmessages:\n  - { id: family-001, text: 后 }');

    expect((await library.read()).map(({ text }) => text)).toEqual(['后']);
  });

  it('is empty without a folder', async () => {
    expect(await createDailyLibrary(join(folder, 'absent')).read()).toEqual([]);
  });

  it.each([
    ['theme: [', '寄语文件 a.yaml 不是有效的 YAML，请检查冒号、引号和缩进。'],
    ['', '寄语文件 a.yaml 有误：应有 theme 和 messages，请改正。'],
    ['messages:\n  - { id: a-001, text: 好 }', '寄语文件 a.yaml theme 有误：应为文字，请改正。'],
    ['theme: 家风', '寄语文件 a.yaml messages 有误：应为寄语列表，请改正。'],
    ['theme: 家风\nmessages: []', '寄语文件 a.yaml messages 有误：至少要有一条寄语，请改正。'],
    ['theme: 家风\nmessages: [好]', '寄语文件 a.yaml 第 1 条有误：每条寄语应有 id 和 text，请改正。'],
    [one('id: 001, text: 好'), '寄语文件 a.yaml 第 1 条的 id 有误：应为文字，请改正。'],
    [
      one('id: 家风一, text: 好'),
      '寄语文件 a.yaml 第 1 条（家风一）的 id 有误：应写成 credit-001 这样的编号，请改正。',
    ],
    [one('id: a-001'), '寄语文件 a.yaml 第 1 条（a-001）的 text 有误：应为文字，请改正。'],
    [one("id: a-001, text: '  '"), '寄语文件 a.yaml 第 1 条（a-001）的 text 有误：不能为空，请改正。'],
    [
      one(`id: a-001, text: ${'长'.repeat(121)}`),
      '寄语文件 a.yaml 第 1 条（a-001）的 text 有误：超过 120 个字，请改正。',
    ],
    [
      one('id: a-001, text: 好, occasion: 清明时节'),
      '寄语文件 a.yaml 第 1 条（a-001）的 occasion 有误：不是可用的节日或节气名称，名称见 knowledge/README.md，请改正。',
    ],
    [one('id: a-001, text: 好, author: 某人'), '寄语文件 a.yaml 第 1 条（a-001）有误：不认识 author，请改正。'],
  ])('names file, message and problem of %j', async (text, sentence) => {
    await put('a.yaml', text);

    await expect(createDailyLibrary(folder).read()).rejects.toMatchObject({ code: 'input/invalid', message: sentence });
  });

  it('allows 120 characters, also outside the basic plane', async () => {
    await put('a.yaml', one(`id: a-001, text: ${'𠮷'.repeat(120)}`));

    expect(await createDailyLibrary(folder).read()).toHaveLength(1);
  });

  it('refuses an id that is used twice, in one file or in two', async () => {
    await put('a.yaml', 'theme: 家风\nmessages:\n  - { id: a-001, text: 甲 }\n  - { id: a-001, text: 乙 }');
    await expect(createDailyLibrary(folder).read()).rejects.toThrow(
      '寄语编号 a-001 重复：a.yaml 里出现了两次，请改掉一个。',
    );

    await put('a.yaml', one('id: a-001, text: 甲'));
    await put('b.yaml', one('id: a-001, text: 乙'));
    await expect(createDailyLibrary(folder).read()).rejects.toThrow(
      '寄语编号 a-001 重复：a.yaml 和 b.yaml 都用了，请改掉一个。',
    );
  });

  it('says so when the folder is a file', async () => {
    await put('a.yaml', one('id: a-001, text: 甲'));

    await expect(createDailyLibrary(join(folder, 'a.yaml')).read()).rejects.toMatchObject({ code: 'input/invalid' });
  });
});

function one(message: string): string {
  return `theme: 家风\nmessages:\n  - { ${message} }`;
}

async function put(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text);
}
