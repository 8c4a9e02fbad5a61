import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createWebInviteDesk, type WebInviteDesk } from '../../src/features/directory/web-invite-desk.ts';
import { createHandClock } from '../support/hand-clock.ts';
import { openHttp } from '../support/http-bench.ts';
import { group } from '../support/store-builders.ts';
import { openTempStore } from '../support/temp-store.ts';
import { createWebBench } from '../support/web-bench.ts';

let url: string;
let invites: WebInviteDesk;
let id: string;

beforeEach(async () => {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store } = await openTempStore(clock);
  id = await group(store, 'demo');
  invites = createWebInviteDesk({ store, clock });
  const bench = createWebBench();
  const http = await openHttp({ groups: bench.web, invites });
  onTestFinished(() => http.close());
  ({ url } = http);
  await ask('/api/groups/demo/messages', { body: post('机密：明天开会') });
});

const post = (text: string) => ({ name: '张三', text, clientId: text });

function ask(path: string, { body, cookie = '', address }: { body?: object; cookie?: string; address?: string } = {}) {
  return fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      cookie,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(address === undefined ? {} : { 'x-forwarded-for': address }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
}

async function enter(code: string): Promise<string> {
  const response = await ask('/api/groups/demo/enter', { body: { code } });
  expect(response.status).toBe(204);
  const [cookie = ''] = response.headers.getSetCookie();
  return cookie;
}

const ways = [
  ['the page', '/g/demo'],
  ['its messages', '/api/groups/demo/messages'],
  ['its messages from the first', '/api/groups/demo/messages?after=0'],
  ['its events', '/api/groups/demo/events?after=0'],
  ['a file', '/api/groups/demo/files/1'],
] as const;

describe('a web group with an invite code', () => {
  it.each(ways)('tells nothing by %s to who has not entered it', async (_what, path) => {
    await invites.renew(id, '周秘书');

    for (const cookie of ['', 'qingyu_group_demo=', `qingyu_group_demo=${'a'.repeat(43)}`]) {
      const response = await ask(path, { cookie });
      const text = await response.text();
      expect([path, response.status]).toEqual([path, 401]);
      expect(text).not.toMatch(/机密|张三|清语演示群/u);
    }
  });

  it('takes no message and no report from them either', async () => {
    await invites.renew(id, '周秘书');

    const message = await ask('/api/groups/demo/messages', { body: post('让我进来') });
    const report = await ask('/api/groups/demo/read', { body: { name: '张三', read: [1] } });

    expect([message.status, report.status]).toEqual([401, 401]);
    expect(await message.json()).toEqual({
      error: {
        code: 'access/unauthenticated',
        message: '进这个群要邀请码，请先打开群的网页，填写秘书处给的邀请码。',
      },
    });
  });

  it('is open to the browser that entered the code, and other groups are none of its business', async () => {
    const { code } = await invites.renew(id, '周秘书');
    const cookie = await enter(code);
    expect(cookie).toMatch(/^qingyu_group_demo=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/u);

    const [pair = ''] = cookie.split(';');
    expect(await (await ask('/api/groups/demo/messages', { cookie: pair })).text()).toContain('机密：明天开会');
    expect((await ask('/g/demo', { cookie: pair })).status).toBe(200);
    expect((await ask('/api/groups/hr/messages')).status).toBe(200);
  });

  it('says that a code is wrong, and lets a network wait that tries many', async () => {
    await invites.renew(id, '周秘书');
    const wrong = () => ask('/api/groups/demo/enter', { body: { code: 'AAAA3333' }, address: '203.0.113.9' });

    const first = await wrong();
    expect([first.status, await first.json()]).toMatchObject([403, { error: { code: 'access/denied' } }]);
    for (let tries = 0; tries < 20; tries += 1) await wrong();

    const late = await wrong();
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '30']);
    expect(await late.text()).toContain('邀请码试错得太多');
  });

  it('ends an open stream when the code is changed, before what comes afterwards', async () => {
    const { code } = await invites.renew(id, '周秘书');
    const [cookie = ''] = (await enter(code)).split(';');
    const stream = await ask('/api/groups/demo/events?after=0', { cookie });
    const { code: next } = await invites.renew(id, '周秘书');
    const [other = ''] = (await enter(next)).split(';');

    await ask('/api/groups/demo/messages', { body: post('只给新来的'), cookie: other });

    expect(await stream.text()).not.toContain('只给新来的');
  });
});
