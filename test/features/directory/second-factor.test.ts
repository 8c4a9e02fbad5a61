import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import type { User } from '../../../src/domain/user.ts';
import { type Accounts, createAccounts } from '../../../src/features/directory/accounts.ts';
import { type AuthenticatorDesk, createAuthenticatorDesk } from '../../../src/features/directory/authenticator-desk.ts';
import { stepOf } from '../../../src/features/directory/one-time-code.ts';
import { createSignInDesk, type SignInDesk } from '../../../src/features/directory/sign-in.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock, type HandClock } from '../../support/hand-clock.ts';
import { quickHasher } from '../../support/quick-hasher.ts';
import { openTempStore } from '../../support/temp-store.ts';

const password = '春眠不觉晓处处闻啼鸟';
const halfMinute = 30_000;
const wrong = { code: 'access/unauthenticated', message: '验证码不对或者已经用过，请等手机上换了新的再试。' };

type Bench = {
  store: Store;
  clock: HandClock;
  accounts: Accounts;
  desk: AuthenticatorDesk;
  user: User;
  signIn(code: string | null, changes?: object): Promise<string>;
  find: SignInDesk['find'];
  /** What the telephone shows, so many steps from now. */
  code(secret: string, steps?: number): string;
  /** Sets it up; resolves with the secret and the recovery codes. */
  setUp(): Promise<{ secret: string; recoveryCodes: string[] }>;
  /** On another handle of the store, as in another process. */
  second(): Promise<(code: string) => Promise<string>>;
};

async function open(): Promise<Bench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const temp = await openTempStore(clock);
  const passwords = quickHasher();
  const deps = { store: temp.store, clock, newId: () => 'u1', passwords };
  const accounts = createAccounts(deps);
  await accounts.add('周秘书', 'secretary');
  await accounts.setPassword('周秘书', password, { mustChange: false });
  const user = await temp.store.users.findByName('周秘书');
  if (user === null) throw new Error('no user');
  const desk = createAuthenticatorDesk(deps);
  const signInAt =
    (at: SignInDesk) =>
    async (code: string | null, changes: object = {}): Promise<string> => {
      const given = { name: '周秘书', password, code, address: '10.0.0.1', agent: null, token: null };
      return (await at.signIn({ ...given, ...changes })).token;
    };
  const codeOf = (secret: string, steps = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() + steps * halfMinute });
  return {
    store: temp.store,
    clock,
    accounts,
    desk,
    user,
    find: (token) => createSignInDesk(deps).find(token),
    signIn: signInAt(createSignInDesk(deps)),
    second: async () => signInAt(createSignInDesk({ ...deps, store: await temp.second() })),
    code: codeOf,
    async setUp() {
      const { secret } = await desk.begin({ user, password });
      const { recoveryCodes } = await desk.confirm({ user, code: codeOf(secret), token: '' });
      return { secret, recoveryCodes };
    },
  };
}

describe('a code', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('is the one of RFC 6238 at %d s', (seconds, code) => {
    const secret = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32;

    expect(stepOf(code, { secret, now: seconds * 1_000 })).toBe(Math.floor(seconds / 30));
    expect(stepOf(` ${code.slice(0, 3)} ${code.slice(3)}`, { secret, now: seconds * 1_000 })).not.toBeNull();
    expect(stepOf(code, { secret, now: (seconds + 90) * 1_000 })).toBeNull();
  });

  it.each(['', '12345', '1234567', '١٢٣٤٥٦', 'abcdef', "' or 1=1", '0x1234'])('is none of %j', (code) => {
    expect(stepOf(code, { secret: 'JBSWY3DPEHPK3PXP', now: 0 })).toBeNull();
  });
});

describe('an authenticator', () => {
  it('counts once its first code was right; what it shows opens the account with the password', async () => {
    const { desk, user, signIn, code, clock } = await open();
    const { secret, uri } = await desk.begin({ user, password });
    expect(uri).toContain(`secret=${secret}`);
    expect(decodeURIComponent(uri)).toContain('清语:周秘书');

    await signIn(null);
    await expect(desk.confirm({ user, code: '000000', token: '' })).rejects.toMatchObject({ code: 'input/invalid' });
    expect(await desk.state(user)).toEqual({ since: null, recoveryCodes: 0 });
    await desk.confirm({ user, code: code(secret), token: '' });

    expect(await desk.state(user)).toEqual({ since: '2026-11-23T01:00:00.000Z', recoveryCodes: 8 });
    await expect(signIn(null)).rejects.toMatchObject({ code: 'access/code-needed' });
    await expect(signIn('')).rejects.toMatchObject({ code: 'access/code-needed' });
    await expect(signIn(code(secret))).rejects.toMatchObject(wrong);
    clock.advance(halfMinute);
    await expect(signIn(code(secret))).resolves.toMatch(/^[\w-]{43}$/u);
  });

  it('ends the sessions that were begun without it, except where it was set up', async () => {
    const { desk, user, signIn, code, find } = await open();
    const [here, elsewhere] = [await signIn(null), await signIn(null)];
    const { secret } = await desk.begin({ user, password });

    await desk.confirm({ user, code: code(secret), token: here });

    expect([(await find(here)) === null, (await find(elsewhere)) === null]).toEqual([false, true]);
  });

  it('shows a code that opens once: a replay and an older one are refused, also in another process', async () => {
    const { setUp, signIn, second, code, clock } = await open();
    const { secret } = await setUp();
    const elsewhere = await second();
    clock.advance(2 * halfMinute);
    const [before, now] = [code(secret, -1), code(secret)];

    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, (_, place) => (place % 2 ? signIn(now) : elsewhere(now))),
    );

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(signIn(now)).rejects.toMatchObject(wrong);
    await expect(signIn(before)).rejects.toMatchObject(wrong);
  });

  it('does not take the code for a wrong password, and says no more than without it', async () => {
    const { setUp, signIn, code, clock } = await open();
    const { secret } = await setUp();
    clock.advance(halfMinute);

    await expect(signIn(null, { password: 'wrong' })).rejects.toMatchObject({
      message: '名字或密码不对，请再试一次。',
    });
    await expect(signIn(code(secret), { password: 'wrong' })).rejects.toMatchObject({
      message: '名字或密码不对，请再试一次。',
    });
    await expect(signIn(code(secret))).resolves.toBeTruthy();
  });

  it('makes whoever has the password and guesses codes wait like one who guesses passwords', async () => {
    const { setUp, signIn, clock } = await open();
    await setUp();
    const codes: string[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      // Asking without a code between two guesses does not make them begin anew.
      await signIn(null).catch(() => undefined);
      await signIn('000000').catch((error: { code: string }) => codes.push(error.code));
    }
    expect(codes.filter((one) => one === 'access/unauthenticated')).toHaveLength(5);
    expect(codes.at(-1)).toBe('access/too-many');

    clock.advance(15 * 60_000);
    await signIn('000000').catch(() => undefined);
    await expect(signIn('000001')).rejects.toMatchObject({ code: 'access/too-many' });
  });

  it('is turned off with password and code, and not set up twice', async () => {
    const { desk, user, setUp, signIn, code, clock, store } = await open();
    const { secret } = await setUp();
    clock.advance(halfMinute);

    await expect(desk.begin({ user, password })).rejects.toMatchObject({ code: 'record/conflict' });
    await expect(desk.remove({ user, password: 'wrong', code: code(secret) })).rejects.toMatchObject({
      code: 'access/denied',
    });
    await expect(desk.remove({ user, password, code: '000000' })).rejects.toMatchObject(wrong);
    await desk.remove({ user, password, code: code(secret) });

    await expect(signIn(null)).resolves.toBeTruthy();
    await expect(desk.remove({ user, password, code: code(secret) })).rejects.toMatchObject({
      code: 'record/conflict',
    });
    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.filter(({ action }) => action === 'user/authenticator')).toMatchObject([
      { who: '周秘书', detail: { on: true } },
      { who: '周秘书', detail: { on: false } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(secret);
  });

  it('does not let its code be guessed where it is turned off', async () => {
    const { desk, user, setUp } = await open();
    await setUp();
    const codes: string[] = [];
    for (let tries = 0; tries < 7; tries += 1)
      await desk.remove({ user, password, code: '000000' }).catch((error: { code: string }) => codes.push(error.code));

    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'access/unauthenticated'));
    expect(codes.at(-1)).toBe('access/too-many');
  });
});

describe('a recovery code', () => {
  it('opens once in the place of the code, however it is typed; that is on record, and the code is nowhere', async () => {
    const { setUp, signIn, second, desk, user, store } = await open();
    const { recoveryCodes } = await setUp();
    const [one = '', two = ''] = recoveryCodes;
    const elsewhere = await second();
    expect(new Set(recoveryCodes).size).toBe(8);

    const tries = await Promise.allSettled([signIn(one), elsewhere(one), signIn(one)]);

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(signIn(one)).rejects.toMatchObject(wrong);
    await signIn(two.toLowerCase().replaceAll('-', ' '));
    expect(await desk.state(user)).toMatchObject({ recoveryCodes: 6 });
    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.filter(({ action }) => action === 'user/recovery')).toHaveLength(2);
    expect(JSON.stringify(entries)).not.toContain(one);
  });

  it('of somebody else opens nothing', async () => {
    const { setUp, signIn, store } = await open();
    await setUp();
    await store.authenticators.putRecoveryCodes('u2', ['x']);

    await expect(signIn('ACDEF-GHJKM-NPQRT')).rejects.toMatchObject(wrong);
  });
});

describe('whose telephone is lost', () => {
  it('gets in with the password alone once an administrator has reset it; the sessions end', async () => {
    const { setUp, signIn, accounts, code, clock, find, store } = await open();
    const { secret } = await setUp();
    clock.advance(halfMinute);
    const token = await signIn(code(secret));

    await accounts.resetAuthenticator('周秘书', '李主任');

    expect(await find(token)).toBeNull();
    await expect(signIn(null)).resolves.toBeTruthy();
    await expect(accounts.resetAuthenticator('周秘书')).rejects.toMatchObject({ code: 'record/conflict' });
    expect((await store.audit.list(0, Number.MAX_SAFE_INTEGER)).at(-1)).toMatchObject({
      who: '李主任',
      action: 'user/authenticator',
      subject: '周秘书',
      detail: { on: false },
    });
  });
});
