/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import mammoth from 'mammoth';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ConsoleHouse, isTooWide, openConsoleHouse } from '../support/console-house.ts';
import { measureContrast } from '../support/page-colours.ts';
import { createWebClient } from '../support/web-client.ts';

let house: ConsoleHouse;

/** A Tuesday in the afternoon. */
const now = '2026-11-24T13:00:00+08:00';

beforeAll(async () => {
  house = await openConsoleHouse({ WEB_GROUP: 'canyin,wuliu', QUIET_HOURS: 'off', DAILY_CAP: '20', BOT_NOW: now });
  await house.add('周秘书', 'secretary');
  await house.add('小王', 'staff');
});

afterAll(() => house.close());

afterEach(() => {
  const faults = house.faults.splice(0);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

const said = (words: string) =>
  createWebClient(house.url, 'canyin').until((all) => all.some(({ text }) => text.includes(words)));

describe('the pages of reception days', () => {
  it('plans a day with what its groups will read beside it, and goes with it to the public result', async () => {
    const page = await house.open('/days/new', '周秘书');
    // Of the server's clock, not the browser's.
    expect(await page.getByLabel('日期').inputValue()).toBe('2026-11-24');
    await page.getByLabel('哪些群').click();
    await page.getByTitle('全部工作群', { exact: true }).last().click();
    await page.keyboard.press('Escape');
    await page.getByLabel('谁接待').fill('张会长');
    await page.getByLabel('日期').fill('2026-12-03');
    // What is typed and not yet taken stays while the page draws the preview anew.
    await page.getByText('2 个群会收到').waitFor();
    expect(await page.getByLabel('日期').inputValue()).toBe('2026-12-03');
    await page.keyboard.press('Enter');
    await page.getByText('预告，2026-11-30 09:00').waitFor();
    await page.getByRole('button', { name: '安排', exact: true }).click();
    await page.getByRole('heading', { name: '接待日 12月3日 星期四 09:00-11:30' }).waitFor();

    await page.getByRole('button', { name: '现在预告' }).click();
    const ask = page.getByRole('dialog', { name: '现在就预告？' });
    await ask.getByText('网页群 canyin').waitFor();
    await ask.getByRole('button', { name: '预告', exact: true }).click();
    await said('【接待日预告】');
    await page.getByRole('button', { name: '现在开放' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '开放', exact: true }).click();
    await said('【接待日开始】');
    const group = createWebClient(house.url, 'canyin');
    await group.post({
      name: '陈经理',
      text: '@清语 /建议 建议协会组织会员参观新园区，最好安排在周末',
      clientId: 'c1',
    });
    await group.until((all) => all.some(({ text }) => text.includes('2026-0001')));

    await page.reload();
    await page.getByText('诉求 1 件').waitFor();
    await page.getByRole('button', { name: '看是哪些' }).click();
    await page.getByRole('link', { name: '2026-0001' }).waitFor();
    await page.getByRole('button', { name: '现在结束' }).click();
    await page.getByRole('dialog').getByText('群里不会收到消息').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '结束', exact: true }).click();

    await page.getByRole('button', { name: '写纪要' }).click();
    await page.getByLabel('接待纪要').fill('张会长接待了会员企业。');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存纪要。').waitFor();
    await page.getByRole('button', { name: '改 2026-0001 的说法' }).click();
    await page.getByRole('dialog').getByLabel('结果').fill('已定在 12 月 12 日');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByRole('cell', { name: '已定在 12 月 12 日' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载 Word 文件' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('2026-12-03 接待日办理结果.docx');
    const { value } = await mammoth.extractRawText({ buffer: await readFile(await download.path()) });
    expect(value).toMatch(/张会长接待了会员企业[\s\S]*已定在 12 月 12 日/u);
    await page.getByRole('button', { name: '发到群里' }).click();
    await page.getByRole('dialog', { name: '把结果发到 2 个群？' }).getByRole('button', { name: '发到群里' }).click();

    await said('【接待日结果】');
    await page.getByText('已经在群里公布过。').waitFor();
    const { stdout } = await house.run('days', 'list', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ days: [{ status: 'reported', host: '张会长' }] });
  });

  it('says who is told before a day is changed or called off', async () => {
    const client = await house.client('周秘书');
    const draft = { date: '2026-12-10', from: '14:00', until: '16:00', host: '李会长', to: 'all' };
    await client.ask('/api/days', { body: draft, key: 'a' });
    const page = await house.open('/days?month=2026-12', '周秘书');
    await page.getByRole('link', { name: /李会长/u }).click();

    await page.getByRole('button', { name: '改', exact: true }).click();
    await page.getByLabel('谁接待').fill('王秘书长');
    await page.getByText('还没有预告，改了不用通知谁').waitFor();
    await page.getByRole('button', { name: '就这样改' }).click();
    await page.getByText('王秘书长').first().waitFor();
    await page.getByRole('button', { name: '现在预告' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '预告', exact: true }).click();
    await said('王秘书长');
    await page.getByRole('button', { name: '取消这次' }).click();
    await page.getByLabel('取消的原因').fill('场地检修');
    await page.getByText('原因：场地检修').waitFor();
    await page.getByText('2 个群会收到').waitFor();
    await page.getByRole('button', { name: '取消接待日' }).click();

    await said('【接待日取消】');
    await page.getByText('已取消', { exact: true }).first().waitFor();
    const { stdout } = await house.run('days', 'list', '--status', '已取消', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ days: [{ host: '王秘书长', reason: '场地检修' }] });
  });

  it('plans days by a rule, shows when they are, and stops it', async () => {
    const page = await house.open('/days/new?every=yes', '周秘书');
    await page.getByLabel('从哪天起').fill('2026-11-24');
    await page.keyboard.press('Enter');
    await page.getByLabel('谁接待').fill('值班会长');
    await page.getByLabel('哪些群').click();
    await page.getByTitle('全部工作群', { exact: true }).last().click();
    await page.keyboard.press('Escape');
    await page.getByText(/接下来几次：12月3日 星期四、1月6日 星期三/u).waitFor();
    await page.getByRole('button', { name: '安排', exact: true }).click();

    await page
      .getByRole('row', { name: /每月第 3 个工作日/u })
      .getByRole('button', { name: '停止' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: '停止' }).click();
    await page.getByText('已停止，取消了还没预告的 1 次。').last().waitFor();
    const { rules } = z
      .looseObject({ rules: z.array(z.unknown()) })
      .parse(JSON.parse((await house.run('days', 'list', '--json')).stdout));
    expect(rules).toMatchObject([{ endedAt: expect.any(String) }]);
  });

  it('reads a list from a table line by line, shows a number when asked, and offers what fits a demand', async () => {
    const page = await house.open('/lists', '小王');
    const read = async (csv: string): Promise<void> => {
      await page.getByRole('button', { name: '导入表格' }).first().click();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    };
    await read('单位,事项,联系方式\n律师协会,合同审查,李干事 13800001234\n,没有单位,');
    await page.getByRole('status').getByText('新增 1 行').waitFor();
    await page.getByRole('status').getByText('不能导入 1 行').waitFor();
    await page.getByRole('cell', { name: '没有写单位。' }).waitFor();
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByRole('table', { name: '清单' }).getByRole('cell', { name: '律师协会', exact: true }).waitFor();
    await page.getByRole('cell', { name: '李干事 138****1234' }).waitFor();
    await page.getByRole('button', { name: '显示律师协会的联系方式' }).click();
    await page.getByRole('cell', { name: '李干事 13800001234' }).waitFor();

    await page.getByRole('tab', { name: /需求清单/u }).click();
    await page.getByText('这张清单还是空的').waitFor();
    await read('单位,需求\n某食品厂,采购合同想请人审查');
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByRole('button', { name: /找对得上的/u }).click();
    await page.getByRole('list', { name: '对得上的' }).getByText('律师协会').waitFor();

    const { stdout } = await house.run('audit', 'list', '--json');
    expect(stdout).toContain('list/contact');
  });

  it('works with the keyboard, on a telephone and in the dark', async () => {
    const look = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' } as const;
    const page = await house.open('/days?month=2026-12', '周秘书', look);
    const day = page.getByRole('link', { name: /张会长/u });
    await day.waitFor();
    expect(await isTooWide(page)).toBe(false);
    const contrasts = await measureContrast(page, ['.days-chip strong', '.days-chip span', '.days-date']);
    for (const { selector, ratio } of contrasts) expect([selector, ratio > 4.5]).toEqual([selector, true]);
    await day.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /接待日 12月3日/u }).waitFor();
    expect(await isTooWide(page)).toBe(false);
    const places = [
      ['/days?tab=list', '接待日'],
      ['/days?tab=rules', '定期接待日'],
      ['/lists', '清单'],
    ] as const;
    for (const [path, table] of places) {
      await page.goto(`${house.url}/console${path}`);
      await page.getByRole('table', { name: table }).getByRole('row').nth(1).waitFor();
      expect([path, await isTooWide(page)]).toEqual([path, false]);
    }
  });
});
