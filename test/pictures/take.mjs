/** `npm run pictures`: takes the pictures of the README from the running bot, in a Chromium of 1200 by 1180 points. */
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'rolldown';
import { startBot } from '../support/started-bot.mjs';

const conversation = [
  '@清语 长沙接待日收集了多少条意见建议？',
  '@清语 那合肥呢？',
  '@清语 建议：希望协会每季度办一次政策宣讲会，最好放在周五下午。',
];

const now = '2026-11-24T10:05:00+08:00';
const { openTown, furnish, takeConsole } = await bundled();
const town = await openTown();
// Filled before the picture of the web group is taken, its broadcasts would stand in it.
const bot = await startBot({ BOT_NOW: now, ...town.settings });
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
  await page.clock.setFixedTime(new Date(now));
  await page.goto(`${bot.address}/g/demo`);
  await page.getByRole('textbox').first().fill('王秘书');
  await page.keyboard.press('Enter');
  await page.getByText('清廉文化每日寄语').waitFor();
  for (const [turn, text] of conversation.entries()) {
    const box = page.getByRole('textbox').last();
    await box.fill(text);
    await box.press('Enter');
    await page.waitForFunction(
      (count) => document.querySelectorAll('[role=log] .message').length >= count,
      1 + 2 * (turn + 1),
    );
  }
  await mkdir('docs', { recursive: true });
  await page.screenshot({ path: 'docs/web-group.png' });
  console.log('docs/web-group.png');
  const house = { ...bot, now };
  await takeConsole(browser, house, await furnish(town, house));
  console.log('docs/console-today.png');
} finally {
  await browser.close();
  await bot.stop();
  await town.close();
}

/** What is written in TypeScript, as Node reads it. */
async function bundled() {
  const out = fileURLToPath(new URL(`../../.cache/pictures-${process.pid}`, import.meta.url));
  const input = { town: here('town.ts'), console: here('console.ts') };
  await build({ input, platform: 'node', external: ['zod'], output: { dir: out, format: 'esm' }, logLevel: 'silent' });
  const parts = { ...(await import(`${out}/town.js`)), ...(await import(`${out}/console.js`)) };
  await rm(out, { recursive: true, force: true });
  return parts;
}

function here(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
