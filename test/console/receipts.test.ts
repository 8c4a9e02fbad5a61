import { describe, expect, it, onTestFinished } from 'vitest';
import { createAddressLimit } from '../../src/console/address-limit.ts';
import { createReadAddress } from '../../src/console/api/address.ts';
import type { NewFile } from '../../src/domain/file.ts';
import { createDownload } from '../../src/console/downloads.ts';
import { createReceiptRoutes } from '../../src/console/receipts.ts';
import { createHttpServer } from '../../src/console/server.ts';
import { type BroadcastBench, draft, openBroadcasts } from '../support/broadcast-bench.ts';
import { quietLog } from '../support/web-bench.ts';

const hour = 3_600_000;
const cookie = `qingyu_member=${'v'.repeat(22)}`;

type PageBench = BroadcastBench & { url: string; deliveryId: string; broadcastId: string };

/** A broadcast that waits to be posted, and the page of its link. */
async function openPage(text = '周五前报名', file?: NewFile): Promise<PageBench> {
  const bench = await openBroadcasts();
  await bench.enroll('会员群', { channel: 'manual' });
  const until = bench.clock.now() + hour;
  const { broadcast } = await bench.desk.plan(
    draft({ text, receipt: { reason: '核对', until }, ...(file && { file }) }),
  );
  const [waiting] = await bench.desk.waiting();
  const deliveryId = waiting?.deliveryId ?? '';
  const visitors = { newSecret: () => 'n'.repeat(22), secure: false };
  const addressOf = createReadAddress({ behindProxy: true, trusted: [] });
  const limit = createAddressLimit({ most: 20, now: bench.clock.now, addressOf });
  const download = createDownload({ limit, most: 8, patienceMs: 30_000 });
  const routes = [
    createReceiptRoutes({ receipts: bench.receipts, visitors, timeZone: 'Asia/Shanghai', limit, download }),
  ];
  const server = createHttpServer({ routes, log: quietLog });
  const { port } = await server.listen(0, '127.0.0.1');
  onTestFinished(() => server.close());
  return { ...bench, url: `http://127.0.0.1:${port}/r/${deliveryId}`, deliveryId, broadcastId: broadcast.id };
}

function post(url: string, name: string, headers: Record<string, string> = { cookie }): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams({ name }), headers, redirect: 'manual' });
}

async function namesOf({ desk, broadcastId }: PageBench): Promise<string[]> {
  const { deliveries } = await desk.show(broadcastId, { receipts: true });
  return deliveries.flatMap(({ receipts = [] }) => receipts.map(({ name }) => name));
}

describe('the page of a link', () => {
  it('shows the text and a form, without a script, and nothing may run or load', async () => {
    const { url } = await openPage();

    const response = await fetch(url);
    const html = await response.text();

    expect(response.status).toBe(200);
    expect(html).toContain('周五前报名');
    expect(html).toContain('请在 2026-11-23 10:00 前确认');
    expect(html).toMatch(/<form method="post">[\s\S]*name="name"[\s\S]*收到<\/button>/u);
    expect(html).toContain('width=device-width');
    expect(html).not.toMatch(/<script|https?:\/\//u);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/u,
    );
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('set-cookie')).toMatch(/^qingyu_member=n{22}; .*HttpOnly; SameSite=Lax$/u);
  });

  it('offers what is posted with it to whoever has the link, to be saved under its name', async () => {
    const sheet = { name: '名单 <一>&"二".csv', mime: 'text/csv', bytes: Buffer.from('一') };
    const { url, desk, deliveryId, broadcastId, store, clock } = await openPage('名单见附件', sheet);

    const html = await (await fetch(url)).text();
    expect(html).toContain('附件：名单 &lt;一&gt;&amp;&quot;二&quot;.csv');
    const [, href = ''] = /<a class="file" href="([^"]+)" download>/u.exec(html) ?? [];
    const response = await fetch(new URL(href, url));
    expect(await response.text()).toBe('一');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%E5%90%8D/u);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');

    expect((await fetch(`${url.replace(deliveryId, 'none')}/file`)).status).toBe(404);
    await desk.cancel(broadcastId, '甲');
    expect((await fetch(new URL(href, url))).status).toBe(404);
    expect(await store.files.removeExpired(clock.now())).toBe(1);
  });

  it('has nothing to save where nothing is posted with it', async () => {
    const { url } = await openPage();

    expect(await (await fetch(url)).text()).not.toContain('附件');
    expect((await fetch(`${url}/file`)).status).toBe(404);
  });

  it('takes a name once a visitor, and thanks', async () => {
    const page = await openPage();

    const first = await post(page.url, '王会长');
    await post(page.url, '王会长');
    const html = await (await fetch(page.url, { headers: { cookie } })).text();

    expect([first.status, first.headers.get('location')]).toEqual([303, `./${page.deliveryId}`]);
    expect(html).toContain('已记下，谢谢！');
    expect(html).not.toContain('<form');
    expect(await namesOf(page)).toEqual(['王会长']);
    expect(await (await fetch(page.url)).text()).toContain('<form');
  });

  it('says what to correct, keeps what was written, and counts nothing', async () => {
    const page = await openPage();
    const long = '王'.repeat(40);

    const [empty, tooLong, stranger] = await Promise.all([
      post(page.url, ' '),
      post(page.url, long),
      post(page.url, '王会长', {}),
    ]);

    expect([empty.status, tooLong.status, stranger.status]).toEqual([400, 400, 400]);
    expect(await empty.text()).toContain('请填上您的称呼');
    expect(await tooLong.text()).toContain(`value="${long}"`);
    expect(await stranger.text()).toContain('请允许浏览器保存 Cookie');
    expect(stranger.headers.get('set-cookie')).toContain('qingyu_member=');
    expect(await namesOf(page)).toEqual([]);
  });

  it('ends at two thousand names, and says what to do; who is among them still sees thanks', async () => {
    const page = await openPage();
    await post(page.url, '王会长');
    await page.store.transaction(async ({ receipts }) => {
      const receipt = { deliveryId: page.deliveryId, kind: 'acknowledged', name: '某人', at: 1 } as const;
      for (let number = 1; number < 2_000; number += 1) await receipts.record({ ...receipt, person: `v-${number}` });
    });

    const full = await post(page.url, '李会长', { cookie: `qingyu_member=${'w'.repeat(22)}` });

    expect(full.status).toBe(409);
    expect(await full.text()).toContain('已有 2000 人确认，到了上限，请直接告诉秘书处');
    expect((await post(page.url, '王会长')).status).toBe(303);
  });

  it('takes so many names from one address and minute', async () => {
    const page = await openPage();
    const from = (address: string) => post(page.url, '王会长', { cookie, 'x-forwarded-for': address });
    for (let number = 0; number < 20; number += 1) await from('203.0.113.7');

    const refused = await from('198.51.100.1, 203.0.113.7');

    expect(refused.status).toBe(429);
    expect(await refused.text()).toContain('请过一分钟再试');
    expect((await from('203.0.113.8')).status).toBe(303);
    page.clock.advance(60_000);
    expect((await from('203.0.113.7')).status).toBe(303);
  });

  it('escapes everything', async () => {
    const { url } = await openPage(`<script>alert(1)</script> "引号" & '撇号'`);

    const html = await (await post(url, `"><img src=x onerror=alert(1)>${'长'.repeat(30)}`)).text();

    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;引号&quot; &amp; &#39;撇号&#39;');
    expect(html).toContain('value="&quot;&gt;&lt;img');
    expect(html).not.toMatch(/<script|<img/u);
  });

  it('after the deadline says so, and still counts', async () => {
    const page = await openPage();
    page.clock.advance(2 * hour);

    expect(await (await fetch(page.url)).text()).toContain('截止时间 2026-11-23 10:00 已过');
    await post(page.url, '王会长');

    const { deliveries } = await page.desk.show(page.broadcastId, { receipts: true });
    expect(deliveries[0]?.receipts).toMatchObject([{ name: '王会长', late: true }]);
  });

  it('that leads nowhere, or is closed, is one sentence', async () => {
    const page = await openPage();
    const nowhere = await fetch(page.url.replace(page.deliveryId, 'none'));
    await page.desk.cancel(page.broadcastId, '秘书');
    const closed = await fetch(page.url);
    const late = await post(page.url, '王会长');

    expect([nowhere.status, closed.status, late.status]).toEqual([404, 404, 404]);
    expect(await nowhere.text()).toContain('没有这个确认链接');
    expect(await closed.text()).toContain('这条通知已经取消了');
    expect(await namesOf(page)).toEqual([]);
  });

  it('takes a form that comes in pieces without a length', async () => {
    const page = await openPage();
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const body = new Blob([new URLSearchParams({ name: '王会长' }).toString()]).stream();
    const request = { method: 'POST', headers, body, duplex: 'half', redirect: 'manual' } as const;

    const response = await fetch(page.url, request);

    expect(response.status).toBe(303);
    expect(await namesOf(page)).toEqual(['王会长']);
  });

  it('takes no large body, and nothing that is no form', async () => {
    const page = await openPage();

    const large = await post(page.url, '王'.repeat(3_000));
    const json = await fetch(page.url, {
      method: 'POST',
      body: '{"name":"王"}',
      headers: { cookie, 'content-type': 'application/json' },
    });
    const broken = await fetch(page.url, {
      method: 'POST',
      body: 'x',
      headers: { cookie, 'content-type': 'multipart/form-data' },
    });

    expect([large.status, json.status, broken.status]).toEqual([413, 400, 400]);
    expect(await namesOf(page)).toEqual([]);
  });
});
