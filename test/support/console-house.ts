/// <reference lib="dom" />
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
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
  /** A page of the console, signed in; `path` as `/cases`. What it complains about is in `faults`. */
  open(path: string, as: string, context?: BrowserContextOptions): Promise<Page>;
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
    async open(path, as, context = {}) {
      const cookie = (await client(as)).cookie();
      return open({ browser, url: process.url, faults }, { path, as, context, cookie });
    },
    async close() {
      await browser.close();
      await process.end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Front = { browser: Browser; url: string; faults: string[] };
type Wanted = { path: string; as: string; context: BrowserContextOptions; cookie: string };

/** Signed in over the API: the page of it has tests of its own. */
async function open({ browser, url, faults }: Front, { path, as, context, cookie }: Wanted): Promise<Page> {
  const opened = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, ...context });
  // What is waited for comes, or the test is over: half a minute of a busy machine says nothing.
  opened.setDefaultTimeout(60_000);
  const [name = '', value = ''] = cookie.split('=');
  await opened.addCookies([{ name, value, url }]);
  const page = await opened.newPage();
  page.on('pageerror', (error) => void faults.push(error.message));
  page.on('console', (line) => {
    // What the server refuses it says in a sentence, and the page shows it.
    if (line.type() === 'error' && !/status of 4\d\d/u.test(line.text())) faults.push(line.text());
  });
  await page.goto(`${url}/console${path}`);
  await page.getByRole('button', { name: `账号：${as}` }).waitFor();
  return page;
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
