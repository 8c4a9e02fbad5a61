import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { launchChromium } from '../support/browser.ts';
import { runCommand } from '../support/run-command.ts';
import { startProcess } from '../support/start-process.ts';
import { password } from './load/house.ts';
import { machineLine } from './retrieval/surroundings.ts';

const rounds = 3;
const account = '测量';
/** What a page load is slowed down to: nothing, and a telephone of the middle on a mobile network (as Lighthouse has it). */
const lines = [
  { name: '本机', slow: null },
  { name: '手机网络（1.6 Mbps，150 毫秒），四分之一的处理器', slow: { kbps: 1_600, latencyMs: 150, cpu: 4 } },
] as const;
type Slow = (typeof lines)[number]['slow'];

/** `bytes`: as they came over the line. Times in milliseconds from the request of the page. */
type Load = { bytes: number; painted: number; usable: number };

/** How much of the console comes at first, and after how long somebody sees and uses it. */
export async function benchPage(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-page-'));
  const settings = { DATA_DIR: folder, PORT: '0' };
  const bot = await startProcess(settings);
  const browser = await launchChromium();
  try {
    await runCommand(['users', 'add', account, '--role', 'admin'], { settings });
    await runCommand(['users', 'password', account, '--stdin'], { settings, input: `${password}\n` });
    process.stdout.write(`机器：${machineLine()}；每行 ${rounds} 次的中位数，没有缓存\n`);
    for (const { name, slow } of lines) await measure(browser, { url: bot.url, name, slow });
  } finally {
    await browser.close();
    await bot.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
}

async function measure(browser: Browser, of: { url: string; name: string; slow: Slow }): Promise<void> {
  const [doors, firsts]: [Load[], Load[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    const meter = await slowDown(page, of.slow);
    doors.push(await load(page, { meter, go: () => page.goto(`${of.url}/console`), seen: page.getByLabel('账号') }));
    await page.getByLabel('账号').fill(account);
    await page.getByLabel('密码').fill(password);
    firsts.push(
      await load(page, { meter, go: () => page.keyboard.press('Enter'), seen: page.getByText('今年还没有登记诉求') }),
    );
    await context.close();
  }
  say(`${of.name}：登录页`, doors);
  say(`${of.name}：登录到“今日”`, firsts);
}

type Meter = { bytes(): number; session: CDPSession };

async function slowDown(page: Page, slow: Slow): Promise<Meter> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => void (bytes += encodedDataLength));
  if (slow !== null) {
    const perSecond = (slow.kbps * 1_000) / 8;
    const rates = { downloadThroughput: perSecond, uploadThroughput: perSecond };
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: slow.latencyMs, ...rates });
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu });
  }
  return { bytes: () => bytes, session };
}

async function load(
  page: Page,
  { meter, go, seen }: { meter: Meter; go: () => Promise<unknown>; seen: Locator },
): Promise<Load> {
  const before = meter.bytes();
  const began = performance.now();
  await go();
  await seen.waitFor();
  const usable = performance.now() - began;
  await page.waitForLoadState('networkidle');
  const painted = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  return { bytes: meter.bytes() - before, painted, usable };
}

function say(name: string, loads: readonly Load[]): void {
  const middle = (of: keyof Load): number => loads.map((one) => one[of]).toSorted((a, b) => a - b)[rounds >> 1] ?? 0;
  process.stdout.write(
    `${name}：${(middle('bytes') / 1_000).toFixed(0)} KB，首次绘出 ${middle('painted').toFixed(0)} 毫秒，能用 ${middle('usable').toFixed(0)} 毫秒\n`,
  );
}
