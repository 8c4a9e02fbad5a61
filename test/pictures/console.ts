import type { Browser } from 'playwright-core';
import { createStaffClient } from '../support/staff-client.ts';
import { fillHouse } from './house.ts';
import type { Town } from './town.ts';

const password = '春眠不觉晓处处闻啼鸟';
const secretary = '周秘书';
/** All that was done stands in the past. */
const laterMs = 120_000;

/** `now`: what the clock of the bot was at its start. */
type Bot = { address: string; firstPassword: string; now: string };

/** Fills the house as its secretary; the cookie of their session opens the console. */
export async function furnish(town: Town, { address, firstPassword, now }: Bot): Promise<string> {
  const admin = createStaffClient(address);
  await admin.signIn('admin', firstPassword);
  await admin.changePassword(firstPassword, password);
  const given = await admin.ask('/api/users', { body: { name: secretary, role: 'secretary' } });
  const first = String(Reflect.get(Object(given), 'password'));
  const staff = createStaffClient(address);
  await staff.signIn(secretary, first);
  await staff.changePassword(first, password);
  await fillHouse(town, staff, now.slice(0, 10));
  return staff.cookie();
}

/** The first page of the console, as the secretary sees it. */
export async function takeConsole(browser: Browser, { address, now }: Bot, cookie: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 1000 },
    deviceScaleFactor: 1.5,
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
  });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: address }]);
  await page.clock.setFixedTime(new Date(Date.parse(now) + laterMs));
  await page.goto(`${address}/console`);
  await page.getByText('还没受理的诉求').waitFor();
  await page.getByRole('img', { name: '每月登记和办结的件数' }).waitFor();
  await page.screenshot({ path: 'docs/console-today.png' });
}
