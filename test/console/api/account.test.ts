import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ApiBench, type ApiOptions, openApi, password } from '../../support/api-bench.ts';

const begunShape = z.strictObject({ secret: z.string(), qr: z.string() });
const codesShape = z.strictObject({ recoveryCodes: z.array(z.string()) });
const [minute, hour] = [60_000, 3_600_000];
const codeNeeded = { status: 401, json: { error: { code: 'access/code-needed' } } };

async function open(options: ApiOptions = {}): Promise<ApiBench> {
  const bench = await openApi(options);
  await bench.accounts.add('周秘书', 'secretary');
  await bench.accounts.setPassword('周秘书', password, { mustChange: false });
  return bench;
}

/** As a browser does; resolves with the token it was given, empty when there was none. */
async function signInAt(bench: ApiBench, more: object = {}, headers: Record<string, string> = {}) {
  const answered = await bench.ask('/api/session', { body: { name: '周秘书', password, ...more }, headers });
  return { ...answered, token: /=([^;]+)/u.exec(answered.headers.get('set-cookie') ?? '')?.[1] ?? '' };
}

const codeAt = ({ clock }: ApiBench, secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() });

async function setUp(bench: ApiBench, token: string): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await bench.ask('/api/account/authenticator', { token, body: { password } });
  const { secret } = begunShape.parse(begun.json);
  const confirmed = await bench.ask('/api/account/authenticator/confirm', {
    token,
    body: { code: codeAt(bench, secret) },
  });
  return { secret, ...codesShape.parse(confirmed.json) };
}

describe('the authenticator of an account', () => {
  it('is set up with a picture, asked for at the next sign-in, and its secret is never told again', async () => {
    const bench = await open();
    const { token } = await signInAt(bench);
    const begun = await bench.ask('/api/account/authenticator', { token, body: { password } });
    const { secret, qr } = begunShape.parse(begun.json);
    expect(qr).toMatch(/^<svg [^]*<\/svg>$/u);
    expect((await signInAt(bench)).status).toBe(200);

    const code = codeAt(bench, secret);
    const confirmed = await bench.ask('/api/account/authenticator/confirm', { token, body: { code } });
    const shown = await bench.ask('/api/account/authenticator', { token });

    expect(codesShape.parse(confirmed.json).recoveryCodes).toHaveLength(8);
    expect(shown.json).toEqual({ since: '2026-11-23T01:00:00.000Z', recoveryCodes: 8 });
    expect(await signInAt(bench)).toMatchObject({ ...codeNeeded, token: '' });
    expect(await signInAt(bench, { code })).toMatchObject({ status: 401, token: '' });
    bench.clock.advance(minute);
    expect(await signInAt(bench, { code: codeAt(bench, secret) })).toMatchObject({ status: 200 });
    const kept = JSON.stringify([
      bench.acts,
      bench.log.notes,
      await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER),
    ]);
    expect(kept).not.toContain(secret);
  });

  it('is not begun by who has the session and not the password', async () => {
    const bench = await open();
    const { token } = await signInAt(bench);

    const refused = await bench.ask('/api/account/authenticator', { token, body: { password: 'wrong' } });

    expect(refused).toMatchObject({ status: 403, json: { error: { message: '现在的密码不对，请再试一次。' } } });
  });

  it('is reset by an administrator, who cannot reset their own in this way', async () => {
    const bench = await open();
    const admin = await bench.signIn('admin', { name: '李主任' });
    await setUp(bench, (await signInAt(bench)).token);
    const reset = (name: string) =>
      bench.ask(`/api/users/${encodeURIComponent(name)}/authenticator/reset`, { method: 'POST', token: admin });

    expect(await reset('李主任')).toMatchObject({ status: 409 });
    expect(await reset('周秘书')).toMatchObject({ status: 204 });

    expect(await signInAt(bench)).toMatchObject({ status: 200 });
    expect(await reset('周秘书')).toMatchObject({ status: 409 });
  });

  it('opens with a recovery code once', async () => {
    const bench = await open();
    const { recoveryCodes } = await setUp(bench, (await signInAt(bench)).token);
    const [code = ''] = recoveryCodes;

    expect(await signInAt(bench, { code })).toMatchObject({ status: 200 });
    expect(await signInAt(bench, { code })).toMatchObject({ status: 401 });
  });
});

describe('where an account is signed in', () => {
  const sessionsShape = z.object({
    sessions: z.array(z.object({ id: z.string(), current: z.boolean(), agent: z.string().nullable() })),
  });
  const listOf = async (bench: ApiBench, token: string) =>
    sessionsShape.parse((await bench.ask('/api/account/sessions', { token })).json).sessions;

  it('is listed with browser and address, and no token', async () => {
    const bench = await open();
    const { token } = await signInAt(bench, {}, { 'user-agent': 'Firefox\tof the office' });
    bench.clock.advance(minute);
    const { token: here } = await signInAt(bench, {}, { 'user-agent': 'Phone' });

    const { json, text } = await bench.ask('/api/account/sessions', { token: here });

    expect(json).toEqual({
      sessions: [
        expect.objectContaining({ current: true, agent: 'Phone', address: '127.0.0.1' }),
        expect.objectContaining({ current: false, createdAt: '2026-11-23T01:00:00.000Z' }),
      ],
    });
    expect(text).not.toContain(token);
    expect(text).not.toContain(here);
  });

  it('can be ended one by one, and all others at once; not those of somebody else', async () => {
    const bench = await open();
    const other = await bench.signIn('secretary');
    const tokens: string[] = [];
    for (let count = 0; count < 3; count += 1) tokens.push((await signInAt(bench)).token);
    const [here = '', one = '', two = ''] = tokens;
    const [foreign] = await listOf(bench, other);
    const mine = await listOf(bench, one);
    const end = (id: string) => bench.ask(`/api/account/sessions/${id}`, { method: 'DELETE', token: here });

    expect(await end(foreign?.id ?? '')).toMatchObject({ status: 404 });
    expect(await end(mine.find(({ current }) => current)?.id ?? '')).toMatchObject({ status: 204 });
    expect(await bench.ask('/api/session', { token: one })).toMatchObject({ status: 401 });
    const all = await bench.ask('/api/account/sessions/end-others', { method: 'POST', token: here });

    expect(all.json).toEqual({ ended: 1 });
    expect(await bench.ask('/api/session', { token: two })).toMatchObject({ status: 401 });
    expect(await bench.ask('/api/session', { token: here })).toMatchObject({ status: 200 });
    expect(await bench.ask('/api/session', { token: other })).toMatchObject({ status: 200 });
    const entries = await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.filter(({ action }) => action === 'user/sessions')).toMatchObject([
      { who: '周秘书', subject: '周秘书', detail: { ended: 1 } },
      { who: '周秘书', subject: '周秘书', detail: { ended: 1 } },
    ]);
  });

  it('is over after twelve hours, also of who never stops working', async () => {
    const bench = await open();
    const { token } = await signInAt(bench);
    for (let hours = 1; hours < 12; hours += 1) {
      bench.clock.advance(hour);
      expect((await bench.ask('/api/session', { token })).status).toBe(200);
    }
    bench.clock.advance(hour);

    expect((await bench.ask('/api/session', { token })).status).toBe(401);
  });
});
