/// <reference lib="dom" />
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { launchChromium } from './browser.ts';
import { type Ran, runCommand } from './run-command.ts';
import { createStaffClient, type StaffClient } from './staff-client.ts';
import { type RunningProcess, startProcess } from './start-process.ts';

export const consolePassword = '春眠不觉晓处处闻啼鸟';

export type ConsoleHouse = {
  url: string;
  process: RunningProcess;
  /** The command line on the same data. */
  run(...words: string[]): Promise<Ran>;
  /** An account with this role and `consolePassword`. */
  add(name: string, role: 'secretary' | 'staff' | 'admin'): Promise<void>;
  /** The API as somebody. */
  client(name: string): Promise<StaffClient>;
  /**
   * A page of the console, signed in; `path` as `/cases`. What it complains about is in `faults`. Pages of the same person
   * and look share a session and what their browser has loaded; each is closed with its test, and leaves nothing behind.
   */
  open(path: string, as: string, look?: BrowserContextOptions): Promise<Page>;
  /** The same with a session and a browser of its own, for what ends or changes them. */
  openAlone(path: string, as: string, look?: BrowserContextOptions): Promise<Page>;
  /** Errors of scripts, refusals of the content policy and what the browser logs as an error. */
  faults: string[];
  close(): Promise<void>;
};

/** The built program with a Chromium in front of it: one for all the tests of a page. */
export async function openConsoleHouse(settings: Record<string, string> = {}): Promise<ConsoleHouse> {
  const dataDir = await mkdtemp(join(tmpdir(), 'qingyu-console-'));
  const all = { DATA_DIR: dataDir, PORT: '0', ...settings };
  const [process, browser] = await Promise.all([startProcess(all), launchChromium()]);
  const faults: string[] = [];
  const run = (...words: string[]): Promise<Ran> => runCommand(words, { settings: all });
  const client = async (name: string): Promise<StaffClient> => {
    const made = createStaffClient(process.url);
    await made.signIn(name, consolePassword);
    return made;
  };
  const contexts = new Map<string, Promise<BrowserContext>>();
  /** Signed in over the API: the page of it has tests of its own. */
  const newContext = async (as: string, look: BrowserContextOptions): Promise<BrowserContext> => {
    const [name = '', value = ''] = (await client(as)).cookie().split('=');
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, ...look });
    await context.addCookies([{ name, value, url: process.url }]);
    return context;
  };

  return {
    url: process.url,
    process,
    run,
    faults,
    async add(name, role) {
      await must(run('users', 'add', name, '--role', role));
      await must(runCommand(['users', 'password', name, '--stdin'], { settings: all, input: `${consolePassword}\n` }));
    },
    client,
    async open(path, as, look = {}) {
      const key = JSON.stringify([as, look]);
      const shared = contexts.get(key) ?? newContext(as, look);
      contexts.set(key, shared);
      const page = await openPage(await shared, { path, as, url: process.url, faults });
      onTestFinished(() => leave(page));
      return page;
    },
    async openAlone(path, as, look = {}) {
      const own = await newContext(as, look);
      onTestFinished(() => own.close());
      return openPage(own, { path, as, url: process.url, faults });
    },
    async close() {
      await browser.close();
      await process.end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Wanted = { path: string; as: string; url: string; faults: string[] };

async function openPage(context: BrowserContext, { path, as, url, faults }: Wanted): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => void faults.push(error.message));
  page.on('console', (line) => {
    // What the server refuses it says in a sentence, and the page shows it.
    if (line.type() === 'error' && !/status of 4\d\d/u.test(line.text())) faults.push(line.text());
  });
  await page.goto(`${url}/console${path}`);
  await page.getByRole('button', { name: `账号：${as}` }).waitFor();
  return page;
}

async function leave(page: Page): Promise<void> {
  if (page.isClosed()) return;
  await page.evaluate(() => localStorage.clear());
  await page.close();
}

/** Whether the page is wider than its window. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** A command that failed fails the test with its sentence. */
async function must(running: Promise<Ran>): Promise<void> {
  const { code, stderr } = await running;
  if (code !== 0) throw new Error(stderr);
}
