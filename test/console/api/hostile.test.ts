import { describe, expect, it } from 'vitest';
import type { AnyRoute } from '../../../src/console/api/contract/route.ts';
import { routes } from '../../../src/console/api/contract/routes.ts';
import { type Answered, type ApiBench, failureShape, openApi, password } from '../../support/api-bench.ts';
import { type Field, fieldsOf, fill, type Filled, put, schemaOf } from '../../support/hostile-fields.ts';

/** What people put where words are asked for, and what each is meant to break. */
const hostile: readonly (readonly [says: string, words: string])[] = [
  ['SQL that closes a quote', `' or '1'='1'; drop table users; --`],
  ['SQL with a double quote', `"; delete from audit where 1=1; --`],
  ['wild cards of SQL', '%_\\%'],
  ['HTML that runs', `<script>alert(1)</script><img src=x onerror=alert(1)>`],
  ['an attribute that runs', `" onmouseover="alert(1)`],
  ['a template', '{{7*7}}${7*7}<%= 7*7 %>#{7*7}'],
  ['a formula of a table', '=cmd|calc!A0'],
  ['NUL', 'a\0b'],
  ['lines of a header', 'x\r\nSet-Cookie: planted=yes\r\n\r\n<p>'],
  ['an escape of a terminal', '\u001b[2J\u0007'],
  ['letters that run backwards', '\u202etxt.exe'],
  ['half of a letter', '\ud800'],
  ['a path', '../../../../etc/passwd'],
  ['a prototype', '__proto__'],
  ['an object as words', '{"$gt":""}'],
  ['far too much', '字'.repeat(20_000)],
];
const otherTypes: readonly unknown[] = [{ $gt: '' }, ['x'], 12_345, true];

const all: [string, AnyRoute][] = Object.entries(routes);
const withBody = all.filter(([, { body }]) => schemaOf(body) !== null);
const takingBody = new Set(withBody.map(([, route]) => route));
const walked = all
  .map(([name, route]) => [name, route, fieldsOf(route)] as const)
  .filter(([, , fields]) => fields.length);

let bench: ApiBench;
let token: string;
let count = 0;

/** As an administrator, who may everything; a session that the route itself ended is begun again. */
async function ask(route: AnyRoute, filled: Filled, more: Record<string, string> = {}): Promise<Answered> {
  bench.clock.advance(1_000);
  const answered = await send(route, filled, more);
  if (answered.status !== 401 || route.access === 'anyone') return answered;
  token = await signIn();
  return send(route, filled, more);
}

function send(route: AnyRoute, { params, query, body }: Filled, more: Record<string, string>): Promise<Answered> {
  const path = route.path.replace(/\{(\w+)\}/gu, (_all, name: string) => encodeURIComponent(wellFormed(params[name])));
  const words = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value))}`);
  return bench.ask(words.length === 0 ? path : `${path}?${words.join('&')}`, {
    method: route.method.toUpperCase(),
    token,
    headers: { 'idempotency-key': `k${(count += 1)}`, ...more },
    ...(takingBody.has(route) ? { body } : {}),
  });
}

/** What cannot stand in an address at all is not sent in one, and no more than the server reads of one. */
function wellFormed(value: unknown): string {
  return String(value)
    .replace(/\p{Cs}/gu, '')
    .slice(0, 1_400);
}

async function signIn(): Promise<string> {
  return bench.signIn('admin', { name: `主任 ${(count += 1)}` });
}

/** Never a fault of ours, never a page, never a header of theirs, and a refusal is one clean sentence. */
function assertTame({ status, json, headers, text }: Answered, says: string): void {
  expect([says, status >= 500 ? text : 'no fault of ours']).toEqual([says, 'no fault of ours']);
  expect([says, headers.get('set-cookie') ?? '']).toEqual([says, expect.not.stringContaining('planted')]);
  if (status === 204) return;
  expect([says, headers.get('x-content-type-options')]).toEqual([says, 'nosniff']);
  expect([says, headers.get('content-type')]).toEqual([says, expect.not.stringContaining('html')]);
  if (status < 400) return;
  const { message } = failureShape.parse(json).error;
  expect([says, message]).toEqual([
    says,
    expect.not.stringMatching(/\bat \/|node_modules|select |sqlite|Error:|\p{Cc}/iu),
  ]);
}

describe('every field that takes words', () => {
  it.each(walked)('of %s takes hostile ones as words, or refuses them', async (_name, route, fields) => {
    bench = await openApi();
    await bench.enroll();
    token = await signIn();
    const filled = fill(route);

    for (const field of fields)
      for (const [says, words] of hostile)
        assertTame(await ask(route, put(filled, field, words)), `${field.place} ${field.path.join('.')}: ${says}`);

    for (const field of fields.filter(isPlainBody))
      for (const value of otherTypes) {
        const { status, json } = await ask(route, put(filled, field, value));
        const { code } = failureShape.parse(json).error;
        expect([field.path, value, status, code]).toEqual([field.path, value, 400, 'input/invalid']);
      }

    const finding = await bench.store.audit.verify();
    expect(finding.broken).toBeNull();
    expect((await bench.store.users.list()).length).toBeGreaterThan(0);
    expect(bench.log.notes.filter((note) => /request failed|not in the audit log/u.test(JSON.stringify(note)))).toEqual(
      [],
    );
  });

  it('is walked for every route that has one', () => {
    expect(walked.length).toBeGreaterThan(25);
    expect(walked.flatMap(([, , fields]) => fields.filter(isPlainBody)).length).toBeGreaterThan(20);
  });
});

function isPlainBody({ place, plain }: Field): boolean {
  return place === 'body' && plain;
}

/** All routes of one house: opening one for each takes longer than asking. */
const patient = { timeout: 120_000 };

describe('every body', () => {
  it('is refused where it is no JSON, or knows more than its route', patient, async () => {
    bench = await openApi();
    token = await signIn();

    for (const [name, route] of withBody) {
      const filled = fill(route);
      for (const [says, body, headers] of bodiesLike(JSON.stringify(filled.body))) {
        const answered = await ask(route, { ...filled, body }, { 'content-type': 'application/json', ...headers });
        assertTame(answered, `${name}: ${says}`);
        expect([name, says, answered.status]).toEqual([name, says, says === 'a megabyte' ? 413 : 400]);
      }
    }
    expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
  });
});

function bodiesLike(json: string): [says: string, body: string, headers?: Record<string, string>][] {
  const inside = json.slice(1, -1);
  const more = inside === '' ? '' : `,${inside}`;
  return [
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', json, { 'content-type': 'text/plain' }],
    ['half of it', json.slice(0, -1)],
    ['a list of it', `[${json}]`],
    ['null', 'null'],
    ['words', '"x"'],
    ['a prototype', `{"__proto__":{"role":"admin"}${more}}`],
    ['a constructor', `{"constructor":{"prototype":{"role":"admin"}}${more}}`],
    ['a field nobody knows', `{"isAdmin":true${more}}`],
    ['very deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['a megabyte', `{"x":"${'x'.repeat(1_100_000)}"}`],
  ];
}

describe('every route', () => {
  it('answers no other site: neither what it asks first nor what it sends', patient, async () => {
    bench = await openApi();
    token = await signIn();
    const origin = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

    for (const [name, route] of all) {
      const asks = { ...origin, 'access-control-request-method': route.method.toUpperCase() };
      const path = route.path.replace(/\{(\w+)\}/gu, 'x');
      const first = await bench.ask(path, { method: 'OPTIONS', headers: asks });
      const sent = await ask(route, fill(route), origin);

      expect([name, first.status]).toEqual([name, 404]);
      for (const { headers } of [first, sent])
        for (const header of ['access-control-allow-origin', 'access-control-allow-credentials'])
          expect([name, headers.get(header)]).toEqual([name, null]);
      expect([name, route.method === 'get' || sent.status === 403]).toEqual([name, true]);
    }
  });
});

describe('hostile words that are kept', () => {
  const words = hostile.filter(([says]) => !/NUL|header|terminal|half|far too/u.test(says));

  it.each(words)('are told as they were given, in an answer no browser runs: %s', async (_says, given) => {
    bench = await openApi();
    await bench.enroll();
    token = await signIn();

    const sent = await bench.ask('/api/broadcasts', {
      token,
      body: { text: given, to: 'all' },
      headers: { 'idempotency-key': 'k' },
    });
    const listed = await bench.ask('/api/broadcasts', { token });

    expect([200, 400]).toContain(sent.status);
    expect(listed.json).toMatchObject({ broadcasts: sent.status === 400 ? [] : [{ text: given }] });
    expect(listed.headers.get('content-type')).toBe('application/json');
    expect(listed.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it.each(words)('are no name of an account, and no password that is changed on the way: %s', async (_says, given) => {
    bench = await openApi();
    token = await signIn();
    const before = (await bench.accounts.list()).length;

    const added = await bench.ask('/api/users', { token, body: { name: given, role: 'admin' } });
    expect(added.status).toBe(400);
    expect(await bench.accounts.list()).toHaveLength(before);
    const next = `${given} 春眠不觉晓处处闻啼鸟`;
    const changed = await bench.ask('/api/session/password', { token, body: { current: password, password: next } });
    expect(changed.status).toBe(200);
    const name = (await bench.accounts.list())[0]?.name ?? '';
    expect((await bench.ask('/api/session', { body: { name, password: next } })).status).toBe(200);
  });
});
