/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ConsoleHouse, isTooWide, openConsoleHouse } from '../support/console-house.ts';
import { createGate } from '../support/gate.ts';
import { measureContrast } from '../support/page-colours.ts';

let house: ConsoleHouse;

beforeAll(async () => {
  house = await openConsoleHouse({ WEB_GROUP: 'canyin,wuliu', QUIET_HOURS: 'off' });
  await house.add('周秘书', 'secretary');
  await house.add('小王', 'staff');
  await house.run('groups', 'add', '物业协会微信群', '--tag', '会长');
});

afterAll(() => house.close());

afterEach(() => {
  const faults = house.faults.splice(0);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

async function choose(page: Page, option: string): Promise<void> {
  await page.getByLabel('发给谁').click();
  await page.getByTitle(option, { exact: true }).last().click();
  await page.keyboard.press('Escape');
}

async function hrefOf(page: Page, name: string): Promise<string> {
  return (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
}

describe('the page of broadcasts', () => {
  it('shows what each group will see, sends it once, and tells how far it is', async () => {
    const page = await house.open('/broadcasts', '周秘书');
    await page.getByRole('link', { name: '写一条群发' }).click();
    await page.getByRole('heading', { name: '写一条群发' }).waitFor();
    expect(await page.getByRole('button', { name: '安排发送' }).isDisabled()).toBe(true);

    await choose(page, '全部工作群');
    await page.getByLabel('内容', { exact: true }).fill('{群名}：请于 12 月 5 日前报送年度总结。');
    await page.getByLabel('请大家回复“收到”').click();
    await page.getByLabel('为什么要回复').fill('统计报送情况');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '总结模板.txt', mimeType: 'text/plain', buffer: Buffer.from('模板') });
    await page.getByText('会发到 3 个群').waitFor();
    await page.getByText('物业协会微信群：请于 12 月 5 日前').waitFor();
    await page.getByRole('cell', { name: '人工发布' }).waitFor();
    await page.getByRole('button', { name: '安排发送' }).click();
    await page.getByRole('dialog', { name: '发到 3 个群？' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '安排发送' }).click();

    await page.getByText('2/3').waitFor();
    const messages = await fetch(`${house.url}/api/groups/canyin/messages`).then((response) => response.text());
    expect(messages.split('网页群 canyin：请于 12 月 5 日前报送年度总结').length).toBe(2);
    await page.getByText('附件：总结模板.txt').waitFor();
    await page.getByRole('button', { name: '看谁确认了收到' }).click();
    await page.getByText('已确认 0 人').waitFor();
    await page.getByRole('table', { name: '各群的确认' }).getByText('网页群 canyin').waitFor();
    const roll = await page.request.get(new URL(await hrefOf(page, '导出名单'), house.url).href);
    expect([roll.status(), roll.headers()['content-disposition']]).toEqual([200, expect.stringContaining('.xlsx')]);
  });

  it('lists what a person must post, and takes their word that it is there', async () => {
    await house.run('broadcast', 'send', '--to', 'tag:会长', '请各位会长周五到会。');
    const page = await house.open('/broadcasts?tab=waiting', '周秘书');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const row = page.getByRole('listitem').filter({ hasText: '请各位会长周五到会' });

    await row.getByRole('button', { name: '复制' }).click();
    await page.getByText('请粘贴到“物业协会微信群”').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('请各位会长周五到会。');
    await row.getByRole('button', { name: '已发好' }).click();

    await page.getByText('“物业协会微信群”已记为发好').waitFor();
    await expect.poll(() => row.count()).toBe(0);
  });

  it('says what is wrong in the words of the server, and plans nothing', async () => {
    const page = await house.open('/broadcasts/new', '周秘书');

    await choose(page, '全部工作群');
    await page.getByLabel('内容', { exact: true }).fill('尊敬的{会长}');

    await page.getByText('不认识变量 {会长}').waitFor();
    expect(await page.getByRole('button', { name: '安排发送' }).isDisabled()).toBe(true);
  });

  it('sends nothing whose preview has not come', async () => {
    const page = await house.open('/broadcasts/new', '周秘书');
    const send = page.getByRole('button', { name: '安排发送' });
    await choose(page, '全部工作群');
    await page.getByLabel('内容', { exact: true }).fill('周五到会');
    await page.getByText('会发到 3 个群').waitFor();
    await expect.poll(() => send.isEnabled()).toBe(true);
    const gate = createGate();
    await page.route('**/api/broadcasts/preview', async (route) => {
      await gate.passed;
      await route.continue();
    });

    await page.getByLabel('内容', { exact: true }).fill('周六到会');

    expect(await send.isDisabled()).toBe(true);
    gate.open();
    await page.getByText('周六到会').last().waitFor();
    await expect.poll(() => send.isEnabled()).toBe(true);
  });

  it('plans a series, and ends it', async () => {
    const page = await house.open('/broadcasts/new', '周秘书');
    await choose(page, '全部工作群');
    await page.getByLabel('内容', { exact: true }).fill('每周例会提醒');
    await page.getByText('定期', { exact: true }).click();
    await page.getByLabel('日程', { exact: true }).fill('0 9 * * 1');
    await page.getByText(/最近几次：/u).waitFor();
    await page.getByRole('button', { name: '安排发送' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '安排发送' }).click();

    const row = page.getByRole('table', { name: '定期群发' }).getByRole('row', { name: /每周例会提醒/u });
    await row.getByText('每周一 09:00').waitFor();
    await page.getByRole('button', { name: '结束' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '结束' }).click();

    await page.getByText('已结束', { exact: true }).waitFor();
    const client = await house.client('周秘书');
    expect(await client.ask('/api/series')).toMatchObject({
      series: [{ text: '每周例会提醒', endedAt: expect.any(String) }],
    });
  });

  it('lets staff look, and not send', async () => {
    const { stdout } = await house.run('groups', 'list', '--json');
    const { groups } = z
      .object({ groups: z.array(z.object({ id: z.string(), title: z.string() })) })
      .parse(JSON.parse(stdout));
    const canyin = groups.find(({ title }) => title === '网页群 canyin')?.id ?? '';
    await house.run('broadcast', 'send', '--to', `group:${canyin}`, '请查收会议纪要。');
    const page = await house.open('/broadcasts', '小王', {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });

    const list = page.getByRole('list', { name: '群发' });
    await list.getByRole('link').first().waitFor();

    expect(await page.getByRole('link', { name: '写一条群发' }).count()).toBe(0);
    expect(await isTooWide(page)).toBe(false);
    const poor = (await measureContrast(page, ['h1', '.line-list a', '.sent-by', '.ant-tabs-tab'])).filter(
      ({ ratio }) => ratio < 4.5,
    );
    expect(poor).toEqual([]);

    await list.getByRole('link', { name: '请查收会议纪要。' }).click();
    await page.getByRole('list', { name: '投递' }).getByText('网页群 canyin').waitFor();
    await page.getByRole('table').getByText('网页群 canyin').waitFor();
    expect(await isTooWide(page)).toBe(false);
    await page.goto(`${house.url}/console/broadcasts/new`);
    await page.getByText('这件事由秘书或管理员做').waitFor();
    expect(await page.getByLabel('内容', { exact: true }).count()).toBe(0);
  });
});
