/** `npm run pictures`: takes the pictures of the README from the running bot, in a Chromium of 1200 by 1180 points. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const conversation = [
  '@清语 长沙接待日收集了多少条意见建议？',
  '@清语 那合肥呢？',
  '@清语 建议：希望协会每季度办一次政策宣讲会，最好放在周五下午。',
  '/寄语',
];

const folder = await mkdtemp(join(tmpdir(), 'qingyu-pictures-'));
const bot = spawn(process.execPath, ['dist/main.js', 'start'], {
  env: {
    ...process.env,
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'error',
    DATABASE_URL: '',
    BOT_NOW: '2026-11-24T14:05:00+08:00',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
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
  await page.goto(`${await readAddress(bot)}/g/demo`);
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
  const ended = new Promise((resolve) => bot.once('exit', resolve));
  bot.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true, force: true });
}

async function readAddress(child) {
  let address = '';
  for await (const line of createInterface({ input: child.stdout })) {
    address ||= /https?:\/\/\S+(?=\/g\/)/.exec(line)?.[0] ?? '';
    if (line.startsWith('已就绪')) return address;
  }
  throw new Error('the bot ended before it was ready');
}
