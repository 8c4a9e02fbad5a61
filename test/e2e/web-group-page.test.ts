/// <reference lib="dom" />
import { readFile, rm } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Accepted, Outbound } from '../../src/ports/channel.ts';
import { launchChromium } from '../support/browser.ts';
import { buildPages } from '../support/build-pages.ts';
import { openHttp } from '../support/http-bench.ts';
import type { HttpBench } from '../support/http-bench.ts';
import { measureContrast } from '../support/page-colours.ts';
import { createWebBench } from '../support/web-bench.ts';
import type { WebBench } from '../support/web-bench.ts';

const answer =
  '长沙市设立了“行业协会商会接待日”，收集意见建议237条。\n出处：《湖南省长沙市行业协会商会工作经验》› 接待日';

let pages: string;
let browser: Browser;
let bench: WebBench;
let http: HttpBench;
let opened: Page[];
/** Errors of scripts and refusals of the content policy, in any page. */
let faults: string[];

beforeAll(async () => {
  pages = await buildPages();
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await rm(pages, { recursive: true });
});

beforeEach(async () => {
  bench = createWebBench((message, accepted) => void reply(message, accepted));
  http = await openHttp({ groups: bench.web, pages });
  opened = [];
  faults = [];
});

afterEach(async () => {
  for (const page of opened) await page.context().close();
  await http.close();
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
});

describe('the page of a web group', () => {
  it('asks for a nickname, sends on Enter and shows the answer with its question and source', async () => {
    const page = await open();
    await page.getByLabel('怎么称呼您？').fill('清语客服');
    await page.getByRole('button', { name: '进入群聊' }).click();
    expect(await page.getByRole('alert').first().textContent()).toContain('请换一个昵称');

    await page.getByLabel('怎么称呼您？').fill('张三');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '@清语', exact: true }).click();
    await page.keyboard.type('长沙的接待日收集了多少条意见建议？');
    await page.keyboard.press('Enter');

    const reply = page.locator('.message.bot');
    await reply.waitFor();
    expect(await reply.locator('.quotation').textContent()).toBe('张三@清语 长沙的接待日收集了多少条意见建议？');
    expect(await reply.locator('.source').textContent()).toBe('出处：《湖南省长沙市行业协会商会工作经验》› 接待日');
    expect(await reply.locator('.badge').textContent()).toBe('机器人');
    expect(await texts(page, '.message.own')).toEqual(['@清语 长沙的接待日收集了多少条意见建议？']);
    expect(await page.getByLabel('消息', { exact: true }).inputValue()).toBe('');
  });

  it('shows a file with its name and size, quotes it by its name, and saves it', async () => {
    const bytes = Buffer.from('编号,名称\n1,一\n');
    const to = { channel: 'web', kind: 'group', platformId: 'demo' } as const;
    const send = (name: string, caption: string) =>
      bench.web.send(
        {
          to,
          body: { kind: 'file', name, mime: 'text/csv', bytes, caption },
          replyTo: null,
          receiptOf: null,
          idempotencyKey: name,
        },
        AbortSignal.timeout(5_000),
      );
    const long = `${'长沙市餐饮行业协会会费收支明细与公示安排'.repeat(4)}.csv`;
    const page = await enter('张三', { viewport: { width: 390, height: 844 } });
    await send('2026年会费 收支明细.csv', '请各位理事核对，有出入请找秘书处。');
    await send(long, '');

    const card = page.getByRole('link', { name: '下载文件 2026年会费 收支明细.csv，20 字节' });
    const [download] = await Promise.all([page.waitForEvent('download'), card.click()]);
    expect(download.suggestedFilename()).toBe('2026年会费 收支明细.csv');
    expect(await readFile(await download.path())).toEqual(bytes);
    expect(await page.locator('.message .text').allTextContents()).toEqual(['请各位理事核对，有出入请找秘书处。']);
    await page.getByRole('link', { name: long }).waitFor();
    expect(await overflow(page)).toBe(0);
  });

  it('remembers the nickname and which messages are ours', async () => {
    const page = await enter('张三');
    await say(page, '早上好');
    await page.reload();
    await isOnline(page);

    await page.locator('.message.own').waitFor();
    expect(await page.getByLabel('怎么称呼您？').isVisible()).toBe(false);
    await page.getByRole('button', { name: /张三/ }).click();
    await page.getByLabel('怎么称呼您？').fill('张三丰');
    await page.keyboard.press('Enter');
    await say(page, '改名了');

    expect(bench.calls.map(({ sender }) => sender.name)).toEqual(['张三', '张三丰']);
    expect(new Set(bench.calls.map(({ sender }) => sender.platformId)).size).toBe(1);
  });

  it('fills in an example question for who has not written yet', async () => {
    const page = await enter('张三');

    await page.getByRole('button', { name: '长沙的接待日收集了多少条意见建议？' }).click();
    await page.keyboard.press('Enter');

    await page.locator('.message.bot').waitFor();
    expect(await page.getByText('大家好，我是清语').isVisible()).toBe(false);
  });

  it('takes text for text', async () => {
    const hostile =
      '<img src=x onerror="document.title=1"><script>document.title=2</script>\u202e{{title}} https://x.example';
    const page = await enter('<b>张三</b>');

    await say(page, hostile);
    await post('李四', '\u202e\u2066<svg onload=alert(1)>\u200b');
    await page.locator('.message:not(.own)').waitFor();

    expect(await texts(page, '.message.own')).toEqual([hostile]);
    expect(await page.locator('#log').locator('img, script, svg, b, a').count()).toBe(0);
    expect(await page.title()).toBe('清语演示群');
  });

  it('tells every member what one writes, once', async () => {
    const [one, two] = [await enter('张三'), await enter('李四')];

    for (const text of ['一', '二', '三']) await say(one, text);
    await say(two, '四');

    await expect.poll(() => texts(two, '.message')).toEqual(['一', '二', '三', '四']);
    await expect.poll(() => texts(one, '.message')).toEqual(['一', '二', '三', '四']);
    expect(await texts(two, '.message.own')).toEqual(['四']);
  });
});

describe('writing a message', () => {
  it('breaks the line on Shift+Enter and sends nothing out of an input method', async () => {
    const page = await enter('张三');
    const area = page.getByLabel('消息', { exact: true });
    await area.fill('第一行');
    await area.press('Shift+Enter');
    await page.keyboard.type('ni');
    await area.evaluate((element) => {
      for (const init of [{ isComposing: true }, { keyCode: 229 }])
        element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }));
    });
    expect(await area.inputValue()).toBe('第一行\nni');
    expect(bench.calls).toEqual([]);

    await area.press('Enter');

    await page.locator('.message.own .head').waitFor();
    expect(bench.calls.map(({ rawText }) => rawText)).toEqual(['第一行\nni']);
  });

  it('counts near 4000 and refuses more with a sentence, keeping what was written', async () => {
    const page = await enter('张三');
    const area = page.getByLabel('消息', { exact: true });
    await area.fill('🎋'.repeat(3_600));
    expect(await page.locator('#counter').textContent()).toBe('3600 / 4000');

    await area.fill('字'.repeat(10_000));
    await area.press('Enter');

    expect(await page.locator('#text-fault').textContent()).toBe(
      '一条消息最多 4000 个字，现在有 10000 个字，请删短或分成几条发送。',
    );
    expect(await area.inputValue()).toHaveLength(10_000);
    expect(bench.calls).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });

  it('puts the mention in front once', async () => {
    const page = await enter('张三');
    const area = page.getByLabel('消息', { exact: true });
    await area.fill('合肥呢');

    for (const _ of [1, 2]) await page.getByRole('button', { name: '@清语', exact: true }).click();

    expect(await area.inputValue()).toBe('@清语 合肥呢');
  });
});

describe('a message that could not be sent', () => {
  it('is tried again with the same id, so that nothing is lost or doubled', async () => {
    const page = await enter('张三');
    await page.route('**/messages', (route) => (isPost(route) ? route.abort() : route.continue()));
    await write(page, '早上好');
    await page.getByRole('button', { name: '重试' }).waitFor();
    await page.unroute('**/messages');

    await page.getByRole('button', { name: '重试' }).click();

    await page.locator('.message.own .head').waitFor();
    expect(await texts(page, '.message')).toEqual(['早上好']);
    expect(bench.calls).toHaveLength(1);
  });

  it('whose answer was lost is found to be there, and stands once, as ours', async () => {
    const page = await enter('张三');
    await page.route('**/messages', async (route) => {
      if (!isPost(route)) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await write(page, '早上好');
    await page.getByRole('button', { name: '重试' }).waitFor();
    await page.unroute('**/messages');

    await page.getByRole('button', { name: '重试' }).click();

    await expect.poll(() => page.locator('.failed').count()).toBe(0);
    expect(await texts(page, '.message')).toEqual(['早上好']);
    expect(await page.locator('.message.own .head').count()).toBe(1);
    expect(bench.history.accepted).toHaveLength(1);
  });

  it('survives a reload, and so does what is being written', async () => {
    const page = await enter('张三');
    await page.route('**/messages', (route) => (isPost(route) ? route.abort() : route.continue()));
    await write(page, '早上好');
    await page.getByRole('button', { name: '重试' }).waitFor();
    await page.getByLabel('消息', { exact: true }).fill('还没写完');
    await page.unroute('**/messages');

    await page.reload();

    expect(await page.getByLabel('消息', { exact: true }).inputValue()).toBe('还没写完');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.message.own .head').waitFor();
    expect(await texts(page, '.message')).toEqual(['早上好']);
  });

  it('goes back into the field when the server refused it', async () => {
    const page = await enter('张三');
    await page.evaluate(() => localStorage.setItem('qingyu.name', 'Qing-Yu'));
    await page.reload();
    await isOnline(page);
    await write(page, '早上好');

    await page.getByRole('button', { name: '修改', exact: true }).click();

    expect(await page.getByLabel('消息', { exact: true }).inputValue()).toBe('早上好');
    expect(await page.locator('.message').count()).toBe(0);
  });
});

describe('a connection that breaks', () => {
  it('is said, comes back by itself, and nothing is lost or doubled', async () => {
    const page = await enter('张三');
    await say(page, '断线前');
    const port = Number(new URL(http.url).port);

    await http.close();
    await page.getByRole('status').filter({ hasText: '正在重新连接' }).waitFor();
    await post('李四', '断线时一');
    await post('李四', '断线时二');
    http = await openHttp({ groups: bench.web, pages, port });
    await isOnline(page);
    await post('李四', '断线后');

    await page.getByText('断线后').waitFor();
    expect(await texts(page, '.message')).toEqual(['断线前', '断线时一', '断线时二', '断线后']);
  });

  it('that looks open and is dead is noticed when the reader comes back', async () => {
    const page = await open({}, (fresh) =>
      fresh.addInitScript(() => {
        const real = window.EventSource;
        let first = true;
        window.EventSource = class extends real {
          constructor(url: string | URL) {
            super(first ? '/api/groups/hr/events' : url);
            first = false;
          }
        };
      }),
    );
    await post('李四', '没听见的');
    expect(await page.locator('.message').count()).toBe(0);

    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

    await page.getByText('没听见的').waitFor();
    expect(await texts(page, '.message')).toEqual(['没听见的']);
  });
});

describe('a long history', () => {
  beforeEach(async () => {
    for (let index = 1; index <= 130; index += 1) await post('李四', `第 ${index} 条`);
  });

  it('opens at the newest and goes back to the first, in order', async () => {
    const page = await enter('张三');
    await expect.poll(() => isAtEnd(page)).toBe(true);
    expect(await page.locator('.message').count()).toBe(50);

    const older = page.getByRole('button', { name: '查看更早的消息' });
    await older.click();
    await older.waitFor({ state: 'hidden' });

    expect(await texts(page, '.message')).toEqual(Array.from({ length: 130 }, (_, index) => `第 ${index + 1} 条`));
  });

  it('stays where the reader is and tells how many are new', async () => {
    const page = await enter('张三');
    await page.locator('#log').evaluate((log) => log.scrollTo(0, 0));
    await page.getByRole('button', { name: '回到最新' }).waitFor();

    await post('李四', '新的一条');
    await page.getByRole('button', { name: '1 条新消息' }).waitFor();
    expect(await page.locator('#log').evaluate((log) => log.scrollTop)).toBe(0);
    await page.getByRole('button', { name: '1 条新消息' }).click();

    await expect.poll(() => isAtEnd(page)).toBe(true);
    expect(await page.locator('#jump').isVisible()).toBe(false);
  });
});

describe('the page for everybody', () => {
  it.each([
    { width: 390, height: 844 },
    { width: 320, height: 568 },
    { width: 1440, height: 900 },
  ])('fits $width pixels whatever is written', async (viewport) => {
    await post('李'.repeat(20), 'x'.repeat(4_000));
    await post('w'.repeat(20), 'z\u0301\u0302\u0303'.repeat(300));
    await post('王五', '@清语 ' + '﷽'.repeat(500));

    const page = await enter('张'.repeat(20), { viewport });
    await page.locator('.message.bot').waitFor();

    expect(await overflow(page)).toBe(0);
    expect(await page.getByRole('button', { name: '发送' }).isVisible()).toBe(true);
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open();
    await page.getByLabel('怎么称呼您？').focus();
    await page.keyboard.type('张三');
    await page.keyboard.press('Enter');
    await page.keyboard.type('早上好');

    const reached: (string | null)[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.id ?? null));
    }

    expect(reached).toEqual(expect.arrayContaining(['send', 'me', 'log', 'mention']));
  });

  it('reads out what comes, but not the history', async () => {
    await post('李四', '旧');
    const page = await enter('张三');

    const log = page.getByRole('log', { name: '群消息' });
    await expect.poll(() => log.getAttribute('aria-live')).toBe('polite');
    expect(await page.locator('img:not([alt])').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  });

  it.each(['light', 'dark'] as const)('is readable in %s', async (colorScheme) => {
    await post('李四', '早上好');
    const page = await enter('张三', { colorScheme });
    await say(page, '@清语 长沙');
    await page.locator('.message.bot').waitFor();
    await page.getByLabel('消息', { exact: true }).fill('字'.repeat(4_001));
    await page.keyboard.press('Enter');

    const wanted = ['h1', '#status', '#my-name', '.me-label', '.day-label span', '.name', 'time', '.badge', '#text'];
    const more = [
      '.own p',
      '.own .mention',
      '.bot p',
      '.source',
      '.quotation',
      '.quoted',
      '#send',
      '#mention',
      '.hint',
    ];
    const measured = await measureContrast(page, [...wanted, ...more, '.avatar', '#text-fault', '#counter']);

    expect(measured.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    expect(measured.every(({ ratio }) => ratio < 21.1)).toBe(true);
  });
});

describe('what can be pressed under a message', () => {
  const choices = { deliveryId: 'd-2', labels: ['满意', '基本满意', '不满意'] };
  const statusOf = (page: Page): Promise<string> => page.locator('.press-answer').last().innerText();

  it('takes a 收到 with the keyboard once, says so, and shows it as pressed also when the page is opened again', async () => {
    const page = await enter('张三');
    await announce('周五前报名', { receiptOf: 'd-1' });
    const button = page.getByRole('button', { name: '收到', exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText('张三，已登记收到。').waitFor();
    expect(await button.getAttribute('aria-pressed')).toBe('true');

    await page.reload();
    await page.getByRole('button', { name: '收到', exact: true, pressed: true }).waitFor();
    await page.getByRole('button', { name: '收到', exact: true }).click();
    await page.getByText('张三，已登记收到。').waitFor();
    expect(bench.confirmed.map(({ deliveryId }) => deliveryId)).toEqual(['d-1', 'd-1']);
    expect(new Set(bench.confirmed.map(({ sender }) => sender.platformId)).size).toBe(1);
  });

  it('shows what was chosen in place of the choices, to everybody, and leaves them to whom they are not for', async () => {
    const page = await enter('李四');
    await announce('您满意吗？', { choices });
    await page.getByRole('button', { name: '基本满意' }).click();
    await page.getByText('这里请提交人来点。').waitFor();
    expect(await page.getByRole('group', { name: '请选一个' }).getByRole('button').count()).toBe(3);

    const other = await enter('张三');
    await other.getByRole('button', { name: '基本满意' }).click();
    await other.getByText('张三，已记下。').waitFor();
    const chosen = other.getByRole('group', { name: '请选一个' }).getByRole('button');
    expect(await chosen.allInnerTexts()).toEqual(['✓ 1']);
    expect(await chosen.evaluate((button) => document.activeElement === button)).toBe(true);

    await page.reload();
    await page.getByRole('button', { name: '✓ 1', pressed: true }).waitFor();
    expect(bench.chosen.map(({ place }) => place)).toEqual([1, 1]);
  });

  it('asks for a nickname first, and says when nothing was stored', async () => {
    const page = await open();
    await announce('周五前报名', { receiptOf: 'd-1' });
    await page.getByRole('button', { name: '收到', exact: true }).click();
    expect(await statusOf(page)).toBe('请先在下面填写昵称，再点一次。');
    expect(await page.getByLabel('怎么称呼您？').evaluate((box) => document.activeElement === box)).toBe(true);
    await page.keyboard.type('张三');
    await page.keyboard.press('Enter');

    bench.failStore(new Error('the disk is full'));
    await page.getByRole('button', { name: '收到', exact: true }).click();
    await page.getByText('没有登记上').waitFor();
    expect(await page.getByRole('button', { name: '收到', exact: true }).getAttribute('aria-pressed')).toBe('false');
    bench.failStore(null);
    await page.getByRole('button', { name: '收到', exact: true }).click();
    await page.getByText('张三，已登记收到。').waitFor();
  });

  it.each(['light', 'dark'] as const)('can be read in the %s and fits a telephone', async (colorScheme) => {
    const page = await enter('张三', { colorScheme, viewport: { width: 390, height: 844 } });
    await announce('周五前报名', { receiptOf: 'd-1' });
    await announce('您满意吗？', { choices });
    await page.getByRole('button', { name: '收到', exact: true }).click();
    await page.getByText('张三，已登记收到。').waitFor();

    const measured = await measureContrast(page, ['.press.pressed', '.press:not(.pressed)', '.press-answer']);
    expect(measured.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    expect((await page.getByRole('button', { name: '基本满意' }).boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });
});

describe('what a page tells of the messages of the bot', () => {
  const told = (kind: 'delivered' | 'read') => () =>
    bench.reports.filter((report) => report.kind === kind).flatMap((report) => report.platformMessageIds);

  it('is what it has, and apart from that what stood before the eyes of somebody with a name', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `通知 ${index + 1}，请在周五前报名。`);
    for (const text of many) await announce(text);
    const page = await open();
    await page.getByText('通知 30').waitFor();
    expect(bench.reports).toEqual([]);

    await page.getByLabel('怎么称呼您？').fill('张三');
    await page.keyboard.press('Enter');
    await expect.poll(told('read')).toContain('30');

    expect(told('delivered')().length).toBe(30);
    expect(told('read')()).not.toContain('1');
    expect(bench.reports[0]).toMatchObject({
      sender: { platformId: expect.stringMatching(/^visitor:/u), name: '张三' },
    });

    await page.locator('#log').evaluate((log) => log.scrollTo(0, 0));
    await expect.poll(told('read')).toContain('1');
    await page.reload();
    await isOnline(page);
    await announce('通知 31，请在周五前报名。');
    await expect.poll(told('read')).toContain('31');
    expect([told('delivered')().length, new Set(told('read')()).size]).toEqual([31, told('read')().length]);
  });

  it('is nothing seen while the window is behind another, or the message is of somebody else', async () => {
    const page = await enter('张三');
    await show(page, 'hidden');
    await announce('通知，请在周五前报名。');
    await post('李四', '早');
    await expect.poll(told('delivered')).toEqual(['1']);
    expect(told('read')()).toEqual([]);

    await show(page, 'visible');
    await expect.poll(told('read')).toEqual(['1']);
  });
});

/** The window goes behind another one, or comes to the front. */
async function show(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

let announced = 0;

/** The bot says something that nobody asked for. */
async function announce(text: string, asks: Partial<Pick<Outbound, 'receiptOf' | 'choices'>> = {}): Promise<void> {
  announced += 1;
  const to = { channel: 'web', kind: 'group', platformId: 'demo' } as const;
  const body = { kind: 'text', text } as const;
  const outbound = { to, body, replyTo: null, receiptOf: null, idempotencyKey: `announced-${announced}`, ...asks };
  await bench.web.send(outbound, AbortSignal.timeout(5_000));
}

async function reply(message: InboundMessage, { messageId }: Accepted): Promise<void> {
  if (message.addressed !== 'mention') return;
  const replyTo = { messageId, replyRef: null, sender: message.sender };
  const body = { kind: 'text', text: answer } as const;
  const outbound = { to: message.conversation, body, replyTo, receiptOf: null, idempotencyKey: String(messageId) };
  await bench.web.send(outbound, AbortSignal.timeout(5_000));
}

async function open(options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await browser.newPage(options);
  opened.push(page);
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (line) => {
    // The browser itself reports the requests that a test let fail.
    if (line.type() === 'error' && !line.text().includes('Failed to load resource')) faults.push(line.text());
  });
  await prepare?.(page);
  await page.goto(`${http.url}/g/demo`);
  await isOnline(page);
  return page;
}

/** A member who is already in the group. */
async function enter(name: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open(options);
  await page.getByLabel('怎么称呼您？').fill(name);
  await page.keyboard.press('Enter');
  await page.getByLabel('消息', { exact: true }).waitFor();
  return page;
}

async function isOnline(page: Page): Promise<void> {
  await page.getByRole('status').filter({ hasText: '已连接' }).waitFor();
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('消息', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

/** Writes and waits until it has come back in the history. */
async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator('.message.own .head').count();
  await write(page, text);
  await page.locator('.message.own .head').nth(before).waitFor();
}

let posts = 0;

async function post(name: string, text: string): Promise<void> {
  posts += 1;
  await bench.web.post({ slug: 'demo', name, text, clientId: `post-${posts}`, visitor: null });
}

async function texts(page: Page, selector: string): Promise<string[]> {
  const messages: Locator[] = await page.locator(selector).all();
  return Promise.all(messages.map(async (message) => (await message.locator('.text').textContent()) ?? ''));
}

function isPost(route: { request(): { method(): string } }): boolean {
  return route.request().method() === 'POST';
}

function isAtEnd(page: Page): Promise<boolean> {
  return page.locator('#log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight < 2);
}

/** Pixels by which the page, or a message in it, is wider than the window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const log = document.getElementById('log');
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(scrollWidth - clientWidth, (log?.scrollWidth ?? 0) - (log?.clientWidth ?? 0));
  });
}
