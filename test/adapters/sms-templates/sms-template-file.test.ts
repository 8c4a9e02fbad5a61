import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSmsTemplateFile } from '../../../src/adapters/sms-templates/sms-template-file.ts';
import { fillSms, variablesOf } from '../../../src/domain/sms-template.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sms-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(text: string) {
  await writeFile(join(folder, 'templates.yaml'), text);
  return createSmsTemplateFile(join(folder, 'templates.yaml')).read();
}

describe('the file of text message templates', () => {
  it('gives the templates as they stand', async () => {
    expect(await read('templates:\n  - name: 提醒\n    text: ${姓名}您好\n')).toEqual([
      { name: '提醒', text: '${姓名}您好' },
    ]);
  });

  it('is empty where there is none', async () => {
    expect(await createSmsTemplateFile(join(folder, 'none.yaml')).read()).toEqual([]);
  });

  it('of the repository can be read, and fills in without a rest', async () => {
    const templates = await read(await readFile('knowledge/sms/templates.yaml', 'utf8'));

    expect(templates.length).toBeGreaterThan(0);
    for (const template of templates) {
      const params = variablesOf(template).map((name) => ({ name, value: '一' }));
      expect(fillSms(template, params)).not.toMatch(/[${}]/u);
    }
  });

  it.each([
    ['templates: [', '不是有效的 YAML'],
    ['x: 1', 'templates'],
    ['templates:\n  - name: 提醒\n', '第 1 个模板的 text'],
    ['templates:\n  - name: 提 醒\n    text: 您好\n', '第 1 个模板的 name'],
    ['templates:\n  - name: 提醒\n    text: 【某某协会】您好\n', '签名'],
    ['templates:\n  - name: 提醒\n    text: "{1}您好"\n', '变量应写成 ${名字}'],
    ['templates:\n  - name: 提醒\n    text: "${姓 名}您好"\n', '变量应写成 ${名字}'],
    [`templates:\n  - name: 提醒\n    text: ${'字'.repeat(501)}\n`, '超过 500 个字'],
    ['templates:\n  - name: 提醒\n    text: 您好\n    code: SMS_1\n', '不认识 code'],
    ['templates:\n  - name: 提醒\n    text: 您好\n  - name: 提醒\n    text: 好\n', '出现了两次'],
  ])('says what is wrong with %s', async (text, words) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'input/invalid', message: expect.stringContaining(words) });
  });
});
