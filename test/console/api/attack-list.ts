import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { type ApiBench, type Asked, password } from '../../support/api-bench.ts';

/** What stands before the address, where it is asked, and how. */
export type Attack = readonly [says: string, path: string, asked: Asked];
/** What the requests need to know of the house. */
export type Known = { token: string; id: string; old: Readonly<Record<string, string>> };
/** Requests that fail for one reason. `answer`: of each of them; `changes`: what was done before is allowed to be there. */
export type Attacks = {
  because: string;
  answer: string;
  as: 'staff' | 'secretary' | 'admin';
  publicUrl?: string;
  /** Done beforehand; what it answers is `old` of what the requests know. */
  before?: (bench: ApiBench, token: string) => Promise<Record<string, string>>;
  requests: (known: Known) => readonly Attack[];
};

const order = { text: '通知', to: 'all' };
const key = { 'idempotency-key': 'k' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Of all that stands in `attacks`, no fewer than so many. */
export const fewestAttacks = 120;

export const attacks: readonly Attacks[] = [
  {
    because: 'nobody has that session',
    answer: '401 access/unauthenticated',
    as: 'admin',
    requests: ({ token, id }) => {
      const post = { body: order, headers: key };
      return [
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
        ['an id of the store', '/api/broadcasts', { ...post, token: id }],
        ['SQL', '/api/broadcasts', { ...post, token: "' or '1'='1" }],
        ['under another name', '/api/broadcasts', { ...post, headers: { ...key, cookie: `qingyu_member=${token}` } }],
        ['in a header', '/api/broadcasts', { ...post, headers: { ...key, authorization: `Bearer ${token}` } }],
        ['in the address', `/api/broadcasts?qingyu_session=${token}`, post],
      ];
    },
  },
  {
    because: 'the session is over, or the code was used',
    answer: '401 access/unauthenticated',
    as: 'admin',
    before: usedUp,
    requests: ({ old }) => [
      ['the session before a password change', '/api/session', { token: old['changed'] ?? '' }],
      ['the session that was left', '/api/session', { token: old['left'] ?? '' }],
      ['the session that its owner ended from elsewhere', '/api/session', { token: old['ended'] ?? '' }],
      ['the session that an administrator ended', '/api/session', { token: old['thrownOut'] ?? '' }],
      ['the session of an account that is disabled', '/api/session', { token: old['disabled'] ?? '' }],
      ['the session before an administrator set the password', '/api/session', { token: old['reset'] ?? '' }],
      ['the session before the authenticator', '/api/session', { token: old['withoutCode'] ?? '' }],
      ['the password before', '/api/session', { body: { name: '改密', password } }],
      ['the code of the authenticator, again', '/api/session', { body: { name: '验证', password, code: old['code'] } }],
      ['a code from before', '/api/session', { body: { name: '验证', password, code: old['before'] } }],
      ['a recovery code, again', '/api/session', { body: { name: '验证', password, code: old['recovery'] } }],
      ['the code without the password', '/api/session', { body: { name: '验证', password: '', code: old['next'] } }],
    ],
  },
  {
    because: 'it is done a second time, or belongs to somebody else',
    answer: '404 record/not-found',
    as: 'admin',
    before: ofOthers,
    requests: ({ token, old }) => [
      ['the session of somebody else', `/api/account/sessions/${old['session']}`, { method: 'DELETE', token }],
      ['one that is over', '/api/account/sessions/none', { method: 'DELETE', token }],
      ['the job of somebody else', `/api/jobs/${old['job']}`, { token }],
      ['the file of a job of somebody else', `/api/jobs/${old['job']}/file`, { token }],
      ['an account by its id', `/api/users/${old['id']}/password`, { method: 'POST', token }],
    ],
  },
  {
    because: 'it would take away what holds the house together',
    answer: '409 record/conflict',
    as: 'admin',
    before: async ({ ask }, token) => {
      await ask('/api/broadcasts', { token, body: order, headers: { 'idempotency-key': 'used' } });
      return {};
    },
    requests: ({ token }) => {
      const self = '/api/users/somebody';
      return [
        [
          'a key with another order',
          '/api/broadcasts',
          { token, body: { ...order, text: '别的' }, headers: { 'idempotency-key': 'used' } },
        ],
        ['one disables oneself', self, { token, method: 'PATCH', body: { disabled: true } }],
        ['one gives up the role', self, { token, method: 'PATCH', body: { role: 'staff' } }],
        ['one sets the own password without the present one', `${self}/password`, { token, method: 'POST' }],
        ['one drops the own authenticator without a code', `${self}/authenticator/reset`, { token, method: 'POST' }],
        [
          'a name with spaces is the same one',
          '/api/users/%20somebody%20',
          { token, method: 'PATCH', body: { disabled: true } },
        ],
        ['a name of wide letters is the same one', '/api/users/ｓｏｍｅｂｏｄｙ/password', { token, method: 'POST' }],
      ];
    },
  },
  {
    because: 'the role is another one',
    answer: '403 access/denied',
    as: 'staff',
    requests: ({ token }) => {
      const post = { token, headers: key };
      return [
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
        ['make an administrator', '/api/users', { token, body: { name: '新来的', role: 'admin' } }],
        ['become one', '/api/users/somebody', { token, method: 'PATCH', body: { role: 'admin' } }],
        ['set the password of one', '/api/users/admin/password', { token, method: 'POST' }],
        ['take a binding code of one', '/api/users/admin/code', { token, method: 'POST' }],
        ['reset the authenticator of one', '/api/users/admin/authenticator/reset', { token, method: 'POST' }],
        ['sign everybody out', '/api/users/admin/sessions/end', { token, method: 'POST' }],
        ['take everything', '/api/backup', { token, method: 'POST' }],
        ['read what others did', '/api/audit', { token }],
        ['take what others did', '/api/audit/export', { token, body: {} }],
        ['look into the settings', '/api/findings', { token }],
      ];
    },
  },
  {
    because: 'they come from another site',
    answer: '403 access/denied',
    as: 'secretary',
    publicUrl: 'https://bot.example.org',
    requests: ({ token }) => {
      const from = (headers: Record<string, string>): Asked => ({
        token,
        body: order,
        headers: { ...key, ...headers },
      });
      return [
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
      ];
    },
  },
  {
    because: 'the body is none we read',
    answer: '400 input/invalid',
    as: 'secretary',
    requests: ({ token }) => {
      const sent = (body: unknown, headers: Record<string, string> = {}): Asked => ({
        token,
        body,
        headers: { ...key, ...headers },
      });
      return [
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
      ];
    },
  },
  {
    because: 'it is too long',
    answer: '413 input/too-long',
    as: 'secretary',
    requests: ({ token }) => [
      ['too long a text', '/api/broadcasts', { token, body: { ...order, text: '字'.repeat(4_001) }, headers: key }],
      [
        'more than a megabyte',
        '/api/broadcasts',
        { token, body: `{"text":"${'x'.repeat(1_100_000)}"}`, headers: { ...key, 'content-type': 'application/json' } },
      ],
    ],
  },
  {
    because: 'the key of the request is none',
    answer: '400 input/invalid',
    as: 'secretary',
    requests: ({ token }) => [
      ['missing', '/api/broadcasts', { token, body: order }],
      ['empty', '/api/broadcasts', { token, body: order, headers: { 'idempotency-key': '' } }],
      ['with a space', '/api/broadcasts', { token, body: order, headers: { 'idempotency-key': 'a b' } }],
      ['too long', '/api/broadcasts', { token, body: order, headers: { 'idempotency-key': 'k'.repeat(201) } }],
      ['of other letters', '/api/broadcasts', { token, body: order, headers: { 'idempotency-key': 'k\u00e9' } }],
    ],
  },
  {
    because: 'there is nothing at that address',
    answer: '404 record/not-found',
    as: 'admin',
    requests: ({ token }) => [
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

      ['a method we have not', '/api/broadcasts', { method: 'PUT', token, body: order }],
      [
        'another method by a header',
        '/api/series',
        { method: 'POST', token, headers: { 'x-http-method-override': 'DELETE' } },
      ],
      ['an address with a slash too many', '/api//session', { token }],
      ['an address with its end cut off', '/api/session/', { token }],
    ],
  },
  {
    because: 'the address means something else',
    answer: '400 input/invalid',
    as: 'admin',
    requests: ({ token }) => [
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

      ['another method by the address', '/api/broadcasts?_method=DELETE', { token }],
      ['an account by a part of its name', '/api/users/%25/password', { method: 'POST', token }],
      ['an account of SQL', "/api/users/'%20or%20'1'='1/code", { method: 'POST', token }],
      ['entries of an audit log from nowhere', '/api/audit?after=-1', { token }],
      ['entries by SQL', "/api/audit?after=1'%20or%20'1'='1", { token }],
      ['a time that is none', '/api/audit?from=yesterday', { token }],
    ],
  },
];

const shapes = {
  begun: z.object({ secret: z.string() }),
  codes: z.object({ recoveryCodes: z.array(z.string()) }),
  sessions: z.object({ sessions: z.array(z.object({ id: z.string(), current: z.boolean() })) }),
  job: z.object({ jobId: z.string() }),
};

/** Sessions that are over, and codes that were used. */
async function usedUp(bench: ApiBench, admin: string): Promise<Record<string, string>> {
  const { ask, signIn, accounts, clock } = bench;
  const names = ['改密', '退出', '换处', '请出', '停用', '重设', '验证'] as const;
  const tokens = new Map<string, string>();
  for (const name of names) tokens.set(name, await signIn('staff', { name }));
  const of = (name: (typeof names)[number]): string => tokens.get(name) ?? '';
  await ask('/api/session/password', {
    token: of('改密'),
    body: { current: password, password: '夜来风雨声花落知多少' },
  });
  await ask('/api/session', { method: 'DELETE', token: of('退出') });
  const elsewhere = await secondSession(bench, '换处');
  await ask('/api/account/sessions/end-others', { method: 'POST', token: elsewhere });
  await ask(`/api/users/${encodeURIComponent('请出')}/sessions/end`, { method: 'POST', token: admin });
  await accounts.setDisabled('停用', true);
  await ask(`/api/users/${encodeURIComponent('重设')}/password`, { method: 'POST', token: admin });
  const here = await secondSession(bench, '验证');
  const begun = await ask('/api/account/authenticator', { token: here, body: { password } });
  const { secret } = shapes.begun.parse(begun.json);
  const codeIn = (steps: number): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() + steps * 30_000 });
  const confirmed = await ask('/api/account/authenticator/confirm', { token: here, body: { code: codeIn(0) } });
  const [recovery = ''] = shapes.codes.parse(confirmed.json).recoveryCodes;
  clock.advance(60_000);
  const [code, before, next] = [codeIn(0), codeIn(-1), codeIn(1)];
  for (const given of [code, recovery]) await ask('/api/session', { body: { name: '验证', password, code: given } });
  return {
    changed: of('改密'),
    left: of('退出'),
    ended: of('换处'),
    thrownOut: of('请出'),
    disabled: of('停用'),
    reset: of('重设'),
    withoutCode: of('验证'),
    code,
    before,
    next,
    recovery,
  };
}

async function secondSession({ ask }: ApiBench, name: string): Promise<string> {
  const { headers } = await ask('/api/session', { body: { name, password } });
  return /=([^;]+)/u.exec(headers.get('set-cookie') ?? '')?.[1] ?? '';
}

async function ofOthers({ ask, signIn, store }: ApiBench): Promise<Record<string, string>> {
  const token = await signIn('admin', { name: '赵主任' });
  const { sessions } = shapes.sessions.parse((await ask('/api/account/sessions', { token })).json);
  const { jobId } = shapes.job.parse((await ask('/api/audit/export', { token, body: {} })).json);
  const user = await store.users.findByName('赵主任');
  return { session: sessions[0]?.id ?? '', job: jobId, id: user?.id ?? '' };
}
