/// <reference lib="dom" />
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { type ConsoleHouse, consolePassword, isTooWide, openConsoleHouse } from '../support/console-house.ts';

let house: ConsoleHouse;

beforeAll(async () => {
  house = await openConsoleHouse();
  await house.add('周秘书', 'secretary');
});

afterAll(() => house.close());

afterEach(() => {
  const faults = house.faults.splice(0);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

describe('the staff console', () => {
  it('takes the generated password once, and lets nobody in before it is changed', async () => {
    const first = /初始密码：(\S+)/u.exec(house.process.output())?.[1] ?? '';
    const browser = await launchChromium();
    const page = await browser.newPage();
    await page.goto(`${house.url}/console`);

    await page.getByLabel('账号').fill('admin');
    await page.getByLabel('密码').fill('不是这个密码吧');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('不对').waitFor();
    await page.getByLabel('密码').fill(first);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '先改初始密码' }).waitFor();
    await page.getByLabel('现在的密码').fill(first);
    await page.getByLabel('新密码', { exact: true }).fill(consolePassword);
    await page.getByLabel('再填一次新密码').fill(`${consolePassword}了`);
    await page.getByRole('button', { name: '改密码' }).click();
    await page.getByText('两次填的不一样').waitFor();
    await page.getByLabel('再填一次新密码').fill(consolePassword);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: '今日' }).waitFor();
    expect(await page.title()).toBe('今日 · 清语工作台');
    await browser.close();
  });

  it('asks to sign in again where the session ended, and stays on the page', async () => {
    const page = await house.openAlone('/', '周秘书');
    await page.context().clearCookies();

    await page.reload();
    await page.getByLabel('账号').fill('周秘书');
    await page.getByLabel('密码').fill(consolePassword);
    await page.getByRole('button', { name: '登录' }).click();

    await page.getByRole('heading', { name: '今日' }).waitFor();
    house.faults.length = 0;
    await page.getByRole('button', { name: /^账号/u }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '登录' }).waitFor();
    expect(house.faults.splice(0).filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  it('is dark when it should be, and keeps what was chosen', async () => {
    const page = await house.open('/', '周秘书', { colorScheme: 'light' });
    const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();

    await page.getByRole('button', { name: /^账号/u }).click();
    await page.getByRole('menuitem', { name: '外观' }).hover();
    await page.getByRole('menuitem', { name: '深色' }).click();
    await expect.poll(background).not.toBe(light);
    await page.reload();
    await page.getByRole('heading', { name: '今日' }).waitFor();

    expect(await background()).not.toBe(light);
  });

  it('has its menu behind a button on a telephone, and is no wider than it', async () => {
    const page = await house.open('/', '周秘书', { viewport: { width: 390, height: 844 }, hasTouch: true });

    await page.getByRole('button', { name: '打开菜单' }).click();
    await page.getByRole('dialog').getByRole('menuitem', { name: '今日' }).click();

    await expect.poll(() => page.getByRole('dialog').isVisible()).toBe(false);
    expect(await isTooWide(page)).toBe(false);
  });

  it('serves its files compressed, for ever, and nothing beside them', async () => {
    const { url } = house;
    const page = await (await fetch(`${url}/console/cases/1`)).text();
    const script = /src="(\/console\/assets\/[^"]+\.js)"/u.exec(page)?.[1] ?? '';

    const sent = await fetch(url + script, { headers: { 'accept-encoding': 'gzip' } });
    expect([sent.status, sent.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    expect(sent.headers.get('cache-control')).toContain('immutable');
    expect(sent.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of ['/console/assets/none.js', '/console/assets/..%2f..%2fmain.js'])
      expect([path, (await fetch(url + path)).status]).toEqual([path, 404]);
  });

  it('carries another nonce each time, and no script of its own', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await fetch(`${house.url}/console`);
        const policy = response.headers.get('content-security-policy') ?? '';
        expect(policy).toContain("script-src 'self';");
        expect(policy).not.toContain('unsafe');
        return /'nonce-([^']+)'/u.exec(policy)?.[1];
      }),
    );

    expect(new Set(nonces).size).toBe(2);
  });
});
