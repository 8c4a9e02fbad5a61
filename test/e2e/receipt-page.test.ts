import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { launchChromium } from '../support/browser.ts';
import { runCommand } from '../support/run-command.ts';
import { startProcess } from '../support/start-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const listed = z.object({ waiting: z.array(z.object({ deliveryId: z.string(), text: z.string(), link: z.string() })) });
const shown = z.object({
  deliveries: z.array(z.object({ id: z.string(), state: z.string(), acknowledged: z.number() })),
});
const text =
  '请各会员单位于周五（11月27日）前提交年度报告。\n1. 登录系统填报；\n2. 打印盖章后交秘书处。\n联系人：李秘书，地址：芙蓉路1号'.concat(
    '很长'.repeat(60),
  );

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function qingyu(settings: Record<string, string>, words: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runCommand([...words, '--json'], { settings });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** A picture for people to look at: PICTURES names the folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

describe('收到 by a link', () => {
  it('goes from the command line over the page on a phone back to the command line', async () => {
    const settings = { DATA_DIR: tempFolder() };
    const program = await startProcess(settings);
    onTestFinished(async () => void (await program.end('SIGTERM')));
    await qingyu(settings, ['groups', 'add', '餐饮会员群', '--tag', '餐饮']);
    const sent = z
      .object({ id: z.string(), deliveries: z.number() })
      .parse(await qingyu(settings, ['broadcast', 'send', '--to', 'tag:餐饮', '--receipt', '核对提交情况', text]));
    const [waiting] = listed.parse(await qingyu(settings, ['broadcast', 'list'])).waiting;
    if (waiting === undefined) throw new Error('nothing waits');
    expect(waiting.text).toBe(`${text}\n\n收到请点：${waiting.link}`);

    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    const address = `${program.url}/r/${waiting.deliveryId}`;
    await page.goto(address);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect((await page.getByRole('button', { name: '收到' }).boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await picture(page, 'receipt-form');
    await page.getByLabel('称呼').fill('王会长');
    await page.getByRole('button', { name: '收到' }).tap();
    await page.getByText('已记下，谢谢！').waitFor();
    await picture(page, 'receipt-done');
    await page.reload();
    await page.getByText('已记下，谢谢！').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'receipt-done-dark');
    await context.close();
    expect(problems).toEqual([]);

    await qingyu(settings, ['broadcast', 'resolve', waiting.deliveryId, 'sent']);
    const { deliveries } = shown.parse(await qingyu(settings, ['broadcast', 'show', sent.id]));
    expect(deliveries).toEqual([{ id: waiting.deliveryId, state: 'sent', acknowledged: 1 }]);
  });
});
