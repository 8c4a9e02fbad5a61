import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleHouse, isTooWide, openConsoleHouse } from '../support/console-house.ts';
import { measureContrast } from '../support/page-colours.ts';
import { createWebClient, type Entry, type WebClient } from '../support/web-client.ts';

/** A picture of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let house: ConsoleHouse;
let group: WebClient;

/** A member says it in the group; returns the number of the case. */
async function submit(name: string, text: string): Promise<string> {
  await group.post({ name, text: `@清语 ${text}`, clientId: text });
  const number = /编号 (\d{4}-\d{4})/u;
  const isAnswer = (said: string): boolean => number.test(said);
  const before = (await group.history()).filter((one) => one.bot && isAnswer(one.text)).length;
  const answered = (all: readonly Entry[]): boolean =>
    all.filter((one) => one.bot && isAnswer(one.text)).length > before;
  const entries = await group.until(answered, 90_000);
  return number.exec(entries.findLast((one) => one.bot && isAnswer(one.text))?.text ?? '')?.[1] ?? '';
}

beforeAll(async () => {
  house = await openConsoleHouse({ QUIET_HOURS: 'off' });
  group = createWebClient(house.url);
  await house.add('李干事', 'staff');
  await house.add('周秘书', 'secretary');
});

afterAll(() => house.close());

afterEach(() => {
  const faults = house.faults.splice(0);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

describe('cases on the staff pages', () => {
  it('are followed to their end, and whoever submitted one hears of it in the group', async () => {
    const no = await submit('何会长', '建议：多办几场用工对接会，联系人何志强，电话13755012345');
    const page = await house.open('/cases', '李干事');

    await page.getByRole('link', { name: no }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `建议 ${no}` }).waitFor();
    expect(await page.getByText('13755012345').count()).toBe(0);
    await page.getByRole('button', { name: '显示姓名和电话' }).click();
    await page.getByText('13755012345').waitFor();

    await page.getByRole('button', { name: '受理', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '受理' }).click();
    await page.getByRole('button', { name: '交办' }).click();
    await page.getByLabel('交给谁办').fill('周');
    await page.getByTitle('周秘书').click();
    await page.getByRole('dialog').getByRole('button', { name: '交办' }).click();
    await page.getByText('交办给 周秘书').waitFor();
    await page.getByRole('button', { name: '回复提交人' }).click();
    await page.getByRole('dialog').getByLabel('回复', { exact: true }).fill('请把岗位和人数发来');
    await page.getByRole('dialog').getByRole('button', { name: '回复提交人' }).click();

    await page.getByRole('list', { name: '和提交人的往来' }).getByText('请把岗位和人数发来').waitFor();
    await group.until((all) => all.some(({ text }) => text.includes('请把岗位和人数发来')), 90_000);
    const { stdout } = await house.run('audit', 'list', '--json');
    expect(stdout).toContain('case/view');
  });

  it('are not overwritten by a page that is out of date', async () => {
    const no = await submit('唐秘书', '建议：会费收据可以开电子票据');
    const page = await house.open(`/cases/${no}`, '李干事');
    await page.getByRole('button', { name: '受理', exact: true }).click();
    const secretary = await house.client('周秘书');
    const body = { action: 'decline', seen: 1, note: '已经可以开了' };
    await secretary.ask(`/api/cases/${no}/steps`, { body });

    await page.getByRole('dialog').getByRole('button', { name: '受理' }).click();

    await page.getByText(`${no} 已经被周秘书改为“不予受理”`).waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('已经可以开了').waitFor();
    expect(house.faults.splice(0).filter((fault) => !fault.includes('409'))).toEqual([]);
  });

  it('come by telephone too, with files, and leave as a file with the filters in force', async () => {
    const page = await house.open('/cases', '李干事');
    await page.getByRole('button', { name: '登记一件' }).click();
    const form = page.getByRole('dialog', { name: '登记一件' });
    await form.getByText('上级交办（督办）').click();
    await form.getByLabel('交办单位').fill('市民政局');
    await form.getByLabel('内容').fill('请核查园区停车收费');
    await form.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('市民政局').waitFor();

    await page.locator('input[type=file]').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: pixel });
    await page.getByRole('button', { name: '预览 现场.png' }).click();
    await expect
      .poll(() => page.getByRole('img', { name: '现场.png' }).evaluate((image) => Reflect.get(image, 'naturalWidth')))
      .toBe(1);
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: '诉求台账' }).click();
    await page.getByText('督办', { exact: true }).click();
    await page.getByText('符合条件的 1 件').waitFor();
    await page.getByRole('button', { name: '我的视图' }).click();
    await page.getByRole('menuitem', { name: '存为视图' }).click();
    await page.getByLabel('视图名称').fill('督办的');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '导出' }).click();
    await page.getByRole('button', { name: '导出 1 件' }).click();
    const link = page.getByRole('link', { name: /^下载 诉求台账/u });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(file.suggestedFilename()).toMatch(/^诉求台账-.*\.xlsx$/u);

    await page.goto(`${house.url}/console/cases`);
    await page.getByRole('button', { name: '我的视图' }).click();
    await page.getByRole('menuitem', { name: '督办的' }).first().click();
    await page.getByText('符合条件的 1 件').waitFor();
  });

  it('that are the same are looked at side by side before they become one', async () => {
    const first = await submit('谢经理', '诉求：园区停车位不足，员工停车困难');
    const second = await submit('胡经理', '诉求：园区停车位不足，员工上下班停车困难');
    const page = await house.open(`/cases/${second}`, '李干事');

    await page.getByRole('button', { name: `对比 ${first}` }).waitFor();
    await page.getByLabel('另一件的编号').fill('2026-9999');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('没有编号 2026-9999 的诉求').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('另一件的编号').fill(first);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `把 ${second} 并入 ${first}` }).click();
    await page.getByRole('button', { name: '并入', exact: true }).click();

    await page.getByText('已并入').first().waitFor();
    await page.getByRole('alert').getByRole('link', { name: first }).click();
    await page.getByText(`并进来 ${second}`).waitFor();
    const { stdout } = await house.run('cases', 'show', second, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ status: 'merged', mergedInto: first });
  });

  it('fit a telephone, and are readable in the dark', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' } as const;
    const page = await house.open('/cases', '李干事', phone);
    await page.locator('.case-card').first().waitFor();
    expect(await isTooWide(page)).toBe(false);
    await expect.poll(() => dimOf(['.case-card-content', '.case-card .quiet', '.case-status'])).toEqual([]);

    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('html[data-look=light]').waitFor();
    await expect.poll(() => dimOf(['.case-card-content', '.case-card .quiet', '.case-status'])).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });

    await page.locator('.case-card').first().click();
    await page.getByText('经过').waitFor();
    expect(await isTooWide(page)).toBe(false);
    await expect.poll(() => dimOf(['.case-words', '.case-step .quiet', '.case-empty'])).toEqual([]);

    await page.goto(`${house.url}/console/cases/statistics`);
    await page.getByRole('img', { name: '每月登记和办结的件数' }).waitFor();
    await page
      .getByRole('list', { name: '按类别统计' })
      .getByText(/登记 \d+，应办/u)
      .first()
      .waitFor();
    expect(await isTooWide(page)).toBe(false);

    async function dimOf(selectors: string[]): Promise<string[]> {
      return (await measureContrast(page, selectors))
        .filter(({ ratio }) => ratio < 4.5)
        .map(({ selector }) => selector);
    }
  });
});
