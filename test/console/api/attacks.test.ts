import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type ApiBench, failureShape, openApi } from '../../support/api-bench.ts';
import { type Attack, attacks, fewestAttacks } from './attack-list.ts';

const key = { 'idempotency-key': 'k' };

/** Asks all of it, holds every refusal to one clean sentence, and says what each was answered with. */
async function refusals(bench: ApiBench, requests: readonly Attack[]): Promise<string[]> {
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

describe('requests that must fail', () => {
  it(`are at least ${fewestAttacks}, and each says what it tries`, () => {
    const says = attacks.flatMap(({ because, requests }) =>
      requests({ token: '', id: '', old: {} }).map(([one]) => `${because}: ${one}`),
    );

    expect(says.length).toBeGreaterThanOrEqual(fewestAttacks);
    expect(new Set(says).size).toBe(says.length);
  });

  it.each(attacks.map((one) => [one.because, one] as const))('because %s', async (_because, group) => {
    const { as, answer, publicUrl = null, before, requests } = group;
    const bench = await openApi({ publicUrl });
    await bench.enroll();
    const token = await bench.signIn(as, { name: 'somebody' });
    const old = (await before?.(bench, token)) ?? {};
    const id = (await bench.store.users.list())[0]?.id ?? '';
    const sent = await bench.desk.list();
    const accounts = await bench.accounts.list();
    const listed = requests({ token, id, old });

    expect(await refusals(bench, listed)).toEqual(listed.map(([name]) => `${name}: ${answer}`));

    expect(await bench.ask('/api/session', { token })).toMatchObject({ status: 200 });
    expect(await bench.desk.list()).toEqual(sent);
    expect(await bench.desk.series()).toEqual([]);
    expect(await bench.accounts.list()).toEqual(accounts);
    expect(bench.log.notes).toEqual([]);
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

describe('two requests in one', () => {
  const smuggled: readonly (readonly [says: string, lines: readonly string[], body: string])[] = [
    [
      'a length and pieces',
      ['Content-Length: 4', 'Transfer-Encoding: chunked'],
      '0\r\n\r\nGET /api/audit HTTP/1.1\r\n\r\n',
    ],
    ['two lengths', ['Content-Length: 2', 'Content-Length: 40'], '{}'],
    ['a length of another sign', ['Content-Length: -2'], '{}'],
    ['a length in another form', ['Content-Length: 0x2'], '{}'],
    ['pieces under another name', ['Transfer-Encoding: xchunked'], '0\r\n\r\n'],
    ['pieces named twice', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
    ['a piece of no size', ['Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'],
    ['a space before the colon', ['Content-Length : 2'], '{}'],
    ['a line that goes on', ['X-One: 1', ' Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['half of a new line', ['X-One: 1\rTransfer-Encoding: chunked'], '0\r\n\r\n'],
    ['NUL', ['X-One: a\0b'], '{}'],
  ];

  it.each(smuggled)('by %s are none', async (_says, lines, body) => {
    const bench = await openApi();
    const token = await bench.signIn('admin');
    const first = ['POST /api/broadcasts/preview HTTP/1.1', 'Host: localhost', 'Content-Type: application/json'];

    const answer = await raw(bench, [...first, `Cookie: qingyu_session=${token}`, 'Connection: close', ...lines], body);

    expect(answer).toMatch(/^HTTP\/1\.1 (?:400|501) /u);
    expect(answer.match(/HTTP\/1\.1/gu)).toHaveLength(1);
    expect(await bench.desk.list()).toEqual([]);
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
