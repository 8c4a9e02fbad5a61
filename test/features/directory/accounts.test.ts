import { describe, expect, it } from 'vitest';
import { type Accounts, createAccounts } from '../../../src/features/directory/accounts.ts';
import { hashBindingCode, newBindingCode, readBindingCode } from '../../../src/features/directory/binding-code.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock, type HandClock } from '../../support/hand-clock.ts';
import { openTempStore } from '../../support/temp-store.ts';
import { accountLimit } from '../../../src/features/directory/sign-in-tries.ts';
import { quickHasher } from '../../support/quick-hasher.ts';
import { session } from '../../support/store-builders.ts';

type Bench = { accounts: Accounts; store: Store; clock: HandClock; beside(): Promise<Accounts> };

async function open(): Promise<Bench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, second } = await openTempStore(clock);
  let ids = 0;
  const shared = { clock, newId: () => `u${(ids += 1)}`, passwords: quickHasher() };
  return {
    store,
    clock,
    accounts: createAccounts({ ...shared, store }),
    beside: async () => createAccounts({ ...shared, store: await second() }),
  };
}

describe('accounts', () => {
  it('are added, listed with how many chat identities they have, disabled and restored', async () => {
    const { accounts, store } = await open();
    await accounts.add(' 周秘书 ', 'secretary');
    await accounts.add('李工', 'staff');
    await store.bindings.bind({ memberId: 'm-1', userId: 'u1', at: 1 });

    const plain = { password: null, authenticator: false };
    expect(await accounts.setDisabled('李工', true)).toMatchObject({ name: '李工', disabled: true });
    expect(await accounts.list()).toEqual([
      { name: '周秘书', role: 'secretary', disabled: false, bound: 1, ...plain, createdAt: '2026-11-23T01:00:00.000Z' },
      { name: '李工', role: 'staff', disabled: true, bound: 0, ...plain, createdAt: '2026-11-23T01:00:00.000Z' },
    ]);
    expect(await accounts.setDisabled('李工', false)).toMatchObject({ disabled: false });
  });

  it('keep when they were disabled first', async () => {
    const { accounts, store, clock } = await open();
    await accounts.add('周秘书', 'admin');
    await accounts.setDisabled('周秘书', true);
    const first = clock.now();
    clock.advance(1_000);

    await accounts.setDisabled('周秘书', true);

    expect(await store.users.findByName('周秘书')).toMatchObject({ disabledAt: first });
  });

  it('have a name each that can stand in a sentence', async () => {
    const { accounts } = await open();
    await accounts.add('周秘书', 'secretary');

    await expect(accounts.add('周秘书', 'admin')).rejects.toMatchObject({ code: 'record/conflict' });
    for (const name of ['', ' ', '周\n秘书', '字'.repeat(21), '@周']) {
      await expect(accounts.add(name, 'staff')).rejects.toMatchObject({ code: 'input/invalid' });
    }
    expect(await accounts.list()).toHaveLength(1);
  });

  it('are on record: who was added, disabled, or given a code, and never the code', async () => {
    const { accounts, store } = await open();
    await accounts.add('周秘书', 'secretary');
    await accounts.setDisabled('周秘书', true, '李主任');
    await accounts.setDisabled('周秘书', false);
    const { code } = await accounts.issueCode('周秘书');
    await accounts.add('周秘书', 'admin').catch(() => {});

    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);

    expect(entries.map(({ who, action, subject, detail }) => [who, action, subject, detail])).toEqual([
      ['命令行', 'user/add', '周秘书', { role: 'secretary' }],
      ['李主任', 'user/disable', '周秘书', { disabled: true }],
      ['命令行', 'user/disable', '周秘书', { disabled: false }],
      ['命令行', 'user/code', '周秘书', {}],
    ]);
    expect(JSON.stringify(entries)).not.toContain(code);
  });

  it('are on record too when a password was set, and never the password', async () => {
    const { accounts, store } = await open();
    await accounts.add('周秘书', 'secretary');

    await accounts.setPassword('周秘书', '春眠不觉晓处处闻啼鸟', { mustChange: true });

    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.at(-1)).toMatchObject({
      who: '命令行',
      action: 'user/password',
      subject: '周秘书',
      detail: { temporary: true },
    });
    expect(JSON.stringify(entries)).not.toContain('春眠');
  });

  it('that are not there are named', async () => {
    const { accounts } = await open();
    const sentence = { code: 'record/not-found', message: '没有名为“无”的账号，请在账号列表里核对。' };

    await expect(accounts.setDisabled('无', true)).rejects.toMatchObject(sentence);
    await expect(accounts.issueCode('无')).rejects.toMatchObject(sentence);
  });
});

describe('the password of an account', () => {
  it('ends its sessions and the wait for tries when it is set by an operator', async () => {
    const { accounts, store, clock } = await open();
    await accounts.add('周秘书', 'secretary');
    await accounts.setPassword('周秘书', '春眠不觉晓处处闻啼鸟', { mustChange: true });
    const before = await store.passwords.find('u1');
    await store.sessions.add(session('a', 'u1', { passwordAt: before?.changedAt ?? 0 }));
    const { key, waitAfter } = accountLimit('周秘书');
    const tries = [{ key, waitAfter: () => 60_000 }];
    await store.signInTries.take(tries, { now: clock.now(), forgetBefore: 0 });

    await accounts.setPassword('周秘书', '夜来风雨声花落知多少', { mustChange: false });

    const after = await store.passwords.find('u1');
    expect([before?.mustChange, after?.mustChange]).toEqual([true, false]);
    expect(after?.changedAt).toBeGreaterThan(before?.changedAt ?? Number.POSITIVE_INFINITY);
    expect(await store.sessions.end('a')).toBe(false);
    expect(await store.signInTries.take([{ key, waitAfter }], { now: clock.now(), forgetBefore: 0 })).toBe(0);
  });

  it('is refused when it is weak, or nobody has that name', async () => {
    const { accounts, store } = await open();
    await accounts.add('周秘书', 'secretary');

    const weak = accounts.setPassword('周秘书', '周秘书', { mustChange: false });
    await expect(weak).rejects.toMatchObject({ code: 'input/invalid' });
    const nobody = accounts.setPassword('无', '春眠不觉晓处处闻啼鸟', { mustChange: false });
    await expect(nobody).rejects.toMatchObject({ code: 'record/not-found' });
    expect(await store.passwords.any()).toBe(false);
  });

  it('opens nothing any more when the account is disabled, and its sessions do not come back', async () => {
    const { accounts, store } = await open();
    await accounts.add('周秘书', 'secretary');
    await accounts.setPassword('周秘书', '春眠不觉晓处处闻啼鸟', { mustChange: false });
    const { changedAt = 0 } = (await store.passwords.find('u1')) ?? {};
    await store.sessions.add(session('a', 'u1', { passwordAt: changedAt }));

    await accounts.setDisabled('周秘书', true);
    await accounts.setDisabled('周秘书', false);

    expect(await store.sessions.find('a')).toBeNull();
  });
});

describe('the first account', () => {
  it('is made once, also by two servers that start together, and its password must be changed', async () => {
    const { accounts, store, beside } = await open();
    const other = await beside();

    const made = await Promise.all([accounts.createFirst(), other.createFirst()]);

    const [first, ...more] = made.filter((one) => one !== null);
    expect([first?.name, more]).toEqual(['admin', []]);
    expect(first?.password).toMatch(/^(?:[abcdefghjkmnpqrtuvwxy346789]{5}-){3}[abcdefghjkmnpqrtuvwxy346789]{5}$/u);
    const user = await store.users.findByName('admin');
    const password = await store.passwords.find(user?.id ?? '');
    expect(user).toMatchObject({ role: 'admin', disabledAt: null });
    expect(password).toMatchObject({ mustChange: true });
    expect(await quickHasher().matches(first?.password ?? '', password?.hash ?? null)).toBe(true);
    expect(await accounts.createFirst()).toBeNull();
  });

  it('is the administrator of that name where there is one, and nobody when it is another role', async () => {
    const { accounts } = await open();
    await accounts.add('admin', 'staff');
    expect(await accounts.createFirst()).toBeNull();

    const elsewhere = await open();
    await elsewhere.accounts.add('admin', 'admin');
    expect(await elsewhere.accounts.createFirst()).toMatchObject({ name: 'admin' });
    expect(await elsewhere.accounts.list()).toHaveLength(1);
  });

  it('is on record, and never its password', async () => {
    const { accounts, store } = await open();
    const first = await accounts.createFirst();

    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.map(({ action, subject, detail }) => [action, subject, detail])).toEqual([
      ['user/add', 'admin', { role: 'admin' }],
      ['user/password', 'admin', { temporary: true }],
    ]);
    expect(JSON.stringify(entries)).not.toContain(first?.password);
  });

  it('is not made where somebody has a password already', async () => {
    const { accounts } = await open();
    await accounts.add('周秘书', 'admin');
    await accounts.setPassword('周秘书', '春眠不觉晓处处闻啼鸟', { mustChange: false });

    expect(await accounts.createFirst()).toBeNull();
    expect(await accounts.list()).toHaveLength(1);
  });
});

describe('a binding code', () => {
  it('is found by its hash for thirty minutes; the code itself is nowhere', async () => {
    const { accounts, store } = await open();
    await accounts.add('周秘书', 'secretary');

    const { code, expiresAt } = await accounts.issueCode('周秘书');

    expect(expiresAt).toBe('2026-11-23T01:30:00.000Z');
    const hash = await hashBindingCode(code);
    expect(hash).not.toContain(code);
    expect(await store.bindings.takeCode(hash, Date.parse(expiresAt) - 1)).toEqual({ kind: 'user', id: 'u1' });
  });

  it('is given for no disabled account, and says how to restore it', async () => {
    const { accounts } = await open();
    await accounts.add('周秘书', 'secretary');
    await accounts.setDisabled('周秘书', true);

    await expect(accounts.issueCode('周秘书')).rejects.toMatchObject({
      code: 'record/conflict',
      message: expect.stringContaining('请先恢复它'),
    });
  });

  it('is eight characters that nobody takes for others, another one each time', () => {
    const codes = Array.from({ length: 500 }, newBindingCode);

    expect(codes.every((code) => /^[ACDEFGHJKMNPQRTUVWXY34679]{8}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(500);
    expect(codes.every((code) => readBindingCode(code) === code)).toBe(true);
  });

  it.each([
    ['acdefghj', 'ACDEFGHJ'],
    [' ACDE-FGHJ ', 'ACDEFGHJ'],
    ['ＡＣＤＥ３４６７', 'ACDE3467'],
    ['ACDEFGH', null],
    ['ACDEFGHJK', null],
    ['ACDEFGH0', null],
    ['', null],
  ])('is read from %j as %j', (written, code) => {
    expect(readBindingCode(written)).toBe(code);
  });
});
