import { describe, expect, it } from 'vitest';
import { type ApiBench, type ApiOptions, openApi, password } from '../../support/api-bench.ts';

const next = '夜来风雨声花落知多少';
const [hour, minute] = [3_600_000, 60_000];

/** Through the front door, as a browser does; resolves with the cookie it was given and the token in it. */
async function signInAt(bench: ApiBench, given: object, headers: Record<string, string> = {}) {
  const answered = await bench.ask('/api/session', { body: given, headers });
  const cookie = answered.headers.get('set-cookie') ?? '';
  return { ...answered, cookie, token: /=([^;]*)/u.exec(cookie)?.[1] ?? '' };
}

async function open(options: ApiOptions & { mustChange?: boolean } = {}): Promise<ApiBench> {
  const bench = await openApi(options);
  await bench.accounts.add('周秘书', 'secretary');
  await bench.accounts.setPassword('周秘书', password, { mustChange: options.mustChange ?? false });
  return bench;
}

const zhou = { name: '周秘书', password };
const me = (mustChangePassword: boolean) => ({ user: { name: '周秘书', role: 'secretary', mustChangePassword } });

describe('a session', () => {
  it('begins with the right password, and the cookie is for this site and no script', async () => {
    const bench = await open();

    const { status, json, cookie, token, headers } = await signInAt(bench, zhou);

    expect([status, json]).toEqual([200, me(false)]);
    expect(cookie).toBe(`qingyu_session=${token}; Path=/; HttpOnly; SameSite=Strict`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await bench.ask('/api/session', { token })).toMatchObject({ status: 200, json: me(false) });
  });

  it('has a cookie that only https carries and no neighbour can plant, where the public address is https', async () => {
    const bench = await open({ publicUrl: 'https://bot.example.org' });

    const { cookie, token } = await signInAt(bench, zhou);

    expect(cookie).toBe(`__Host-qingyu_session=${token}; Path=/; HttpOnly; Secure; SameSite=Strict`);
    expect(await bench.ask('/api/session', { token })).toMatchObject({ status: 200 });
  });

  it('ends when it is left, and the cookie with it; a replay opens nothing', async () => {
    const bench = await open();
    const { token } = await signInAt(bench, zhou);

    const left = await bench.ask('/api/session', { method: 'DELETE', token });

    expect([left.status, left.text]).toEqual([204, '']);
    expect(left.headers.get('set-cookie')).toMatch(/^qingyu_session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/u);
    expect(await bench.ask('/api/session', { token })).toMatchObject({ status: 401 });
    expect(await bench.ask('/api/broadcasts', { token })).toMatchObject({ status: 401 });
  });

  it('does nothing but change the password while it must be changed', async () => {
    const bench = await open({ mustChange: true });
    const { json, token } = await signInAt(bench, zhou);
    expect(json).toEqual(me(true));

    const refused = await bench.ask('/api/broadcasts', { token });
    const changed = await bench.ask('/api/session/password', { token, body: { current: password, password: next } });

    expect(refused).toMatchObject({
      status: 403,
      json: { error: { code: 'access/denied', message: '请先改掉初始密码，再做别的。' } },
    });
    expect([changed.status, changed.json]).toEqual([200, me(false)]);
    const fresh = /=([^;]+)/u.exec(changed.headers.get('set-cookie') ?? '')?.[1] ?? '';
    expect(fresh).not.toBe(token);
    expect(await bench.ask('/api/broadcasts', { token: fresh })).toMatchObject({ status: 200 });
    expect(await bench.ask('/api/session', { token })).toMatchObject({ status: 401 });
  });

  it('is never one that the browser brought along', async () => {
    const bench = await open();
    const planted = 'A'.repeat(43);

    const { token } = await signInAt(bench, zhou, { cookie: `qingyu_session=${planted}` });
    const again = await signInAt(bench, zhou, { cookie: `qingyu_session=${token}` });

    expect(token).not.toBe(planted);
    expect(await bench.ask('/api/session', { token: planted })).toMatchObject({ status: 401 });
    expect(await bench.ask('/api/session', { token })).toMatchObject({ status: 401 });
    expect(await bench.ask('/api/session', { token: again.token })).toMatchObject({ status: 200 });
  });

  it('ends with the account, at once', async () => {
    const bench = await open();
    const { token } = await signInAt(bench, zhou);

    await bench.accounts.setDisabled('周秘书', true);

    expect(await bench.ask('/api/session', { token })).toMatchObject({ status: 401 });
    expect((await signInAt(bench, zhou)).status).toBe(401);
  });

  it('ends after two quiet hours', async () => {
    const bench = await open();
    const { token } = await signInAt(bench, zhou);
    bench.clock.advance(2 * hour - minute);
    expect(await bench.ask('/api/session', { token })).toMatchObject({ status: 200 });

    bench.clock.advance(2 * hour);

    expect(await bench.ask('/api/session', { token })).toMatchObject({
      status: 401,
      json: { error: { message: expect.stringContaining('过期') } },
    });
  });

  it('puts beginning, change and end on record, with the name and never a secret', async () => {
    const bench = await open();
    const { token } = await signInAt(bench, zhou);
    await signInAt(bench, { ...zhou, password: 'wrong' });
    await bench.ask('/api/session/password', { token, body: { current: password, password: next } });
    const { token: last } = await signInAt(bench, { ...zhou, password: next });
    await bench.ask('/api/session', { method: 'DELETE', token: last });

    expect(bench.acts.map(({ act, name }) => [act, name])).toEqual([
      ['session.begin', '周秘书'],
      ['password.change', '周秘书'],
      ['session.begin', '周秘书'],
      ['session.end', '周秘书'],
    ]);
    const kept = JSON.stringify([bench.acts, bench.log.notes]);
    for (const secret of [token, last, password, next]) expect(kept).not.toContain(secret);
  });
});

describe('guessing over HTTP', () => {
  const wrong = (bench: ApiBench, name: string, headers: Record<string, string> = {}) =>
    signInAt(bench, { name, password: 'wrong' }, headers);

  it('is answered alike for a wrong password and for nobody, and then with how long to wait', async () => {
    const bench = await open();

    const [known, unknown] = [await wrong(bench, '周秘书'), await wrong(bench, '某某')];
    for (let tries = 0; tries < 4; tries += 1) await wrong(bench, '周秘书');
    const stopped = await signInAt(bench, zhou);

    expect([known.status, known.text]).toEqual([401, unknown.text]);
    expect(stopped).toMatchObject({ status: 429, json: { error: { code: 'access/too-many' } } });
    expect(stopped.headers.get('retry-after')).toBe('30');
    expect(stopped.cookie).toBe('');
    bench.clock.advance(30_000);
    expect((await signInAt(bench, zhou)).status).toBe(200);
  });

  it('from one address is counted by the address a proxy notes, not by what the client says', async () => {
    const bench = await open({ publicUrl: 'https://bot.example.org' });
    for (let tries = 0; tries < 20; tries += 1)
      await wrong(bench, `某${tries}`, { 'x-forwarded-for': `10.0.0.${tries}, 203.0.113.7` });

    const same = await wrong(bench, '别人', { 'x-forwarded-for': '10.0.0.99, 203.0.113.7' });
    const other = await wrong(bench, '别人', { 'x-forwarded-for': '203.0.113.7, 203.0.113.8' });

    expect([same.status, other.status]).toEqual([429, 401]);
  });

  it('from one address is not counted elsewhere by a header, where there is no proxy', async () => {
    const bench = await open();
    for (let tries = 0; tries < 20; tries += 1)
      await wrong(bench, `某${tries}`, { 'x-forwarded-for': `203.0.113.${tries}` });

    expect((await wrong(bench, '别人', { 'x-forwarded-for': '203.0.113.99' })).status).toBe(429);
  });
});

describe('an account that asks too often', () => {
  it('is told to wait, and nobody else', async () => {
    const bench = await openApi();
    const [busy, other] = [await bench.signIn('staff'), await bench.signIn('staff')];

    const statuses: number[] = [];
    for (let count = 0; count < 130; count += 1)
      statuses.push((await bench.ask('/api/session', { token: busy })).status);
    const stopped = await bench.ask('/api/session', { token: busy });

    expect(statuses.slice(0, 100).every((status) => status === 200)).toBe(true);
    expect(stopped).toMatchObject({ status: 429, json: { error: { code: 'access/too-many' } } });
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await bench.ask('/api/session', { token: other })).toMatchObject({ status: 200 });
    bench.clock.advance(minute);
    expect(await bench.ask('/api/session', { token: busy })).toMatchObject({ status: 200 });
  });
});
