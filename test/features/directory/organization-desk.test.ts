import { describe, expect, it } from 'vitest';
import { createOrganizationDesk, type OrganizationDesk } from '../../../src/features/directory/organization-desk.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { group, person } from '../../support/store-builders.ts';
import { openTempStore } from '../../support/temp-store.ts';

type Bench = { store: Store; desk: OrganizationDesk; other: OrganizationDesk };

async function open(): Promise<Bench> {
  const clock = createHandClock('2026-11-23T09:00:00+08:00');
  const { store, second } = await openTempStore(clock);
  let ids = 0;
  const newId = (): string => `${(ids += 1)}`;
  return {
    store,
    desk: createOrganizationDesk({ store, clock, newId }),
    other: createOrganizationDesk({ store: await second(), clock, newId }),
  };
}

const top = { name: '市委“两新”工委', kind: null, parent: null, tags: [] };
const party = { name: '综合党委', kind: null, parent: '市委两新工委', tags: ['重点'] };
const food = { name: '餐饮行业协会', kind: null, parent: '综合党委', tags: [] };

describe('the desk of organizations', () => {
  it('has on record what was done to the tree, and to which groups', async () => {
    const { store, desk } = await open();
    await desk.add({ ...food, parent: null });
    await desk.rename('餐饮行业协会', '餐饮协会');
    const id = await group(store);
    await desk.bindGroup(id, '餐饮协会');
    await desk.remove('餐饮协会').catch(() => {});
    await desk.bindGroup(id, null);
    await desk.remove('餐饮协会');

    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.map(({ action, subject, detail }) => [action, subject, detail])).toEqual([
      ['organization/add', 'o-1', { name: '餐饮行业协会', parent: null, tags: '' }],
      ['organization/change', 'o-1', { name: '餐饮协会', parent: null, tags: '' }],
      ['group/organization', id, { organization: '餐饮协会' }],
      ['group/organization', id, { organization: null }],
      ['organization/remove', 'o-1', { name: '餐饮协会' }],
    ]);
  });

  it('lists each after the one it stands below, with what is in it', async () => {
    const { store, desk } = await open();
    for (const one of [top, party, food]) await desk.add(one);
    await desk.add({ ...food, name: '酒店商会', parent: null });
    await desk.bindGroup(await group(store), '餐饮行业协会');
    await store.people.put([person('王伟', '', { organizationId: 'o-3' })]);

    expect(await desk.list()).toEqual([
      expect.objectContaining({ name: '市委“两新”工委', kind: 'committee', depth: 0, parentId: null }),
      expect.objectContaining({ name: '综合党委', kind: 'party_committee', depth: 1, tags: ['重点'] }),
      {
        id: 'o-3',
        name: '餐饮行业协会',
        kind: 'association',
        parentId: 'o-2',
        path: '市委“两新”工委/综合党委/餐饮行业协会',
        depth: 2,
        tags: [],
        groups: 1,
        people: 1,
        cases: 0,
        openCases: 0,
        createdAt: '2026-11-23T01:00:00.000Z',
      },
      expect.objectContaining({ name: '酒店商会', depth: 0 }),
    ]);
  });

  it('moves with all below it, renames, tags and binds', async () => {
    const { store, desk } = await open();
    for (const one of [top, party, food]) await desk.add(one);
    const id = await group(store);

    expect(await desk.move('综合党委', null)).toMatchObject({ path: '综合党委' });
    expect(await desk.rename('综合党委', '行业综合党委')).toMatchObject({ kind: 'party_committee' });
    expect(await desk.tag('o-3', ['会员多'])).toMatchObject({ path: '行业综合党委/餐饮行业协会', tags: ['会员多'] });
    expect(await desk.bindGroup(id, '餐饮行业协会')).toMatchObject({ id: 'o-3' });
    expect(await store.conversations.find(id)).toMatchObject({ organizationId: 'o-3' });
    expect(await desk.bindGroup(id, null)).toBeNull();
    expect(await store.conversations.find(id)).toMatchObject({ organizationId: null });
  });

  it('refuses what would be no tree, and changes nothing', async () => {
    const { desk } = await open();
    for (const one of [top, party, food]) await desk.add(one);
    const before = await desk.list();

    await expect(desk.move('综合党委', '餐饮行业协会')).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(desk.add(food)).rejects.toMatchObject({ code: 'record/conflict' });
    await expect(desk.add({ ...food, name: '餐饮 行业协会' })).rejects.toMatchObject({ code: 'record/conflict' });
    await expect(desk.add({ ...food, parent: '没有' })).rejects.toMatchObject({ code: 'record/not-found' });
    await expect(desk.add({ ...food, name: '甲/乙' })).rejects.toMatchObject({ code: 'input/invalid' });
    await expect(desk.bindGroup('g-none', '综合党委')).rejects.toMatchObject({ code: 'record/not-found' });
    expect(await desk.list()).toEqual(before);
  });

  it('removes what is empty, and else says what to move first', async () => {
    const { store, desk } = await open();
    for (const one of [top, party, food]) await desk.add(one);
    await desk.bindGroup(await group(store), '综合党委');

    await expect(desk.remove('综合党委')).rejects.toThrow(
      '“综合党委”里还有 1 个下级组织、1 个群，请先移到别的组织，再删除。',
    );
    expect(await desk.remove('餐饮行业协会')).toMatchObject({ name: '餐饮行业协会' });
    expect((await desk.list()).map(({ name }) => name)).toEqual(['市委“两新”工委', '综合党委']);
  });

  it('lets of two that move below each other at once only one do it', async () => {
    const { desk, other } = await open();
    for (const name of ['甲', '乙']) await desk.add({ ...top, name });

    const done = await Promise.allSettled([desk.move('甲', '乙'), other.move('乙', '甲')]);

    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await desk.list()).map(({ depth }) => depth)).toEqual([0, 1]);
  });

  it('moves what stands in one into another, and removes it then', async () => {
    const { store, desk } = await open();
    for (const one of [top, party, food, { ...food, name: '酒店商会' }]) await desk.add(one, '周秘书');
    await desk.bindGroup(await group(store), '餐饮行业协会');
    await store.people.put([person('王伟', '', { organizationId: 'o-3' })]);

    await expect(desk.remove('综合党委', { into: '餐饮行业协会' })).rejects.toThrow('请另选一个来接收');
    await desk.remove('餐饮行业协会', { into: '酒店商会', by: '周秘书' });
    await desk.remove('综合党委', { into: 'o-1', by: '周秘书' });

    expect((await desk.list()).map(({ path, groups, people }) => [path, groups, people])).toEqual([
      ['市委“两新”工委', 0, 0],
      ['市委“两新”工委/酒店商会', 1, 1],
    ]);
    const entries = await store.audit.list(0, Number.MAX_SAFE_INTEGER);
    expect(entries.at(-1)).toMatchObject({
      who: '周秘书',
      action: 'organization/remove',
      detail: { name: '综合党委', into: 'o-1' },
    });
  });

  it('moves nothing where two people of one name would meet, and says who', async () => {
    const { store, desk } = await open();
    for (const name of ['甲协会', '乙协会']) await desk.add({ ...food, name, parent: null });
    await store.people.put(['o-1', 'o-2'].map((organizationId) => person('王伟', organizationId, { organizationId })));

    await expect(desk.remove('甲协会', { into: '乙协会' })).rejects.toThrow('“甲协会”和“乙协会”里都有“王伟”');
    expect((await desk.list()).map(({ name, people }) => [name, people])).toEqual(
      [
        ['乙协会', 1],
        ['甲协会', 1],
      ].toSorted(),
    );
  });
});
