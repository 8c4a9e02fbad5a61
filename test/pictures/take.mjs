/** `npm run pictures`: takes the pictures of the README from the running bot, in a Chromium of 1200 by 1180 points. */
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { startBot } from '../support/started-bot.mjs';

const conversation = [
  '@清语 长沙接待日收集了多少条意见建议？',
  '@清语 那合肥呢？',
  '@清语 建议：希望协会每季度办一次政策宣讲会，最好放在周五下午。',
  '/寄语',
];

const password = '春眠不觉晓处处闻啼鸟';
/** What members said before staff look at their page. */
const said = [
  ['王伟', '@清语 /建议 希望协会多组织食品安全培训，最好放在淡季。市餐饮协会 王伟 13800138001'],
  ['李娜', '@清语 /建议 建议一：简化入会手续。建议二：展会补贴早点公布。建材商会 李娜 13900139002'],
  ['赵强', '@清语 我们希望协会帮忙对接冷链仓储的供应商，物流协会赵强，电话 0731-84567890'],
  ['孙丽', '@清语 今年的年会在哪个酒店开？'],
];

const bot = await startBot({ BOT_NOW: '2026-11-24T14:05:00+08:00' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1200, height: 1180 },
    deviceScaleFactor: 1.5,
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
  });
  await page.clock.setFixedTime(new Date('2026-11-24T14:06:00+08:00'));
  await page.goto(`${bot.address}/g/demo`);
  await page.getByRole('textbox').first().fill('王秘书');
  await page.keyboard.press('Enter');
  for (const [turn, text] of conversation.entries()) {
    const box = page.getByRole('textbox').last();
    await box.fill(text);
    await box.press('Enter');
    await page.waitForFunction(
      (count) => document.querySelectorAll('[role=log] .message').length >= count,
      2 * (turn + 1),
    );
  }
  await mkdir('docs', { recursive: true });
  await page.screenshot({ path: 'docs/web-group.png' });
  console.log('docs/web-group.png');
  await takeConsole(browser, bot);
  console.log('docs/console-today.png');
} finally {
  await browser.close();
  await bot.stop();
}

/** The first page of the console, with what was said in the group. */
async function takeConsole(browser, { address, firstPassword }) {
  for (const [name, text] of said)
    await fetch(`${address}/api/groups/demo/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, text, clientId: `${name}-${text.length}` }),
    });
  const page = await browser.newPage({
    viewport: { width: 1280, height: 860 },
    deviceScaleFactor: 1.5,
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
  });
  await page.goto(`${address}/console`);
  await page.getByLabel('账号').fill('admin');
  await page.getByLabel('密码').fill(firstPassword);
  await page.keyboard.press('Enter');
  await page.getByLabel('现在的密码').fill(firstPassword);
  await page.getByLabel('新密码', { exact: true }).fill(password);
  await page.getByLabel('再填一次新密码').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('还没受理的诉求').waitFor();
  await page.getByRole('img', { name: '每月登记和办结的件数' }).waitFor();
  await page.screenshot({ path: 'docs/console-today.png' });
}
