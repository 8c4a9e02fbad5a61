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
} finally {
  await browser.close();
  await bot.stop();
}
