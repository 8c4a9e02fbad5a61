import { describe, expect, it } from 'vitest';
import { createWebInviteDesk } from '../../../src/features/directory/web-invite-desk.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { group } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

async function open() {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, second } = await openTempStore(clock);
  const id = await group(store, 'demo');
  const other = createWebInviteDesk({ store: await second(), clock });
  return { clock, store, id, desk: createWebInviteDesk({ store, clock }), other };
}

const from = (address: string) => ({ slug: 'demo', address });

describe('the desk of invites', () => {
  it('leaves a group open until it has a code, and again when that is removed', async () => {
    const { id, desk } = await open();
    expect([await desk.show(id), await desk.admits('demo', null)]).toEqual([null, true]);
    expect(await desk.enter({ ...from('203.0.113.1'), code: 'whatever' })).toBeNull();

    const { code } = await desk.renew(id, '周秘书');
    expect(await desk.show(id)).toEqual({ code, createdBy: '周秘书', createdAt: '2026-11-23T01:00:00.000Z' });
    expect([await desk.admits('demo', null), await desk.admits('demo', code)]).toEqual([false, false]);

    expect([await desk.remove(id, '周秘书'), await desk.remove(id, '周秘书')]).toEqual([true, false]);
    expect(await desk.admits('demo', null)).toBe(true);
  });

  it('gives a pass for the code as people type it; a new code ends it, in every process', async () => {
    const { id, desk, other } = await open();
    const { code } = await desk.renew(id, '周秘书');
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;

    const pass = await other.enter({ ...from('203.0.113.1'), code: typed });
    expect(pass).toMatch(/^[\w-]{43}$/u);
    expect(await desk.admits('demo', pass)).toBe(true);

    await other.renew(id, '周秘书');
    expect(await desk.admits('demo', pass)).toBe(false);
  });

  it('makes a network that tries wrong codes wait, also for the right one, and no other network', async () => {
    const { clock, id, desk } = await open();
    const { code } = await desk.renew(id, '周秘书');
    const wrong = async () => desk.enter({ ...from('203.0.113.1'), code: 'ACDE3467' }).catch((error: unknown) => error);

    for (let tries = 0; tries < 20; tries += 1) expect(await wrong()).toMatchObject({ code: 'access/denied' });
    await expect(desk.enter({ ...from('203.0.113.1'), code })).rejects.toMatchObject({
      code: 'access/too-many',
      message: '邀请码试错得太多，请过 1 分钟再试；没有邀请码请向秘书处要。',
    });
    expect(await desk.enter({ ...from('198.51.100.7'), code })).not.toBeNull();

    clock.advance(60_000);
    expect(await desk.enter({ ...from('203.0.113.1'), code })).not.toBeNull();
  });

  it('does not count right codes: an office that comes in together is let in', async () => {
    const { id, desk } = await open();
    const { code } = await desk.renew(id, '周秘书');

    for (let members = 0; members < 50; members += 1)
      expect(await desk.enter({ ...from('203.0.113.1'), code })).not.toBeNull();
  });

  it('has on record that there is a code, and never which', async () => {
    const { store, id, desk } = await open();
    const { code } = await desk.renew(id, '周秘书');
    await desk.remove(id, '李工');

    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.map(({ who, action, subject, detail }) => [who, action, subject, detail])).toEqual([
      ['周秘书', 'group/invite', id, { on: true }],
      ['李工', 'group/invite', id, { on: false }],
    ]);
    expect(JSON.stringify(entries)).not.toContain(code);
  });

  it('refuses what is no web group', async () => {
    const { store, desk } = await open();
    const telegram = await group(store, '-100', 'telegram');

    await expect(desk.renew(telegram, '周秘书')).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(desk.renew('g-none', '周秘书')).rejects.toMatchObject({ code: 'record/not-found' });
  });
});
