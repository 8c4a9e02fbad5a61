/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleHouse, consolePassword, isTooWide, openConsoleHouse } from '../support/console-house.ts';
import { measureContrast } from '../support/page-colours.ts';

let house: ConsoleHouse;

beforeAll(async () => {
  house = await openConsoleHouse();
  await house.add('李主任', 'admin');
  await house.add('周秘书', 'secretary');
});

afterAll(() => house.close());

afterEach(() => {
  const faults = house.faults.splice(0);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

/** Asks `users list` on the same data. */
async function accounts(): Promise<string> {
  return (await house.run('users', 'list', '--json')).stdout;
}

/** The file that a job of this page has made. */
async function download(page: Page, name: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).first().click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

describe('the page of settings', () => {
  it('adds an account whose password is shown once, gives it a role and disables it', async () => {
    const page = await house.open('/settings/users', '李主任');
    await page.getByRole('button', { name: '新建账号' }).click();
    await page.getByLabel('名字').fill('王干事');
    await page.getByLabel(/^秘书：/u).check();
    await page.getByRole('button', { name: '新建', exact: true }).click();
    const given = (await page.locator('.settings-secret').textContent()) ?? '';
    await page.getByRole('button', { name: '已经记下了' }).click();

    const row = page.getByRole('row', { name: /王干事/u });
    await row.getByText('临时密码，还没改').waitFor();
    await expect.poll(() => page.content()).not.toContain(given);
    const signedIn = await fetch(`${house.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: '王干事', password: given }),
    });
    expect(await signedIn.json()).toMatchObject({ user: { role: 'secretary', mustChangePassword: true } });

    await row.getByRole('button', { name: '王干事 的操作' }).click();
    await page.getByRole('menuitem', { name: '停用账号' }).click();
    const sure = page.getByRole('dialog', { name: '停用账号 王干事？' });
    await sure.getByRole('button', { name: '停用' }).click();
    await row.getByText('已停用').waitFor();
    expect(JSON.parse(await accounts())).toMatchObject({
      users: expect.arrayContaining([expect.objectContaining({ name: '王干事', disabled: true })]),
    });
  });

  it('sets up a telephone, asks for its code at the next sign-in, and lets a recovery code in once', async () => {
    const page = await house.openAlone('/settings', '周秘书');
    expect(await page.getByRole('tab').allTextContents()).toEqual(['我的账号', '版本']);
    await page.getByRole('button', { name: '设置手机验证器' }).click();
    await page.getByLabel('现在的密码').fill(consolePassword);
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: '手机验证器的二维码' }).waitFor();
    const secret = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    await page.getByLabel(/6 位验证码/u).fill(new TOTP({ secret: Secret.fromBase32(secret.trim()) }).generate());
    await page.getByRole('button', { name: '完成设置' }).click();
    const shown = page.getByRole('list', { name: '恢复码' }).getByRole('listitem');
    await shown.first().waitFor();
    const codes = await shown.allTextContents();
    expect(codes).toHaveLength(8);
    await page.getByRole('button', { name: '已经收好了' }).click();
    await page.getByText('还有 8 个恢复码没用过。').waitFor();

    const again = await page.context().browser()?.newPage();
    if (again === undefined) throw new Error('no browser');
    await again.goto(`${house.url}/console/settings`);
    await again.getByLabel('账号').fill('周秘书');
    await again.getByLabel('密码').fill(consolePassword);
    await again.keyboard.press('Enter');
    await again.getByRole('alert').getByText('6 位验证码').waitFor();
    await again.getByLabel('验证码').fill('000000');
    await again.keyboard.press('Enter');
    await again.getByRole('alert').getByText('验证码不对').waitFor();
    await again.getByLabel('验证码').fill(codes[0] ?? '');
    await again.keyboard.press('Enter');
    await again.getByText('还有 7 个恢复码没用过。').waitFor();

    await again.getByRole('button', { name: '除了这里，都退出' }).click();
    await again.getByRole('button', { name: '都退出', exact: true }).click();
    await expect.poll(() => again.getByText('就是这里').count()).toBe(1);
    await expect.poll(() => again.getByRole('button', { name: '退出', exact: true }).count()).toBe(0);
    await again.close();
    house.faults.length = 0;
    const reset = await house.run('users', 'totp-reset', '周秘书', '--json');
    expect([reset.code, JSON.parse(reset.stdout)]).toEqual([0, { name: '周秘书' }]);
    expect((await house.run('users', 'totp-reset', '周秘书')).stderr).toContain('没有设置手机验证器');
  });

  it('shows who did what, finds it again, checks the chain, and gives it as a table', async () => {
    const page = await house.open('/settings/audit', '李主任');
    await page.getByRole('cell', { name: '新建账号' }).first().waitFor();

    await page.getByRole('combobox', { name: '做了什么' }).click();
    await page.getByRole('combobox', { name: '做了什么' }).fill('手机');
    await page.keyboard.press('Enter');
    await page
      .getByRole('row', { name: /周秘书 手机验证器/u })
      .first()
      .waitFor();
    await expect.poll(() => page.getByRole('cell', { name: '新建账号' }).count()).toBe(0);
    await page.getByRole('button', { name: '核对是否完整' }).click();
    await page.getByText(/操作记录完整，共 \d+ 条/u).waitFor();
    await page.getByRole('button', { name: '按条件导出' }).click();
    const { name, bytes } = await download(page, /操作记录/u);

    expect(name).toMatch(/^操作记录-\d{4}-\d{2}-\d{2}\.csv$/u);
    expect(bytes.toString('utf8').trim().split('\n')).toHaveLength(3);
  });

  it('makes a backup that can be fetched, and says what does not work', async () => {
    const page = await house.open('/settings/backup', '李主任');
    await page.getByRole('button', { name: '开始备份' }).click();
    const { name, bytes } = await download(page, /清语备份/u);
    expect(name).toMatch(/^清语备份-\d{12}\.qingyu\.gz$/u);
    expect(gunzipSync(bytes).toString('utf8')).toContain('周秘书');

    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: '渠道与自检' }).click();
    await page.getByRole('region', { name: '渠道' }).getByText('网页群', { exact: true }).waitFor();
    await page.getByRole('region', { name: '其他部分' }).getByText('只在本机').waitFor();
  });

  it('works with the keyboard alone', async () => {
    const page = await house.open('/settings', '李主任');
    await page.getByRole('tab', { name: '我的账号' }).focus();
    for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '王干事 的操作' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: '重设密码' }).waitFor();
    await page.keyboard.press('Escape');

    await expect.poll(() => page.getByRole('menuitem', { name: '重设密码' }).isVisible()).toBe(false);
    expect(new URL(page.url()).pathname).toBe('/console/settings/users');
  });

  it.each(['light', 'dark'] as const)('fits on a telephone and is readable, %s', async (colorScheme) => {
    const page = await house.open('/settings', '李主任', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      colorScheme,
    });
    for (const tab of ['account', 'channels', 'users', 'audit', 'backup', 'version']) {
      await page.goto(`${house.url}/console/settings/${tab}`);
      await page.getByRole('tabpanel').getByRole('button').or(page.getByText('Node.js')).first().waitFor();
      expect([tab, await isTooWide(page)]).toEqual([tab, false]);
    }
    const read = await measureContrast(page, ['.ant-tabs-tab-active', '.ant-descriptions-item-content', 'h1']);
    for (const { selector, ratio } of read) expect([selector, ratio > 4.5]).toEqual([selector, true]);
  });
});
