import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type ApiBench, type Asked, failureShape, openApi } from '../../support/api-bench.ts';

const order = { text: '通知', to: 'all' };
const key = { 'idempotency-key': 'k' };

/** Asks all of it, holds every refusal to one clean sentence, and says what each was answered with. */
async function refusals(bench: ApiBench, requests: readonly (readonly [string, string, Asked])[]): Promise<string[]> {
  const found: string[] = [];
  for (const [name, path, asked] of requests) {
    const { status, json, headers, text } = await bench.ask(path, asked);
    const { error } = failureShape.parse(json);
    expect([name, error.message]).toEqual([name, expect.stringMatching(/^[^\n]{4,200}。$/u)]);
    expect([name, text]).toEqual([name, expect.not.stringMatching(/\bat \/|node_modules|select |sqlite|Error:/iu)]);
    expect([name, headers.get('cache-control'), headers.get('access-control-allow-origin')]).toEqual([
      name,
      'no-store',
      null,
    ]);
    found.push(`${name}: ${status} ${error.code}`);
  }
  return found;
}

const all = (requests: readonly (readonly [string, string, Asked])[], answer: string): string[] =>
  requests.map(([name]) => `${name}: ${answer}`);

async function nothingWasSent({ desk, log }: ApiBench): Promise<void> {
  expect(await desk.list()).toEqual([]);
  expect(await desk.series()).toEqual([]);
  expect(log.notes).toEqual([]);
}

describe('requests that must fail', () => {
  it('because nobody has that session', async () => {
    const bench = await openApi();
    await bench.enroll();
    const token = await bench.signIn('admin');
    const hash = (await bench.store.users.list())[0]?.id ?? '';
    const post = { body: order, headers: key };
    const requests = [
      ['no cookie', '/api/broadcasts', post],
      ['an empty one', '/api/broadcasts', { ...post, token: '' }],
      ['a made-up one', '/api/broadcasts', { ...post, token: 'A'.repeat(43) }],
      [
        'one letter off',
        '/api/broadcasts',
        { ...post, token: `${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}` },
      ],
      ['shortened', '/api/broadcasts', { ...post, token: token.slice(0, 42) }],
      ['longer', '/api/broadcasts', { ...post, token: `${token}A` }],
      ['an id of the store', '/api/broadcasts', { ...post, token: hash }],
      ['SQL', '/api/broadcasts', { ...post, token: "' or '1'='1" }],
      ['under another name', '/api/broadcasts', { ...post, headers: { ...key, cookie: `qingyu_member=${token}` } }],
      ['in a header', '/api/broadcasts', { ...post, headers: { ...key, authorization: `Bearer ${token}` } }],
      ['in the address', `/api/broadcasts?qingyu_session=${token}`, post],
    ] as const;

    expect(await refusals(bench, requests)).toEqual(all(requests, '401 access/unauthenticated'));
    await nothingWasSent(bench);
  });

  it('because the role is another one', async () => {
    const bench = await openApi();
    await bench.enroll();
    const token = await bench.signIn('staff');
    const post = { token, headers: key };
    const requests = [
      ['send', '/api/broadcasts', { ...post, body: order }],
      ['send as admin by a field', '/api/broadcasts', { ...post, body: { ...order, role: 'admin', by: 'admin' } }],
      [
        'send by another method',
        '/api/broadcasts',
        { ...post, body: order, headers: { ...key, 'x-http-method-override': 'GET' } },
      ],
      ['preview', '/api/broadcasts/preview', { ...post, body: order }],
      ['edit', '/api/broadcasts/x', { ...post, method: 'PATCH', body: { text: 'x' } }],
      ['cancel', '/api/broadcasts/x/cancel', { ...post, method: 'POST' }],
      ['resolve', '/api/deliveries/x/resolve', { ...post, body: { as: 'resend' } }],
    ] as const;

    expect(await refusals(bench, requests)).toEqual(all(requests, '403 access/denied'));
    await nothingWasSent(bench);
  });

  it('because they come from another site', async () => {
    const bench = await openApi({ publicUrl: 'https://bot.example.org' });
    await bench.enroll();
    const token = await bench.signIn('secretary');
    const from = (headers: Record<string, string>): Asked => ({ token, body: order, headers: { ...key, ...headers } });
    const requests = [
      ['cross-site', '/api/broadcasts', from({ 'sec-fetch-site': 'cross-site' })],
      ['same-site', '/api/broadcasts', from({ 'sec-fetch-site': 'same-site' })],
      ['another origin', '/api/broadcasts', from({ origin: 'https://evil.example' })],
      ['an origin that begins alike', '/api/broadcasts', from({ origin: 'https://bot.example.org.evil.example' })],
      ['another port', '/api/broadcasts', from({ origin: 'https://bot.example.org:8443' })],
      ['http for https', '/api/broadcasts', from({ origin: 'http://bot.example.org' })],
      ['a sandbox', '/api/broadcasts', from({ origin: 'null' })],
      ['no address at all', '/api/broadcasts', from({ origin: 'bot.example.org' })],
      [
        'signing in',
        '/api/session',
        { body: { name: 'a', password: 'b' }, headers: { origin: 'https://evil.example' } },
      ],
      ['signing out', '/api/session', { method: 'DELETE', token, headers: { 'sec-fetch-site': 'cross-site' } }],
      ['editing', '/api/broadcasts/x', { ...from({ origin: 'https://evil.example' }), method: 'PATCH' }],
    ] as const;

    expect(await refusals(bench, requests)).toEqual(all(requests, '403 access/denied'));
    expect(await bench.ask('/api/session', { token })).toMatchObject({ status: 200 });
    await nothingWasSent(bench);
  });

  it('because the body is none we read', async () => {
    const bench = await openApi();
    await bench.enroll();
    const token = await bench.signIn('secretary');
    const sent = (body: unknown, headers: Record<string, string> = {}): Asked => ({
      token,
      body,
      headers: { ...key, ...headers },
    });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const invalid = [
      ['a form', '/api/broadcasts', sent('text=x&to=all', form)],
      ['plain text', '/api/broadcasts', sent(JSON.stringify(order), { 'content-type': 'text/plain' })],
      [
        'a type that begins alike',
        '/api/broadcasts',
        sent(JSON.stringify(order), { 'content-type': 'application/jsonp' }),
      ],
      ['a file upload', '/api/broadcasts', sent('--x--', { 'content-type': 'multipart/form-data; boundary=x' })],
      [
        'nothing',
        '/api/broadcasts',
        { token, method: 'POST', headers: { ...key, 'content-type': 'application/json' } },
      ],
      ['half of it', '/api/broadcasts', sent('{"text":"x","to":')],
      ['two of them', '/api/broadcasts', sent('{}{}')],
      ['very deep', '/api/broadcasts', sent('['.repeat(100_000))],
      ['a list', '/api/broadcasts', sent([order])],
      ['null', '/api/broadcasts', sent('null')],
      ['no text', '/api/broadcasts', sent({ to: 'all' })],
      ['another kind', '/api/broadcasts', sent({ ...order, text: ['x'] })],
      ['a field nobody knows', '/api/broadcasts', sent({ ...order, att: '2026-12-01T09:00:00+08:00' })],
      ['a prototype', '/api/broadcasts', sent(`{"text":"x","to":"all","__proto__":{"role":"admin"}}`)],
      ['a constructor', '/api/broadcasts', sent({ ...order, constructor: { prototype: {} } })],
      ['NUL', '/api/broadcasts', sent({ ...order, text: 'a\0b' })],
      ['an escape sequence', '/api/broadcasts', sent({ ...order, text: '\u001b[2J' })],
      ['half a letter', '/api/broadcasts', sent('{"text":"\\ud800","to":"all"}')],
      ['lines in the segment', '/api/broadcasts', sent({ ...order, to: 'all\r\nSet-Cookie: a=b' })],
      ['a time without zone', '/api/broadcasts', sent({ ...order, at: '2026-12-01T09:00:00' })],
      ['a day that is none', '/api/broadcasts', sent({ ...order, at: '2026-02-30T09:00:00Z' })],
      ['a number as time', '/api/broadcasts', sent({ ...order, at: 1_796_000_000_000 })],
      ['a time that is past', '/api/broadcasts', sent({ ...order, at: '2020-01-01T00:00:00Z' })],
      ['a receipt without a reason', '/api/broadcasts', sent({ ...order, receipt: {} })],
      [
        'both kinds at once',
        '/api/broadcasts',
        sent({ ...order, at: '2026-12-01T09:00:00Z', series: { cron: '0 9 * * 1' } }),
      ],
      ['every minute', '/api/broadcasts', sent({ ...order, series: { cron: '* * * * *' } })],
      ['a segment nobody can read', '/api/broadcasts', sent({ ...order, to: '../../all' })],
      ['too long a text', '/api/broadcasts', sent({ ...order, text: '字'.repeat(4_001) })],
    ] as const;

    const answers = await refusals(bench, invalid);

    expect(answers.slice(0, -1)).toEqual(all(invalid.slice(0, -1), '400 input/invalid'));
    expect(answers.at(-1)).toBe('too long a text: 413 input/too-long');
    await nothingWasSent(bench);
  });

  it('because the key of the request is none', async () => {
    const bench = await openApi();
    await bench.enroll();
    const token = await bench.signIn('secretary');
    const requests = [
      ['missing', '/api/broadcasts', { token, body: order }],
      ['empty', '/api/broadcasts', { token, body: order, headers: { 'idempotency-key': '' } }],
      ['with a space', '/api/broadcasts', { token, body: order, headers: { 'idempotency-key': 'a b' } }],
      ['too long', '/api/broadcasts', { token, body: order, headers: { 'idempotency-key': 'k'.repeat(201) } }],
      ['of other letters', '/api/broadcasts', { token, body: order, headers: { 'idempotency-key': 'k\u00e9' } }],
    ] as const;

    expect(await refusals(bench, requests)).toEqual(all(requests, '400 input/invalid'));
    await nothingWasSent(bench);
  });

  it('because the address means something else', async () => {
    const bench = await openApi();
    const token = await bench.signIn('admin');
    const missing = [
      ['up the tree', '/api/broadcasts/..%2f..%2f..%2fetc%2fpasswd', { token }],
      ['up the tree, twice encoded', '/api/broadcasts/%252e%252e%252fetc', { token }],
      ['a drive', '/api/broadcasts/C:%5Cwindows%5Cwin.ini', { token }],
      ['SQL', "/api/broadcasts/x'%20or%20'1'='1", { token }],
      ['a template', '/api/broadcasts/%7B%7B7*7%7D%7D', { token }],
      ['a prototype', '/api/broadcasts/__proto__', { token }],
      ['a page', '/api/broadcasts/%3Cscript%3Ealert(1)%3C%2Fscript%3E', { token }],
      ['another noun', '/api/tokens', { token }],
      ['another method', '/api/series', { method: 'DELETE', token }],
      [
        'what a foreign page asks first',
        '/api/broadcasts',
        { method: 'OPTIONS', headers: { origin: 'https://evil.example' } },
      ],
      ['a day that has none', '/api/broadcasts/daily%2F2026-11-22', { token }],
      ['a delivery of nobody', '/api/deliveries/none/resolve', { token, body: { as: 'sent' } }],
    ] as const;
    const invalid = [
      ['NUL', '/api/broadcasts/x%00', { token }],
      ['a new line', '/api/broadcasts/x%0d%0aSet-Cookie:%20a=b', { token }],
      ['very long', `/api/broadcasts/${'x'.repeat(4_000)}`, { token }],
      ['a page of none', '/api/broadcasts?limit=0', { token }],
      ['a page of everything', '/api/broadcasts?limit=100000', { token }],
      ['a page of half', '/api/broadcasts?limit=1.5', { token }],
      ['a page of words', '/api/broadcasts?limit=all', { token }],
      ['two limits', '/api/broadcasts?limit=1&limit=2', { token }],
      ['a place of nobody', '/api/broadcasts?after=..%2f', { token }],
      ['a place in SQL', "/api/broadcasts?after=1~'%20or%201=1%00", { token }],
      ['a group of nobody', '/api/groups?after=none', { token }],
      ['a state nobody knows', '/api/broadcasts/x?state=lost', { token }],
      ['a question nobody knows', '/api/broadcasts?role=admin', { token }],
    ] as const;

    expect(await refusals(bench, missing)).toEqual(all(missing, '404 record/not-found'));
    expect(await refusals(bench, invalid)).toEqual(all(invalid, '400 input/invalid'));
    await nothingWasSent(bench);
  });
});

/** What the server answers with to bytes that no client library would send. */
function raw({ url }: ApiBench, head: readonly string[], body: string | Buffer = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      socket.write(body);
    });
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.once('error', reject);
    socket.once('close', () => resolve(answer));
  });
}

describe('bodies that are a burden', () => {
  const head = (token: string, ...more: string[]): string[] => [
    'POST /api/broadcasts HTTP/1.1',
    'Host: localhost',
    `Cookie: qingyu_session=${token}`,
    'Content-Type: application/json',
    'Idempotency-Key: k',
    ...more,
  ];

  it('of more than a megabyte are not read, whether they say so or not', async () => {
    const bench = await openApi();
    const token = await bench.signIn('secretary');
    const huge = `{"text":"${'x'.repeat(1_100_000)}"}`;

    const said = await bench.ask('/api/broadcasts', { token, headers: key, body: huge });
    const chunk = `${(1_100_000).toString(16)}\r\n${'x'.repeat(1_100_000)}\r\n`;
    const unsaid = await raw(bench, head(token, 'Transfer-Encoding: chunked'), chunk);

    expect(said).toMatchObject({ status: 413, json: { error: { code: 'input/too-long' } } });
    expect(unsaid).toMatch(/^HTTP\/1\.1 413 [^]*connection: close[^]*input\/too-long/iu);
  });

  it('that never come whole are given up, and the line with them', async () => {
    const bench = await openApi({ bodyMs: 50 });
    const token = await bench.signIn('secretary');

    const counted = await raw(bench, head(token, 'Content-Length: 100'), '{"text"');
    const chunked = await raw(bench, head(token, 'Transfer-Encoding: chunked'), '7\r\n{"text"\r\n');

    expect(counted).toMatch(/^HTTP\/1\.1 408 [^]*connection: close[^]*input\/too-slow/iu);
    expect(chunked).toMatch(/^HTTP\/1\.1 408 [^]*connection: close[^]*input\/too-slow/iu);
  });

  it('that are no UTF-8 are said to be none', async () => {
    const bench = await openApi();
    const token = await bench.signIn('secretary');

    const answer = await raw(
      bench,
      head(token, 'Connection: close', 'Transfer-Encoding: chunked'),
      Buffer.from('2\r\n\xff\xff\r\n0\r\n\r\n', 'latin1'),
    );

    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*input\/invalid/u);
  });

  it('in pieces are read as one', async () => {
    const bench = await openApi();
    await bench.enroll();
    const token = await bench.signIn('secretary');
    const pieces = ['{"text":"通', '知","to":"all"}'].map(
      (piece) => `${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`,
    );

    const answer = await raw(
      bench,
      head(token, 'Connection: close', 'Transfer-Encoding: chunked'),
      `${pieces.join('')}0\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 200 /u);
    expect(await bench.desk.list()).toMatchObject([{ text: '通知' }]);
  });

  it('are not read at all of who may not', async () => {
    const bench = await openApi({ bodyMs: 60_000 });
    const token = await bench.signIn('staff');

    const answer = await raw(bench, head(token, 'Connection: close', 'Content-Length: 100'), '{"text"');

    expect(answer).toMatch(/^HTTP\/1\.1 403 /u);
  });
});

describe('what is answered', () => {
  it('carries nothing of the request in a header', async () => {
    const bench = await openApi();
    const token = await bench.signIn('secretary');

    const { headers } = await bench.ask('/api/broadcasts/x%0d%0aX-Planted:%20yes', { token });
    const smuggled = await raw(bench, [
      'GET /api/session HTTP/1.1',
      'Host: localhost',
      'Connection: close',
      `Cookie: qingyu_session=x\rX-Planted: yes`,
    ]);

    expect(headers.get('x-planted')).toBeNull();
    expect(smuggled).toMatch(/^HTTP\/1\.1 400 /u);
  });

  it('can be put in no frame, guessed to be no page, and kept by nobody', async () => {
    const bench = await openApi();
    const { headers } = await bench.ask('/api/openapi.json');

    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('says nothing of what broke inside', async () => {
    const bench = await openApi();
    const token = await bench.signIn('secretary');
    await bench.store.close();

    const { status, json } = await bench.ask('/api/broadcasts', { token });

    expect([500, 503]).toContain(status);
    expect(failureShape.parse(json).error.message).toMatch(/^服务(?:出错了|暂时不可用)，请稍后再试/u);
  });
});
