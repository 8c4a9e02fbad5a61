import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ApiBench, openApi } from '../../support/api-bench.ts';

const given = z.strictObject({ name: z.string(), password: z.string() });

async function open(): Promise<ApiBench & { admin: string; act(path: string, body?: object): Promise<Answer> }> {
  const bench = await openApi();
  const admin = await bench.signIn('admin', { name: '李主任' });
  return {
    ...bench,
    admin,
    act: (path, body) => bench.ask(path, { method: 'POST', token: admin, ...(body === undefined ? {} : { body }) }),
  };
}

type Answer = Awaited<ReturnType<ApiBench['ask']>>;

describe('accounts in the console', () => {
  it('are added with a password that is told once and must be changed first', async () => {
    const bench = await open();

    const { name, password } = given.parse((await bench.act('/api/users', { name: ' 王干事 ', role: 'staff' })).json);
    const begun = await bench.ask('/api/session', { body: { name, password } });
    const listed = await bench.ask('/api/users', { token: bench.admin });

    expect(name).toBe('王干事');
    expect(begun.json).toEqual({ user: { name, role: 'staff', mustChangePassword: true } });
    expect(listed.text).not.toContain(password);
    expect(listed.json).toMatchObject({
      users: [
        { name: '李主任', role: 'admin', password: 'own', authenticator: false },
        { name: '王干事', role: 'staff', password: 'temporary', disabled: false, bound: 0 },
      ],
    });
    expect(await bench.act('/api/users', { name: '王干事', role: 'admin' })).toMatchObject({ status: 409 });
  });

  it('are given another role, disabled and restored, at once and on record', async () => {
    const bench = await open();
    const staff = await bench.signIn('staff', { name: '王干事' });
    const change = (body: object) =>
      bench.ask(`/api/users/${encodeURIComponent('王干事')}`, { method: 'PATCH', token: bench.admin, body });

    expect((await change({ role: 'secretary' })).json).toMatchObject({ role: 'secretary', disabled: false });
    expect(await bench.ask('/api/session', { token: staff })).toMatchObject({ json: { user: { role: 'secretary' } } });
    expect((await change({ disabled: true })).json).toMatchObject({ disabled: true });
    expect((await bench.ask('/api/session', { token: staff })).status).toBe(401);
    expect((await change({ disabled: false })).json).toMatchObject({ disabled: false });
    expect(await change({})).toMatchObject({ status: 400 });
    expect((await bench.store.audit.list(0, Number.MAX_SAFE_INTEGER)).slice(-3)).toMatchObject([
      { who: '李主任', action: 'user/role', subject: '王干事', detail: { role: 'secretary' } },
      { who: '李主任', action: 'user/disable', subject: '王干事', detail: { disabled: true } },
      { who: '李主任', action: 'user/disable', subject: '王干事', detail: { disabled: false } },
    ]);
  });

  it('get another password, a binding code, and are signed out everywhere', async () => {
    const bench = await open();
    const tokens = [await bench.signIn('secretary', { name: '王秘书' })];
    const path = `/api/users/${encodeURIComponent('王秘书')}`;

    const code = await bench.act(`${path}/code`);
    const ended = await bench.act(`${path}/sessions/end`);
    const { password } = given.parse((await bench.act(`${path}/password`)).json);

    expect(code.json).toMatchObject({ name: '王秘书', code: expect.stringMatching(/^\w{8}$/u) });
    expect(ended.json).toEqual({ ended: 1 });
    expect((await bench.ask('/api/session', { token: tokens[0] ?? '' })).status).toBe(401);
    expect(await bench.ask('/api/session', { body: { name: '王秘书', password } })).toMatchObject({ status: 200 });
  });

  it('are never without an administrator who can sign in, and nobody locks themselves out', async () => {
    const bench = await open();
    const other = await bench.signIn('admin', { name: '赵主任' });
    const change = (token: string, name: string, body: object) =>
      bench.ask(`/api/users/${encodeURIComponent(name)}`, { method: 'PATCH', token, body });

    expect(await change(bench.admin, '李主任', { disabled: true })).toMatchObject({ status: 409 });
    expect(await change(bench.admin, '李主任', { role: 'staff' })).toMatchObject({ status: 409 });
    const both = await Promise.all([
      change(bench.admin, '赵主任', { disabled: true }),
      change(other, '李主任', { role: 'staff' }),
    ]);

    // One may be stopped earlier, because it has lost its session or its role by then.
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = (await bench.accounts.list()).filter(({ role, disabled }) => role === 'admin' && !disabled);
    expect(left).toHaveLength(1);
  });
});
