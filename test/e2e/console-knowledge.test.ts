/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleHouse, isTooWide, openConsoleHouse } from '../support/console-house.ts';
import { docxOf, paragraph, zipOf } from '../support/office-files.ts';
import { measureContrast } from '../support/page-colours.ts';
import { createWebClient, type WebClient } from '../support/web-client.ts';

let house: ConsoleHouse;
let group: WebClient;

beforeAll(async () => {
  house = await openConsoleHouse();
  await house.add('周秘书', 'secretary');
  group = createWebClient(house.url);
});

afterAll(() => house.close());

afterEach(() => {
  // A browser takes a file that was refused for an error.
  const faults = house.faults.splice(0).filter((fault) => !fault.includes('status of 400'));
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

const fees = '# 停车管理办法\n\n## 停车券\n\n会员单位到前台登记车牌后领取停车券，每天两张。\n';

describe('the page of the knowledge base', () => {
  it('takes files in, says what came of each, and answers from them', async () => {
    const page = await house.open('/knowledge', '周秘书');
    await page.getByRole('button', { name: '上传资料' }).click();
    const body = `${paragraph('展会组织办法')}${paragraph('展位费在开展前十日可以全额退还，逾期不退。')}`;
    await chooseFiles(page, {
      '停车管理办法.md': fees,
      '展会组织办法.docx': docxOf(body, { title: '展会组织办法' }),
      '停车管理办法（副本）.md': fees,
      '坏的.docx': zipOf({ 'word/document.xml': '<w:document' }),
      '旧的.doc': 'x',
    });

    const report = page.getByRole('region', { name: '上传结果' });
    await report.getByText('读入 2 份、').waitFor({ timeout: 30_000 });
    await report.getByText('2 份没有读成').waitFor();
    await report.getByText('已有同样的内容').waitFor();
    await report
      .getByText(/坏的\.docx/u)
      .last()
      .waitFor();
    await page.keyboard.press('Escape');
    await report.waitFor({ state: 'hidden' });
    await page.getByLabel('按标题找资料').fill('展会');
    await page.getByText('共 1 份').waitFor();
    await page.getByRole('link', { name: '展会组织办法', exact: true }).click();
    await page.getByRole('region', { name: '段落' }).getByText('展位费在开展前十日').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: '试一问' }).click();
    await page.getByLabel('要问的话').fill('停车券怎么领？');
    await page.keyboard.press('Enter');

    await page.getByText('用在回答里').first().waitFor();
    await page.getByText('已回答').waitFor();
    expect(await page.locator('mark').allTextContents()).toContain('停车券');
  });

  it('takes a document out of force, and then says why there is no answer', async () => {
    const page = await house.open(
      '/knowledge?doc=%E8%B5%84%E6%96%99%2Fuploads%2F%E5%81%9C%E8%BD%A6%E7%AE%A1%E7%90%86%E5%8A%9E%E6%B3%95.md',
      '周秘书',
    );
    await page.getByRole('button', { name: '改标题、效力和资料集' }).click();
    await page.getByLabel('失效日').fill('2020-01-01');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('2020-01-01 失效').first().waitFor();
    await page.goto(`${house.url}/console/knowledge/try`);
    await page.getByLabel('要问的话').fill('停车券怎么领？');
    await page.getByRole('button', { name: '试一问' }).click();

    await page.getByText(/不在有效期的资料，不用来回答/u).waitFor();
    await page.getByText('答不上来').waitFor();
    const { stdout } = await house.run('documents', 'list');
    expect(stdout).toMatch(/停车管理办法\.md .* 2020-01-01 已失效/u);
  });

  it('answers a member from the list, in the chat they asked in, and knows it from then on', async () => {
    await group.post({ name: '王会长', text: '@清语 年会的着装有什么讲究', clientId: 'a' });
    await group.post({ name: '李秘书', text: '@清语 年会的着装有什么讲究？', clientId: 'b' });
    await group.until((entries) => entries.filter(({ bot }) => bot).length >= 2);
    const page = await house.open('/knowledge/unanswered', '周秘书');
    const question = page.getByRole('listitem').filter({ hasText: '年会的着装有什么讲究' }).first();
    await question.getByText('问了 2 次').waitFor();
    await question.getByRole('button', { name: '答复', exact: true }).click();
    await page.getByRole('textbox', { name: '答复' }).fill('年会的着装以正装为宜，会务组在门口备有领带。');
    await page.getByRole('button', { name: '发出答复' }).click();

    await page.getByText('2 人会在原来的会话里看到').waitFor();
    const told = (await group.until((entries) => answersIn(entries).length === 2)).filter(({ bot }) => bot);
    expect(answersIn(told)).toHaveLength(2);
    await group.post({ name: '赵总', text: '@清语 年会的着装有什么讲究', clientId: 'c' });
    await group.until((entries) => entries.some(({ text }) => text.includes('出处') && text.includes('正装')));
  });

  it('tries a synonym before it is kept', async () => {
    const page = await house.open('/knowledge/synonyms', '周秘书');
    await page.getByRole('button', { name: '加一组' }).click();
    for (const word of ['展位费', '摊位钱']) {
      await page.getByLabel('同义的词').fill(word);
      await page.keyboard.press('Enter');
    }
    await page.getByLabel(/拿一个问题试试/u).fill('摊位钱能退吗？');
    await page.getByRole('button', { name: '试试效果' }).click();
    await page.getByRole('region', { name: '加之后' }).getByText('摊位钱 = 展位费').waitFor();
    await page.getByRole('button', { name: '加上' }).click();

    const kept = page.getByRole('list', { name: '在这里加的同义词' });
    await kept.getByText('摊位钱').waitFor();
    await kept.getByRole('button', { name: '删掉 展位费 = 摊位钱' }).click();
    await page.getByRole('button', { name: '删掉', exact: true }).click();
    await page.getByText('还没有在这里加过同义词').waitFor();
    const { stdout } = await house.run('audit', 'list');
    expect(stdout.match(/周秘书 +[加删]同义词/gu)).toHaveLength(2);
  });

  it('names what is lost before it removes, by keyboard alone', async () => {
    const page = await house.open('/knowledge', '周秘书');
    await page.getByRole('link', { name: '停车管理办法' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '移除' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('它的 1 个段落不再用来回答').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('它的 1 个段落不再用来回答').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '移除' }).press('Enter');
    await page
      .getByRole('dialog', { name: /^移除《/u })
      .getByRole('button', { name: '移除' })
      .press('Enter');

    await page.getByRole('link', { name: '停车管理办法' }).waitFor({ state: 'detached' });
    const { stdout } = await house.run('documents', 'list', '--json');
    expect(stdout).not.toContain('停车管理办法.md');
  });

  it('fits a telephone, in the dark too', async () => {
    const page = await house.open('/knowledge', '周秘书', {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    await page.getByRole('list', { name: '资料' }).getByRole('link').first().waitFor();
    expect(await isTooWide(page)).toBe(false);
    const read = ['.page-head h1', '.knowledge-cards a', '.knowledge-cards .ant-typography', '.ant-badge-status-text'];
    const faint = (await measureContrast(page, read)).filter(({ ratio }) => ratio < 4.5);
    expect(faint).toEqual([]);
    for (const [tab, ready] of [
      ['试一问', '试问不留记录'],
      ['待答问题', '共 '],
      ['同义词', '随资料文件夹来的'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByText(ready).or(page.getByText('没有等着答复的问题')).first().waitFor();
      expect([tab, await isTooWide(page)]).toEqual([tab, false]);
    }
  });
});

function answersIn(entries: readonly { text: string; bot: boolean }[]) {
  return entries.filter(({ text, bot }) => bot && text.includes('工作人员答复') && text.includes('正装'));
}

async function chooseFiles(page: Page, files: Record<string, string | Uint8Array>): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles(
      Object.entries(files).map(([name, content]) => ({ name, mimeType: '', buffer: Buffer.from(content) })),
    );
}
