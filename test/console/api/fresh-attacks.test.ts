import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { networkOf } from '../../../src/base/network.ts';
import { sniff } from '../../../src/domain/file-content.ts';
import { hideContacts } from '../../../src/domain/hidden.ts';
import { isPieceOfNumber, maskText } from '../../../src/domain/mask.ts';
import { withoutNumbers } from '../../../src/domain/audit.ts';
import { findNumbers, readPhone } from '../../../src/domain/phone.ts';
import { type Answered, type ApiBench, openApi, password } from '../../support/api-bench.ts';
import { newCase } from '../../support/store-builders.ts';

const key = { 'idempotency-key': 'k' };
const many = <T>(count: number, one: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => one(at)));
const statuses = (answers: readonly Answered[]): number[] => answers.map(({ status }) => status).toSorted();
const tokenOf = ({ headers }: Answered): string =>
  /qingyu_session=([^;]+)/u.exec(headers.get('set-cookie') ?? '')?.[1] ?? '';

async function withAuthenticator(bench: ApiBench) {
  const token = await bench.signIn('admin', { name: '主任' });
  const begun = await bench.ask('/api/account/authenticator', { token, body: { password } });
  const { secret } = z.looseObject({ secret: z.string() }).parse(begun.json);
  const codeNow = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: bench.clock.now() });
  const confirmed = await bench.ask('/api/account/authenticator/confirm', { token, body: { code: codeNow() } });
  const { recoveryCodes } = z.looseObject({ recoveryCodes: z.array(z.string()) }).parse(confirmed.json);
  bench.clock.advance(60_000);
  return { token, recoveryCodes, codeNow, body: { name: '主任', password } };
}

describe('many at once', () => {
  it('with one recovery code let one in', async () => {
    const bench = await openApi();
    const { body, recoveryCodes } = await withAuthenticator(bench);

    const answers = await many(4, () => bench.ask('/api/session', { body: { ...body, code: recoveryCodes[0] } }));

    expect(statuses(answers)).toEqual([200, 401, 401, 401]);
  });

  it('with one code of the telephone let one in', async () => {
    const bench = await openApi();
    const { body, codeNow } = await withAuthenticator(bench);

    const answers = await many(4, () => bench.ask('/api/session', { body: { ...body, code: codeNow() } }));

    expect(statuses(answers)).toEqual([200, 401, 401, 401]);
  });

  it('turn the authenticator off with one code once', async () => {
    const bench = await openApi();
    const { token, codeNow } = await withAuthenticator(bench);
    const body = { password, code: codeNow() };

    const answers = await many(4, () => bench.ask('/api/account/authenticator/remove', { token, body }));

    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  });

  it('take away each other’s role, and one administrator is left', async () => {
    const bench = await openApi();
    const [a, b] = [await bench.signIn('admin', { name: '甲' }), await bench.signIn('admin', { name: '乙' })];
    const off = (token: string, name: string) =>
      bench.ask(`/api/users/${encodeURIComponent(name)}`, { token, method: 'PATCH', body: { role: 'staff' } });

    await Promise.all([off(a, '乙'), off(b, '甲')]);

    expect((await bench.accounts.list()).filter(({ role }) => role === 'admin').length).toBeGreaterThan(0);
  });

  it('add one account of a name', async () => {
    const bench = await openApi();
    const token = await bench.signIn('admin');

    const answers = await many(5, () => bench.ask('/api/users', { token, body: { name: '新来的', role: 'staff' } }));

    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  });

  it('answer one question once', async () => {
    const bench = await openApi();
    const token = await bench.signIn('staff');
    const { no } = await bench.store.cases.record(newCase(1));

    const answers = await many(5, () =>
      bench.ask(`/api/cases/${no}/steps`, { token, body: { action: 'accept', seen: 1 } }),
    );

    expect(statuses(answers)).toEqual([200, 409, 409, 409, 409]);
  });

  it('with one key and two orders get one order', async () => {
    const bench = await openApi();
    await bench.enroll();
    const token = await bench.signIn('secretary');
    const order = (text: string) => bench.ask('/api/broadcasts', { token, headers: key, body: { text, to: 'all' } });

    const answers = await Promise.all([order('甲'), order('乙'), order('甲'), order('乙')]);

    expect(await bench.desk.list()).toHaveLength(1);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
  });
});

describe('a session', () => {
  it('that was planted is not the one that is begun, nor opened by signing in with it', async () => {
    const bench = await openApi();
    await bench.signIn('staff', { name: '李工' });
    const planted = 'p'.repeat(43);

    const begun = await bench.ask('/api/session', { body: { name: '李工', password }, token: planted });

    expect(tokenOf(begun)).not.toBe(planted);
    expect((await bench.ask('/api/session', { token: planted })).status).toBe(401);
    expect((await bench.ask('/api/session', { token: tokenOf(begun) })).status).toBe(200);
  });

  it('of another one who signs in at the same browser ends there, and nowhere else', async () => {
    const bench = await openApi();
    const [first, elsewhere] = [
      await bench.signIn('admin', { name: '甲' }),
      await bench.signIn('staff', { name: '乙' }),
    ];

    await bench.ask('/api/session', { body: { name: '乙', password }, token: first });

    expect((await bench.ask('/api/session', { token: first })).status).toBe(401);
    expect((await bench.ask('/api/session', { token: elsewhere })).status).toBe(200);
  });

  it('left in one tab is over in the other', async () => {
    const bench = await openApi();
    const token = await bench.signIn('staff');
    await bench.ask('/api/session', { token, method: 'DELETE' });

    expect((await bench.ask('/api/cases', { token })).status).toBe(401);
  });

  it('has the role of now, not the one it was begun with', async () => {
    const bench = await openApi();
    await bench.signIn('admin', { name: '另一个' });
    const token = await bench.signIn('admin', { name: '主任' });
    const job = await bench.ask('/api/audit/export', { token, body: {} });
    const { jobId } = z.looseObject({ jobId: z.string() }).parse(job.json);
    await bench.accounts.setRole('主任', 'staff');

    for (const path of ['/api/audit', '/api/findings', '/api/channels', '/api/users', `/api/jobs/${jobId}/file`])
      expect([path, (await bench.ask(path, { token })).status]).toEqual([path, 403]);
  });

  it('of two cookies of its name is the first, and both do not add up', async () => {
    const bench = await openApi();
    const token = await bench.signIn('staff');
    const cookie = (value: string) => bench.ask('/api/session', { headers: { cookie: value } });

    expect((await cookie(`qingyu_session=x; qingyu_session=${token}`)).status).toBeLessThan(500);
    expect((await cookie(`qingyu_session=${token.slice(0, 20)}; qingyu_session=${token.slice(20)}`)).status).toBe(401);
  });
});

describe('the lock-out', () => {
  it.each(['ＬＩＧＯＮＧ', ' LIGONG ', 'LIGONG\u3000', '\u2000LIGONG'])(
    'counts %j as the same account',
    async (spelling) => {
      const bench = await openApi();
      await bench.signIn('staff', { name: 'LIGONG' });
      for (let at = 0; at < 5; at += 1) await bench.ask('/api/session', { body: { name: spelling, password: 'x' } });

      expect((await bench.ask('/api/session', { body: { name: 'LIGONG', password } })).status).toBe(429);
    },
  );

  it('is not left by headers of the client, however many', async () => {
    const bench = await openApi();
    await bench.signIn('staff', { name: '李工' });
    const names = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'cf-connecting-ip', 'true-client-ip', 'x-client-ip'];
    const from = (at: number) => Object.fromEntries(names.map((name) => [name, `10.0.0.${at}`]));
    for (let at = 0; at < 21; at += 1)
      await bench.ask('/api/session', { body: { name: `谁 ${at}`, password: 'x' }, headers: from(at) });

    const last = await bench.ask('/api/session', { body: { name: '李工', password }, headers: from(99) });

    expect(last.status).toBe(429);
  });

  it('counts behind a proxy what the proxy noted, whatever stands before it', async () => {
    const bench = await openApi({ publicUrl: 'http://127.0.0.1' });
    const noted = (at: number) => ({ 'x-forwarded-for': `10.0.${at}.1, evil, [::1]:9, 203.0.113.9` });
    for (let at = 0; at < 21; at += 1)
      await bench.ask('/api/session', { body: { name: `谁 ${at}`, password: 'x' }, headers: noted(at) });

    const same = await bench.ask('/api/session', { body: { name: '谁', password: 'x' }, headers: noted(99) });
    const other = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' };
    const neighbour = await bench.ask('/api/session', { body: { name: '谁', password: 'x' }, headers: other });

    expect([same.status, neighbour.status]).toEqual([429, 401]);
  });

  it.each([
    ['2001:db8:0:1::1', '2001:0DB8:0000:0001:ffff::2'],
    ['2001:db8::1', '2001:db8:0:0:1:2:3:4'],
  ])('takes %s and %s for one network', (one, other) => {
    expect(networkOf(one)).toBe(networkOf(other));
  });
});

describe('names of accounts', () => {
  it.each([
    '命令行',
    ' 命 令 行 ',
    '清语',
    '主任\u3164',
    '主任\u115f',
    '主\u200b任',
    '主\u202e任',
    '=cmd',
    '<b>',
    '__proto__',
  ])('cannot pass for another, nor run anywhere: %j', async (name) => {
    const bench = await openApi();
    const token = await bench.signIn('admin');

    expect((await bench.ask('/api/users', { token, body: { name, role: 'staff' } })).status).toBe(400);
  });

  it('of objects are nobody', async () => {
    const bench = await openApi();
    const token = await bench.signIn('admin');
    for (const name of ['constructor', 'toString', 'valueOf', 'hasOwnProperty'])
      expect([name, (await bench.ask(`/api/users/${name}/code`, { token, method: 'POST' })).status]).toEqual([
        name,
        404,
      ]);
  });
});

describe('what is inside of a body', () => {
  const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  it.each([
    ['/api/sms', `{"template":"节前提醒","to":"all","params":${nested(20_000)}}`],
    ['/api/sms', `{"template":"节前提醒","to":"all","params":{"__proto__":{"节日":"元旦"}}}`],
    ['/api/sms', `{"template":"节前提醒","to":"all","params":{"节日":"元旦","constructor":"x"}}`],
    ['/api/sms', `{"template":"__proto__","to":"all","params":{}}`],
    ['/api/broadcasts', `{"text":"x","to":"all","receipt":${nested(30_000)}}`],
    ['/api/groups', `{"name":"x","tags":[${'"t",'.repeat(5_000)}"t"]}`],
    ['/api/synonyms', `{"words":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('%s refuses %.60s', async (path, body) => {
    const bench = await openApi();
    await bench.enroll();
    const token = await bench.signIn('admin');
    const headers = { ...key, 'content-type': 'application/json' };

    const { status } = await bench.ask(path, { token, body, headers });

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(Object.prototype).not.toHaveProperty('节日');
    expect(bench.log.notes).toEqual([]);
  });

  it.each([
    '../../a.pdf',
    'a.pdf\0.exe',
    'a\u202efdp.exe',
    'CON.pdf',
    '.pdf',
    `${'长'.repeat(399)}.pdf`,
    'a.pdf\r\nX: y',
    '.htaccess',
    'a.html',
    'a.svg',
  ])('a file named %.20j stays a name, or is refused', async (name) => {
    const bench = await openApi();
    const token = await bench.signIn('staff');
    const { no } = await bench.store.cases.record(newCase(1));
    const body = new TextEncoder().encode('%PDF-1.7\n%%EOF');
    const path = `/api/cases/${no}/files?name=${encodeURIComponent(name)}`;
    const { status } = await bench.ask(path, { token, body, headers: key });
    expect([201, 200, 204, 400, 404]).toContain(status);
    const [file] = await bench.store.caseFiles.list(no);
    const { headers } = await bench.ask(`/api/case-files/${file?.id ?? 'none'}`, { token });

    expect(file?.name ?? 'refused').toMatch(/^[^/\\\p{Cc}\p{Bidi_Control}]+$/u);
    expect(headers.get('content-disposition') ?? 'attachment; refused').toMatch(/^attachment;/u);
    expect(headers.get('x')).toBeNull();
  });
});

describe('a file of comments', () => {
  it('is looked at once, and not in every way its comments could be put together', async () => {
    const comments = new TextEncoder().encode(`${'<!---->'.repeat(140)}x`);
    const pageOf = (words: string) => sniff(new TextEncoder().encode(words));

    expect(await sniff(comments)).toBe('other');
    expect(await pageOf('<?xml version="1.0"?> <!-- a > b --> <!--c-->\n<html>')).toBe('html');
  });
});

describe('long texts', () => {
  const nasty = [
    '1'.repeat(60_000),
    '138 '.repeat(15_000),
    '0731-'.repeat(12_000),
    `010${' '.repeat(50_000)}x`,
    `+86${'-'.repeat(50_000)}`,
    'a@'.repeat(30_000),
    `${'a.'.repeat(30_000)}@`,
    `a@${'b-'.repeat(30_000)}`,
    `a@${'b.'.repeat(30_000)}`,
    '(86)('.repeat(12_000),
    `电话${'：'.repeat(50_000)}`,
    `0731-88886666${' ,'.repeat(25_000)}转`,
    '400 '.repeat(15_000),
    '１３８'.repeat(20_000),
  ];

  // A pattern that goes back and forth does not come back before the test is over.
  it.each([
    ['numbers', findNumbers],
    ['one number', (text: string) => [readPhone(text)]],
    ['contacts', (text: string) => maskText(text, ['王建国'])],
    ['hidden', (text: string) => hideContacts(text, { address: String, phone: () => '', card: String })],
    ['the audit log', withoutNumbers],
    ['a piece', isPieceOfNumber],
  ] as const)('do not hold up what looks for %s', (_what, work) => {
    for (const text of nasty) expect(work(text)).toBeDefined();
  });
});
