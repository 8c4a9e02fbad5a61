import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { WebGroups } from '../../src/ports/web-groups.ts';
import { openHttp } from '../support/http-bench.ts';
import type { HttpBench } from '../support/http-bench.ts';
import { readEvents } from '../support/read-events.ts';
import { createWebBench } from '../support/web-bench.ts';
import type { WebBench } from '../support/web-bench.ts';

const historySchema = z.object({ messages: z.array(z.looseObject({ id: z.number() })) });

let bench: WebBench;
let http: HttpBench;

beforeEach(async () => {
  bench = createWebBench();
  http = await openHttp({ groups: bench.web });
});

afterEach(async () => {
  await http.close();
});

describe('telling a web group what a page has and showed', () => {
  const tell = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${http.url}/api/groups/demo/read`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const demo = { channel: 'web', kind: 'group', platformId: 'demo' };

  it('hands both in apart, in the name of the browser', async () => {
    const cookie = `qingyu_member=${'v'.repeat(22)}`;
    const response = await tell({ name: '张三', delivered: [7, 8], read: [7] }, { cookie });
    await fetch(`${http.url}/api/groups/demo/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ name: '张三', text: '收到', clientId: 'c1' }),
    });

    expect(response.status).toBe(204);
    const by = { conversation: demo, sender: { platformId: bench.calls[0]?.sender.platformId, name: '张三' } };
    expect(bench.reports).toEqual([
      { kind: 'delivered', platformMessageIds: ['7', '8'], ...by },
      { kind: 'read', platformMessageIds: ['7'], ...by },
    ]);
  });

  it('knows a script by its name, and needs no list', async () => {
    await tell({ name: '张三', read: [7] });

    expect(bench.reports).toMatchObject([{ kind: 'read', sender: { platformId: 'name:张三', name: '张三' } }]);
  });

  it.each([
    [[], '请求应为 {"name","delivered","read"}。'],
    [{ read: [1] }, 'name（昵称）应为文字。'],
    [{ name: '清语', read: [1] }, '「清语」是机器人的名字，请换一个昵称。'],
    [{ name: '张三', read: ['1'] }, 'delivered 和 read 应为消息编号。'],
    [{ name: '张三', read: [1.5] }, 'delivered 和 read 应为消息编号。'],
    [{ name: '张三', read: '1' }, 'delivered 和 read 应为消息编号的列表。'],
    [{ name: '张三', read: Array.from({ length: 201 }, (_, id) => id + 1) }, '一次最多 200 条。'],
  ])('refuses %j with a sentence', async (body, message) => {
    const response = await tell(body);

    expect([response.status, await response.json()]).toEqual([400, { error: { code: 'input/invalid', message } }]);
    expect(bench.reports).toEqual([]);
  });

  it('is refused when a network tells too often, whatever it calls itself', async () => {
    const from = (address: string, number = 0): Promise<Response> =>
      tell({ name: `某${number}`, read: [1] }, { 'x-forwarded-for': address });
    for (let number = 0; number < 60; number += 1) await from(`2001:db8::${number}`, number);

    const refused = await from('2001:db8::99');

    expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining('请过一分钟再试')]);
    expect(bench.reports).toHaveLength(60);
    expect((await from('203.0.113.8')).status).toBe(204);
  });

  it('is refused for a group that is none, and as a form of a foreign page', async () => {
    const nowhere = await fetch(`${http.url}/api/groups/none/read`, { method: 'POST', body: '{}' });
    const form = await tell({ name: '张三', read: [1] }, { 'content-type': 'text/plain' });

    expect([nowhere.status, form.status]).toEqual([404, 400]);
  });
});

describe('posting to a web group', () => {
  it('is answered with the id of the stored message, and the same clientId is one message', async () => {
    const first = await post({ name: '张三', text: '早上好', clientId: 'c1' });
    const again = await post({ name: '张三', text: '早上好', clientId: 'c1' });

    expect(first.status).toBe(202);
    expect(await first.json()).toEqual({ messageId: 1 });
    expect(await again.json()).toEqual({ messageId: 1 });
    expect(await history()).toEqual([
      {
        id: 1,
        name: '张三',
        text: '早上好',
        bot: false,
        at: expect.any(Number),
        replyTo: null,
        file: null,
        buttons: null,
      },
    ]);
  });

  it('may come in pieces without a length', async () => {
    const body = JSON.stringify({ name: '张三', text: '早上好', clientId: 'c1' });
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: new Blob([body]).stream(), duplex: 'half' };

    const response = await fetch(`${http.url}/api/groups/demo/messages`, request);

    expect(response.status).toBe(202);
    expect(await history()).toMatchObject([{ text: '早上好' }]);
  });

  it('is not answered with 202 when the message could not be stored', async () => {
    bench.failStore(new Error('/secret/path: disk full'));

    const response = await post({ name: '张三', text: '早上好', clientId: 'c1' });

    expect(response.status).toBe(500);
    const body = await response.text();
    expect(body).not.toContain('secret');
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'internal' } });
  });

  it.each([
    ['{"name":"张三"', 400, '请求正文不是有效的 JSON。'],
    ['', 400, '请求正文不是有效的 JSON。'],
    ['[]', 400, '请求应为 {"name","text","clientId"}。'],
    ['{"name":1,"text":"a","clientId":"c"}', 400, 'name（昵称）应为文字。'],
    ['{"name":"张三","clientId":"c"}', 400, 'text（消息）应为文字。'],
    ['{"name":"清语","text":"a","clientId":"c"}', 400, '「清语」是机器人的名字，请换一个昵称。'],
    [
      JSON.stringify({ name: '张三', text: '字'.repeat(10_000), clientId: 'c' }),
      413,
      '一条消息最多 4000 个字，这条有 10000 个字，请删短或分成几条发送。',
    ],
    [
      JSON.stringify({ name: '张三', text: '字'.repeat(30_000), clientId: 'c' }),
      413,
      '内容太长了，一条消息最多 4000 个字，请删短或分成几条发送。',
    ],
  ])('is refused with a sentence: %.40j', async (body, status, message) => {
    const response = await postRaw(body, 'application/json');

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { message } });
    expect(await history()).toEqual([]);
  });

  it('is refused in any other form than JSON, so that no foreign page can post for a member', async () => {
    const response = await postRaw('{"name":"张三","text":"a","clientId":"c"}', 'text/plain');

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'input/invalid' } });
  });

  it('is refused when it comes in pieces without a length and grows too long', async () => {
    const status = await postInPieces('字'.repeat(10_000), 10);

    expect(status).toBe(413);
  });

  it('finds no unknown group', async () => {
    for (const path of ['messages', 'events', 'messages?after=1']) {
      const response = await fetch(`${http.url}/api/groups/nowhere/${path}`);

      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        error: { code: 'record/not-found', message: '没有这个群，请检查网址。' },
      });
    }
  });
});

describe('a file in a web group', () => {
  const bytes = Uint8Array.from([0x50, 0x4b, 0, 255, 13, 10]);
  const body = {
    kind: 'file',
    name: '会费“明细” 1.xlsx',
    mime: 'application/x-sheet',
    bytes,
    caption: '请查收',
  } as const;
  const to = { channel: 'web', kind: 'group', platformId: 'demo' } as const;
  const sendFile = async (): Promise<string> => {
    const outbound = { to, body, replyTo: null, receiptOf: null, idempotencyKey: 'f' };
    return (await bench.web.send(outbound, AbortSignal.timeout(5_000))).platformMessageId ?? '';
  };

  it('stands in the history with its name, size and address, and is saved under its name, never shown', async () => {
    const id = await sendFile();
    const url = `/api/groups/demo/files/${id}`;

    expect(await history()).toMatchObject([{ text: '请查收', file: { name: body.name, size: 6, url } }]);
    const response = await fetch(`${http.url}${url}`);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([...bytes]);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/x-sheet',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-length': '6',
    });
    const [, plain, encoded] =
      /^attachment; filename="([ -~]+)"; filename\*=UTF-8''(\S+)$/u.exec(headers['content-disposition'] ?? '') ?? [];
    expect([plain, decodeURIComponent(encoded ?? '')]).toEqual(['?????? 1.xlsx', body.name]);
  });

  it('is of its group alone', async () => {
    const id = await sendFile();
    const own = await post({ name: '张三', text: '早', clientId: 'c' });
    const { messageId } = z.object({ messageId: z.number() }).parse(await own.json());

    for (const path of [
      `hr/files/${id}`,
      `demo/files/${messageId}`,
      'demo/files/99',
      'demo/files/x',
      `no/files/${id}`,
    ]) {
      const response = await fetch(`${http.url}/api/groups/${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({ error: { code: 'record/not-found' } });
    }
  });
});

describe('the history of a web group', () => {
  beforeEach(async () => {
    for (let index = 1; index <= 260; index += 1)
      await post({ name: '张三', text: `第${index}条`, clientId: `c${index}` });
  });

  it('gives the newest 50 without a place, and from a place on what follows', async () => {
    expect((await history()).map(({ id }) => id)).toEqual(range(211, 260));
    expect((await history('?after=258')).map(({ id }) => id)).toEqual([259, 260]);
    expect((await history('?after=0')).map(({ id }) => id)).toEqual(range(1, 200));
    expect((await history('?after=260')).map(({ id }) => id)).toEqual([]);
  });

  it('keeps to the limit asked for, up to 200', async () => {
    expect((await history('?after=10&limit=3')).map(({ id }) => id)).toEqual([11, 12, 13]);
    expect(await history('?limit=100')).toHaveLength(100);
    expect(await history('?limit=9999')).toHaveLength(200);
  });

  it('is tolerant in how a place is written, and refuses what is none', async () => {
    expect(await history('?after=%20258%20')).toHaveLength(2);
    expect(await history('?after=')).toHaveLength(50);
    expect((await fetch(`${http.url}/api/groups/demo/messages?after=x`)).status).toBe(400);
    expect((await fetch(`${http.url}/api/groups/demo/messages?limit=-1`)).status).toBe(400);
  });
});

describe('the event stream of a web group', () => {
  it('tells every member what one of them writes, as the history does', async () => {
    const members = await Promise.all([1, 2, 3].map(() => readEvents(`${http.url}/api/groups/demo/events?after=0`)));

    await post({ name: '张三', text: '早上好\r\ndata: 假\n\nid: 9', clientId: 'c1' });

    const [entry] = await history();
    for (const member of members) {
      const [event] = await member.take(1);
      expect(event?.id).toBe('1');
      expect(JSON.parse(event?.data ?? '')).toEqual(entry);
      member.leave();
    }
  });

  it('resumes behind the last event, in preference to the place it was opened with', async () => {
    for (const text of ['一', '二', '三']) await post({ name: '张三', text, clientId: text });

    const resumed = await readEvents(`${http.url}/api/groups/demo/events?after=0`, { 'Last-Event-ID': '2' });

    expect((await resumed.take(1)).map(({ id }) => id)).toEqual(['3']);
    resumed.leave();
  });

  it('loses and doubles nothing when a member leaves and comes back again and again', async () => {
    const heard: string[] = [];
    let last = '0';
    const writing = (async () => {
      for (let index = 1; index <= 60; index += 1)
        await post({ name: '张三', text: `${index}`, clientId: `c${index}` });
    })();

    while (heard.length < 60) {
      const events = await readEvents(`${http.url}/api/groups/demo/events`, { 'Last-Event-ID': last });
      const taken = await events.take(Math.min(7, 60 - heard.length));
      heard.push(...taken.map(({ id }) => id));
      last = heard.at(-1) ?? last;
      events.leave();
    }
    await writing;

    expect(heard).toEqual(range(1, 60).map(String));
  });

  it('begins with now where no place is given', async () => {
    await post({ name: '张三', text: '旧', clientId: 'c1' });

    const events = await readEvents(`${http.url}/api/groups/demo/events`, { 'Last-Event-ID': 'x' });
    const next = events.take(1);
    await settle();
    await post({ name: '张三', text: '新', clientId: 'c2' });

    expect((await next).map(({ id }) => id)).toEqual(['2']);
    events.leave();
  });

  it('lets go of a member who has left', async () => {
    let open = 0;
    const { web } = bench;
    const counted: WebGroups = {
      ...web,
      async *follow(slug, after, signal) {
        open += 1;
        try {
          yield* web.follow(slug, after, signal);
        } finally {
          open -= 1;
        }
      },
    };
    const other = await openHttp({ groups: counted });
    const members = await Promise.all([1, 2, 3].map(() => readEvents(`${other.url}/api/groups/demo/events`)));
    await expect.poll(() => open).toBe(3);

    for (const member of members) member.leave();

    await expect.poll(() => open).toBe(0);
    await other.close();
  });

  it('answers a HEAD without keeping anything open', async () => {
    const response = await fetch(`${http.url}/api/groups/demo/events`, { method: 'HEAD' });

    expect(response.headers.get('content-type')).toBe('text/event-stream');
  });
});

describe('the page of a web group', () => {
  it('shows the title and carries a policy under which nothing but our files runs', async () => {
    const response = await fetch(`${http.url}/g/demo`);

    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>清语演示群</title><body data-slug="demo">');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('gives a browser a secret that scripts cannot read and keeps the one it has', async () => {
    const first = (await fetch(`${http.url}/g/demo`)).headers.get('set-cookie') ?? '';
    const cookie = first.split(';')[0] ?? '';
    const again = await fetch(`${http.url}/g/demo`, { headers: { cookie } });
    const forged = await fetch(`${http.url}/g/demo`, { headers: { cookie: 'qingyu_member=short' } });

    expect(first).toMatch(/^qingyu_member=[\w-]{22}; .*HttpOnly; SameSite=Lax/u);
    expect(again.headers.get('set-cookie')).toContain(cookie);
    expect(forged.headers.get('set-cookie')).toMatch(/^qingyu_member=[\w-]{22};/u);
  });

  it('knows a member by the secret, and keeps no trace of the secret itself', async () => {
    const cookie = 'qingyu_member=AAAAAAAAAAAAAAAAAAAAAA';

    await post({ name: '张三', text: '早', clientId: 'c1' }, { cookie });
    await post({ name: '张三丰', text: '早', clientId: 'c2' }, { cookie });
    await post({ name: '张三', text: '早', clientId: 'c3' });

    const [one, two, three] = bench.calls.map(({ sender }) => sender.platformId);
    expect(one).toMatch(/^visitor:[\w-]{22}$/u);
    expect(one).not.toContain('AAAA');
    expect(two).toBe(one);
    expect(three).toBe('name:张三');
  });

  it('is a sentence where there is no such group', async () => {
    const response = await fetch(`${http.url}/g/nowhere`);

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('没有这个群，请检查网址。');
  });

  it('is where the bare address leads', async () => {
    const response = await fetch(http.url, { redirect: 'manual' });

    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/g/demo');
  });
});

describe('fifty members at once', () => {
  it('are all told everything', async () => {
    const members = await Promise.all(range(1, 50).map(() => readEvents(`${http.url}/api/groups/demo/events?after=0`)));

    await Promise.all(range(1, 50).map((n) => post({ name: `会员${n}`, text: `@清语 你好${n}`, clientId: `c${n}` })));

    for (const member of members) {
      expect((await member.take(50)).map(({ id }) => id)).toEqual(range(1, 50).map(String));
      member.leave();
    }
  });
});

function post(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${http.url}/api/groups/demo/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** With a content type of our choice, which fetch would set by itself for text. */
function postRaw(body: string, type: string): Promise<Response> {
  return fetch(`${http.url}/api/groups/demo/messages`, { method: 'POST', headers: { 'Content-Type': type }, body });
}

/** A body whose length nobody announces. */
function postInPieces(piece: string, count: number): Promise<number | undefined> {
  const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
  return new Promise((resolve, reject) => {
    const sending = request(`${http.url}/api/groups/demo/messages`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sending.on('error', reject);
    for (let sent = 0; sent < count; sent += 1) sending.write(piece);
    sending.end();
  });
}

async function history(query = ''): Promise<{ id: number }[]> {
  const response = await fetch(`${http.url}/api/groups/demo/messages${query}`);
  return historySchema.parse(await response.json()).messages;
}

/** The server has taken up a stream when it has answered a request that came after it. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1)
    await new Promise<void>((resolve) => {
      request(`${http.url}/healthz`, (response) => response.resume().on('end', resolve)).end();
    });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe('who would pass for the bot', () => {
  it.each([
    '清语',
    '清 语',
    '淸語',
    '凊语',
    '清\u0332语',
    'Qìngyǔ',
    'qіngyu',
    'Ｑｉｎｇｙｕ',
    'Q1ngyu',
    'QlNGYU',
    '清·语助手',
    '清\u200b语',
  ])('needs another name: %s', async (name) => {
    const response = await fetch(`${http.url}/api/groups/demo/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, text: '我是机器人', clientId: 'c' }),
    });

    expect(response.status).toBe(400);
    expect(bench.calls).toEqual([]);
  });

  it.each(['青雨', '李清', '语文老师', 'Qing Li', '清华语文'])('and others do not: %s', async (name) => {
    const response = await fetch(`${http.url}/api/groups/demo/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, text: '大家好', clientId: 'c' }),
    });

    expect(response.status).toBe(202);
  });
});

describe('streams of events', () => {
  it('are so many of one network; one that ends makes room, and one that only asks takes none', async () => {
    const small = await openHttp({ groups: bench.web, streams: 2 });
    try {
      const url = `${small.url}/api/groups/demo/events`;
      const leave = [new AbortController(), new AbortController()];
      for (const { signal } of leave) expect((await fetch(url, { signal })).status).toBe(200);

      const refused = await fetch(url);
      expect([refused.status, await refused.json()]).toEqual([
        429,
        { error: { code: 'access/too-many', message: '打开的页面太多了，请关掉几个不用的再试。' } },
      ]);
      const elsewhere = new AbortController();
      const headers = { 'x-forwarded-for': '203.0.113.9' };
      expect((await fetch(url, { headers, signal: elsewhere.signal })).status).toBe(200);
      leave[0]?.abort();
      await expect.poll(async () => (await fetch(url, { method: 'HEAD' })).status).toBe(200);
      await expect
        .poll(async () => {
          const again = new AbortController();
          const { status } = await fetch(url, { signal: again.signal });
          again.abort();
          return status;
        })
        .toBe(200);
      leave[1]?.abort();
      elsewhere.abort();
    } finally {
      await small.close();
    }
  });
});
