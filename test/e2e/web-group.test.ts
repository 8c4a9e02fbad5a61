import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { launchChromium } from '../support/browser.ts';
import { readEvents } from '../support/read-events.ts';
import { startProcess } from '../support/start-process.ts';
import type { RunningProcess } from '../support/start-process.ts';

const historySchema = z.object({
  messages: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      text: z.string(),
      bot: z.boolean(),
      at: z.number(),
      replyTo: z.number().nullable(),
    }),
  ),
});
const question = '长沙的接待日收集了多少条意见建议？';

let browser: Browser;
let data: string;
let running: RunningProcess;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'qingyu-e2e-'));
  running = await startProcess({ DATA_DIR: data });
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await running.end('SIGKILL');
  await rm(data, { recursive: true });
});

describe('a member in the web group of a running bot', () => {
  it('asks a question and gets the figure with its source, as every other member sees', async () => {
    const [asker, reader] = [await enter('张三'), await enter('李四')];

    await asker.getByRole('button', { name: question }).click();
    await asker.keyboard.press('Enter');

    for (const page of [asker, reader]) {
      const answer = page.locator('.message.bot');
      await answer.waitFor();
      expect(await answer.locator('.quotation').textContent()).toContain(question);
      expect(await answer.locator('.text').textContent()).toContain('237');
      expect(await answer.locator('.source').count()).toBeGreaterThan(0);
    }
    expect(await reader.locator('.message.own').count()).toBe(0);
  });

  it('is answered to every example the page offers', async () => {
    const page = await enter('张三');
    const examples = await page
      .locator('.chips button')
      .evaluateAll((chips) => chips.map((chip) => chip.getAttribute('data-text') ?? ''));
    expect(examples.length).toBeGreaterThan(3);

    for (const [index, example] of examples.entries()) {
      await page
        .getByLabel('消息', { exact: true })
        .fill(example.endsWith('：') ? `${example}接待日增加周末场` : example);
      await page.keyboard.press('Enter');
      await page.locator('.message.bot').nth(index).waitFor();
    }

    const answers = await page.locator('.message.bot .text').allTextContents();
    expect(answers.filter((answer) => answer.includes('没有找到'))).toEqual([]);
  });

  it('loses and doubles nothing when the process dies and comes back', async () => {
    const page = await enter('张三');
    await ask(page, '@清语 你好');
    await page.locator('.message.bot').waitFor();

    await running.end('SIGKILL');
    await page.getByRole('status').filter({ hasText: '正在重新连接' }).waitFor();
    await page.getByLabel('消息', { exact: true }).fill(`@清语 ${question}`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '重试' }).waitFor();
    running = await startProcess({ DATA_DIR: data, PORT: String(running.port) });
    await isOnline(page);
    await page.getByRole('button', { name: '重试' }).click();

    await page.locator('.message.bot').nth(1).waitFor();
    expect(await page.locator('.message.own').count()).toBe(2);
    expect(await page.locator('.message').count()).toBe(4);
    expect((await history()).map(({ bot }) => bot)).toEqual([false, true, false, true]);
  });

  it('sees what another process writes into the group', async () => {
    const page = await enter('张三');

    const terminal = spawn(process.execPath, ['dist/main.js', 'chat', '--group', 'demo', '--as', '王五'], {
      env: { ...process.env, DATA_DIR: data, LOG_LEVEL: 'warn' },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    terminal.stdin.end('我在终端里\n');

    await page.locator('.message:not(.bot)').filter({ hasText: '我在终端里' }).waitFor();
    expect(await page.locator('.message:not(.bot) .name').allTextContents()).toEqual(['王五']);
    terminal.kill('SIGTERM');
  });

  it('does not keep the process from stopping', async () => {
    await enter('张三');

    const { code } = await running.end('SIGTERM');

    expect(code).toBe(0);
  });
});

describe('a script at the web group of a running bot', () => {
  it('posts, is told once, and reads the reply from history and events alike', async () => {
    const events = await readEvents(`${running.url}/api/groups/demo/events?after=0`);
    const message = { name: '脚本', text: `@清语 ${question}`, clientId: 'script-1' };

    const [first, again] = [await post(message), await post(message)];
    const [asked, replied] = await events.take(2);
    events.leave();

    expect([first.status, again.status]).toEqual([202, 202]);
    expect(await first.json()).toEqual(await again.json());
    const entries = await history();
    expect(entries).toHaveLength(2);
    expect(entries.map(({ id }) => String(id))).toEqual([asked?.id, replied?.id]);
    expect(entries[1]).toMatchObject({ name: '清语', bot: true, replyTo: entries[0]?.id });
    expect(entries[1]?.text).toContain('237');
  });

  it('finds the process alive, ready and measured', async () => {
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${running.url}/metrics`)).text()).toMatch(/^# HELP /mu);
  });
});

async function enter(name: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${running.url}/g/demo`);
  await isOnline(page);
  await page.getByLabel('怎么称呼您？').fill(name);
  await page.keyboard.press('Enter');
  return page;
}

async function isOnline(page: Page): Promise<void> {
  await page.getByRole('status').filter({ hasText: '已连接' }).waitFor();
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByLabel('消息', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

function post(message: object): Promise<Response> {
  return fetch(`${running.url}/api/groups/demo/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
  });
}

async function history(): Promise<z.infer<typeof historySchema>['messages']> {
  const response = await fetch(`${running.url}/api/groups/demo/messages?after=0`);
  return historySchema.parse(await response.json()).messages;
}
