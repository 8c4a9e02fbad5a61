/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ConsoleHouse, isTooWide, openConsoleHouse } from '../support/console-house.ts';
import { measureContrast } from '../support/page-colours.ts';
import { createWebClient } from '../support/web-client.ts';

let house: ConsoleHouse;

/** A Tuesday, before the hour of the daily message. */
const now = '2026-11-24T06:30:00+08:00';

beforeAll(async () => {
  house = await openConsoleHouse({ WEB_GROUP: 'canyin,wuliu', QUIET_HOURS: 'off', BOT_NOW: now });
  await house.add('周秘书', 'secretary');
  await house.add('李主任', 'admin');
  await house.add('小王', 'staff');
});

afterAll(() => house.close());

afterEach(() => {
  const faults = house.faults.splice(0);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

/** The week begins on the 23rd. */
function cell(page: Page, day: number) {
  return page
    .getByRole('list', { name: '每天的寄语' })
    .getByRole('listitem')
    .nth(day - 23)
    .getByRole('button');
}

const dayShape = z.looseObject({ days: z.array(z.looseObject({ messageId: z.string(), text: z.string() })) });

async function preview(date: string): Promise<string> {
  return (await house.run('daily', 'preview', '--from', date, '--days', '1', '--json')).stdout;
}

describe('the page of the daily message', () => {
  it('gives a day another message of the library, warns of one that comes too soon, and takes it back', async () => {
    const page = await house.open('/daily', '周秘书');
    await cell(page, 27).click();
    await page.getByRole('button', { name: '换一条' }).click();
    const choices = page.getByRole('list', { name: '可以用的寄语' });
    await choices.getByRole('listitem').nth(19).waitFor();
    const soon = dayShape.parse(JSON.parse(await preview('2026-12-01'))).days[0];
    await page
      .getByRole('dialog')
      .last()
      .getByLabel('搜寄语')
      .fill(soon?.text ?? '');
    await page.keyboard.press('Enter');
    await expect.poll(() => choices.getByRole('listitem').count()).toBe(1);

    await choices.getByRole('button', { name: `用 ${soon?.messageId ?? ''}` }).click();
    const warned = page.getByRole('dialog', { name: '这一条离得太近，还用吗？' });
    await warned.getByText('12月1日要用').waitFor();
    await warned.getByRole('button', { name: '还是用它' }).click();

    await page.getByRole('button', { name: '取消指定' }).waitFor();
    await expect.poll(() => cell(page, 27).innerText()).toContain('已指定');
    expect(JSON.parse(await preview('2026-11-27'))).toMatchObject({
      days: [{ messageId: soon?.messageId, state: 'fixed' }],
    });
    await page.getByRole('button', { name: '取消指定' }).click();
    await page.getByText('不再指定，到时按规则选。').waitFor();
    expect(JSON.parse(await preview('2026-11-27'))).toMatchObject({ days: [{ state: 'chosen' }] });
  });

  it('leaves a day out with a reason, with the keyboard alone, and lets it have its message again', async () => {
    const page = await house.open('/daily', '周秘书');
    await cell(page, 28).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '当天不发' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('原因（只给工作人员看）').focus();
    await page.keyboard.type('会长定的');
    await page.getByRole('button', { name: '不发', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('工作人员安排当天不发：会长定的').first().waitFor();
    expect(JSON.parse(await preview('2026-11-28'))).toMatchObject({ days: [{ state: 'skipped' }] });

    await page.getByRole('button', { name: '取消不发，照常' }).click();
    await page.getByText('当天照常发寄语。').waitFor();
    await page.getByRole('button', { name: '换一条' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').isVisible()).toBe(false);
  });

  it('sends the message of today now, and says how many groups have it', async () => {
    const page = await house.open('/daily', '周秘书');
    await cell(page, 24).click();
    await page.getByRole('button', { name: '现在就发' }).click();
    await page.getByRole('dialog', { name: '现在就发今天的寄语？' }).getByRole('button', { name: '现在发' }).click();

    await page.getByText('已安排发往 2 个群，随即发出。').waitFor();
    const entries = await createWebClient(house.url, 'canyin').until((all) =>
      all.some(({ text }) => text.startsWith('【清廉文化每日寄语】')),
    );
    expect(entries.filter(({ bot }) => bot)).toHaveLength(1);
    await page.reload();
    await expect.poll(() => cell(page, 24).innerText()).toContain('已发 2 个群');
  });

  it('takes a message of somebody, which another person lets into the library', async () => {
    const words = '年会的座位按报到先后排，会长也坐在第三排，离茶水近。';
    const page = await house.open('/daily', '周秘书');
    await page.getByRole('button', { name: '写一条寄语' }).click();
    await page.getByRole('dialog').getByLabel('寄语', { exact: true }).fill(words);
    await page.getByRole('combobox', { name: '主题' }).fill('商会内部治理');
    await page.getByRole('button', { name: '交给别人审核' }).click();
    await page.getByText('已记为 own-0001，请另一个人在“草稿”里审核。').waitFor();
    await page.getByRole('tab', { name: /草稿/u }).click();
    await page.getByText('还没有接上大模型，不能请它起草。').waitFor();
    expect(await page.getByRole('button', { name: '通过 own-0001' }).isDisabled()).toBe(true);

    const other = await house.open('/daily?tab=drafts', '李主任');
    await other.getByRole('button', { name: '通过 own-0001' }).click();
    await other.getByRole('dialog', { name: '通过 own-0001？' }).getByRole('button', { name: '通过' }).click();
    await other.getByText('own-0001 已通过，进入寄语库。').waitFor();
    await other.getByRole('tab', { name: '寄语库' }).click();
    await other.getByLabel('搜寄语').fill('茶水近');
    await other.keyboard.press('Enter');

    await other.getByText('共 1 条').waitFor();
    expect(await other.getByRole('list', { name: '寄语库' }).innerText()).toContain(words);
  });

  it('hands out the sheet of a month, and shows staff only what they may do', async () => {
    const page = await house.open('/daily', '小王');
    await page.getByRole('button', { name: '导出月表' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Excel' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('寄语 2026-12.xlsx');
    await page.keyboard.press('Escape');

    await cell(page, 30).click();
    await page.getByText('到时按规则选，可能会变').waitFor();
    expect(await page.getByRole('button', { name: '换一条' }).count()).toBe(0);
  });

  it('is a list on a telephone, no wider than it, and can be read in the dark', async () => {
    const look = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' } as const;
    const page = await house.open('/daily', '周秘书', look);
    await cell(page, 30).waitFor();
    expect(await isTooWide(page)).toBe(false);
    const contrasts = await measureContrast(page, ['.daily-cell-text', '.daily-cell-head strong', '.daily-occasion']);
    for (const { selector, ratio } of contrasts) expect([selector, ratio > 4.5]).toEqual([selector, true]);

    await page.getByRole('tab', { name: '寄语库' }).click();
    await page.getByRole('list', { name: '寄语库' }).waitFor();
    expect(await isTooWide(page)).toBe(false);
    await page.getByRole('tab', { name: /草稿/u }).click();
    await page.getByRole('list', { name: '审过的寄语' }).waitFor();
    expect(await isTooWide(page)).toBe(false);
  });
});
