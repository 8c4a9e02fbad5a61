import { describe, expect, it } from 'vitest';
import { createAccounts } from '../../../src/features/directory/accounts.ts';
import { createSignInDesk, type SignInDesk } from '../../../src/features/directory/sign-in.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock, type HandClock } from '../../support/hand-clock.ts';
import { quickHasher } from '../../support/quick-hasher.ts';
import { openTempStore } from '../../support/temp-store.ts';
import { user } from '../../support/store-builders.ts';

const password = '春眠不觉晓处处闻啼鸟';
const other = '夜来风雨声花落知多少';
const from = { address: '10.0.0.1', agent: null };
const [minute, hour] = [60_000, 3_600_000];
const refused = { code: 'access/unauthenticated', message: '名字或密码不对，请再试一次。' };
const waits = { code: 'access/too-many', message: expect.stringMatching(/^密码试得太多，请过 \d+ (?:秒|分钟)再试/u) };

type Bench = {
  desk: SignInDesk;
  store: Store;
  clock: HandClock;
  /** Signs in as 周秘书, or whoever; resolves with the token. */
  signIn(changes?: Partial<Parameters<SignInDesk['signIn']>[0]>): Promise<string>;
  setDisabled(disabled: boolean): Promise<unknown>;
  /** The same on another handle of the store, as in another process. */
  second(): Promise<SignInDesk>;
};

async function open({ mustChange = false } = {}): Promise<Bench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, second } = await openTempStore(clock);
  const passwords = quickHasher();
  const accounts = createAccounts({ store, clock, newId: () => 'u1', passwords });
  await accounts.add('周秘书', 'secretary');
  await accounts.setPassword('周秘书', password, { mustChange });
  const desk = createSignInDesk({ store, clock, passwords });
  return {
    desk,
    store,
    clock,
    signIn: async (changes) => {
      const given = { name: '周秘书', password, code: null, address: '10.0.0.1', agent: null, token: null, ...changes };
      return (await desk.signIn(given)).token;
    },
    setDisabled: (disabled) => accounts.setDisabled('周秘书', disabled),
    second: async () => createSignInDesk({ store: await second(), clock, passwords }),
  };
}

describe('signing in', () => {
  it('gives a token that says who it is, another one each time; the store holds none of them', async () => {
    const { desk, signIn, store } = await open({ mustChange: true });

    const [one, two] = [await signIn(), await signIn({ name: ' 周秘书 ' })];

    expect(one).toMatch(/^[\w-]{43}$/u);
    expect(two).not.toBe(one);
    expect(await desk.find(one)).toMatchObject({ user: { name: '周秘书', role: 'secretary' }, mustChange: true });
    expect(await desk.find(two)).not.toBeNull();
    expect(await store.sessions.find(one)).toBeNull();
  });

  it('ends the session that was there before, and takes no token from outside', async () => {
    const { desk, signIn } = await open();
    const before = await signIn();
    const planted = 'a'.repeat(43);

    const after = await signIn({ token: before });
    const again = await signIn({ token: planted });

    expect(await desk.find(before)).toBeNull();
    expect(await desk.find(after)).not.toBeNull();
    expect(again).not.toBe(planted);
    expect(await desk.find(planted)).toBeNull();
  });

  it('is refused in one sentence, whatever was wrong', async () => {
    const { signIn, setDisabled, store } = await open();
    await store.users.add(user('无密码'));

    await expect(signIn({ password: 'wrong' })).rejects.toMatchObject(refused);
    await expect(signIn({ name: '李四' })).rejects.toMatchObject(refused);
    await expect(signIn({ name: '无密码' })).rejects.toMatchObject(refused);
    await expect(signIn({ name: '\n周' })).rejects.toMatchObject(refused);
    await setDisabled(true);
    await expect(signIn()).rejects.toMatchObject(refused);
  });
});

describe('a session', () => {
  it('is over after two hours without a sign of life', async () => {
    const { desk, signIn, clock } = await open();
    const token = await signIn();

    clock.advance(2 * hour - 1);
    expect(await desk.find(token)).not.toBeNull();
    clock.advance(2 * hour - 1);
    expect(await desk.find(token)).not.toBeNull();
    clock.advance(2 * hour);
    expect(await desk.find(token)).toBeNull();
  });

  it('is over after twelve hours in any case', async () => {
    const { desk, signIn, clock } = await open();
    const token = await signIn();

    for (let hours = 1; hours < 12; hours += 1) {
      clock.advance(hour);
      expect(await desk.find(token)).not.toBeNull();
    }
    clock.advance(hour);
    expect(await desk.find(token)).toBeNull();
  });

  it('does not last for years when the clock is set back', async () => {
    const { desk, signIn, clock } = await open();
    clock.set('2030-01-01T00:00:00+08:00');
    const token = await signIn();

    clock.set('2026-11-23T09:00:00+08:00');

    expect(await desk.find(token)).toBeNull();
  });

  it('ends when it is left, when the account is disabled, and does not come back', async () => {
    const { desk, signIn, setDisabled } = await open();
    const [left, other] = [await signIn(), await signIn()];

    await desk.signOut(left);
    expect([await desk.find(left), (await desk.find(other)) === null]).toEqual([null, false]);

    await setDisabled(true);
    expect(await desk.find(other)).toBeNull();
    await setDisabled(false);
    expect(await desk.find(other)).toBeNull();
    await desk.signOut('never seen');
  });

  it.each(['', 'x', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}\n`, '\0'.repeat(43)])(
    'is none of %j',
    async (token) => {
      const { desk } = await open();

      expect(await desk.find(token)).toBeNull();
    },
  );
});

describe('changing the password', () => {
  it('gives a new token and ends all others, and the old password opens nothing', async () => {
    const { desk, signIn } = await open({ mustChange: true });
    const [one, two] = [await signIn(), await signIn()];
    const { user } = (await desk.find(one)) ?? {};
    if (user === undefined) throw new Error('not signed in');

    const begun = await desk.changePassword({ user, current: password, password: other, ...from });

    expect(begun).toMatchObject({ mustChange: false });
    expect(await desk.find(begun.token)).toMatchObject({ mustChange: false });
    expect([await desk.find(one), await desk.find(two)]).toEqual([null, null]);
    await expect(signIn()).rejects.toMatchObject(refused);
    await expect(signIn({ password: other })).resolves.toMatch(/^[\w-]{43}$/u);
  });

  it('is on record as that of its owner', async () => {
    const { desk, signIn, store } = await open();
    const { user } = (await desk.find(await signIn())) ?? {};
    if (user === undefined) throw new Error('not signed in');

    await desk.changePassword({ user, current: password, password: other, ...from });

    expect((await store.audit.list(0, Number.MAX_SAFE_INTEGER)).at(-1)).toMatchObject({
      who: user.name,
      action: 'user/password',
      subject: user.name,
      detail: { temporary: false },
    });
  });

  it('needs the present one, a good one and another one', async () => {
    const { desk, signIn } = await open();
    const { user } = (await desk.find(await signIn())) ?? {};
    if (user === undefined) throw new Error('not signed in');
    const change = (current: string, next: string) => desk.changePassword({ user, current, password: next, ...from });

    await expect(change('wrong', other)).rejects.toMatchObject({ code: 'access/denied' });
    await expect(change(password, '周秘书2026')).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(change(password, password)).rejects.toMatchObject({ message: expect.stringContaining('一样') });
    for (let tries = 0; tries < 5; tries += 1) await change('wrong', other).catch(() => undefined);
    await expect(change(password, other)).rejects.toMatchObject(waits);
  });
});

describe('guessing', () => {
  const guess = async (count: number, once: () => Promise<unknown>): Promise<string[]> => {
    const codes: string[] = [];
    for (let tries = 0; tries < count; tries += 1)
      codes.push(
        await once().then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
      );
    return codes;
  };

  it('a password five times makes the account wait, from wherever, longer each time', async () => {
    const { signIn, clock } = await open();
    let address = 0;
    const wrong = () => signIn({ password: 'wrong', address: `10.0.1.${(address += 1)}` });

    expect(await guess(6, wrong)).toEqual([...Array.from({ length: 5 }, () => refused.code), waits.code]);
    await expect(signIn()).rejects.toMatchObject({ ...waits, details: { retryAfterMs: 30_000 } });
    clock.advance(30_000);
    expect(await guess(2, wrong)).toEqual([refused.code, waits.code]);
    clock.advance(minute - 1);
    await expect(signIn()).rejects.toMatchObject(waits);
    clock.advance(1);
    await signIn();
    expect(await guess(6, wrong)).toEqual([...Array.from({ length: 5 }, () => refused.code), waits.code]);
  });

  it('never makes it wait longer than a quarter of an hour', async () => {
    const { signIn, clock } = await open();
    for (let tries = 0; tries < 40; tries += 1) {
      await signIn({ password: 'wrong', address: `10.1.0.${tries}` }).catch(() => undefined);
      clock.advance(15 * minute);
    }

    expect(await signIn({ address: '10.2.0.1' })).toMatch(/^[\w-]{43}$/u);
  });

  it('names that are nobody is counted in the same way', async () => {
    const { signIn } = await open();

    expect(await guess(6, () => signIn({ name: '李四' }))).toEqual([
      ...Array.from({ length: 5 }, () => refused.code),
      waits.code,
    ]);
  });

  it('many names from one address makes the address wait, and nobody else', async () => {
    const { signIn } = await open();
    let name = 0;
    const spray = () => signIn({ name: `某${(name += 1)}`, address: '10.9.9.9' });

    expect(await guess(21, spray)).toEqual([...Array.from({ length: 20 }, () => refused.code), waits.code]);
    await expect(signIn({ address: '10.9.9.9' })).rejects.toMatchObject(waits);
    await signIn();
  });

  it.each([
    ['2001:db8:1:2::1', '2001:0db8:1:2:aaaa::9', '2001:db8:1:3::1'],
    ['::1', '0:0:0:0:1::', '0:0:0:1::1'],
  ])('from one network of IPv6 is from one address: %s', async (one, same, other) => {
    const { signIn } = await open();
    for (let name = 0; name < 20; name += 1) await signIn({ name: `某${name}`, address: one }).catch(() => undefined);

    await expect(signIn({ name: '某', address: same })).rejects.toMatchObject(waits);
    await expect(signIn({ name: '某', address: other })).rejects.toMatchObject(refused);
  });

  it('at once, on several workers, gets no more tries than one by one', async () => {
    const { desk, second } = await open();
    const workers = [desk, await second()];

    const tries = await Promise.allSettled(
      Array.from({ length: 18 }, (_, place) =>
        workers[place % 2]?.signIn({
          name: '周秘书',
          password: 'wrong',
          address: `10.3.0.${place}`,
          agent: null,
          code: null,
          token: null,
        }),
      ),
    );

    const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.code : 'in'));
    expect(codes.filter((code) => code === refused.code)).toHaveLength(5);
    expect(codes.filter((code) => code === waits.code)).toHaveLength(13);
  });

  it('is forgotten for who signs in, and the signing in itself is not held against the office', async () => {
    const { signIn } = await open();
    const office = { address: '10.4.0.1' };

    for (let tries = 0; tries < 30; tries += 1) await signIn(office);
    for (let tries = 0; tries < 10; tries += 1) {
      await expect(signIn({ ...office, password: 'mistyped' })).rejects.toMatchObject(refused);
      await signIn(office);
    }
  });
});
