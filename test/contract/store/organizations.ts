import { describe, expect, it } from 'vitest';
import { checkPlace, treeOf, type Organization } from '../../../src/domain/organization.ts';
import type { Store } from '../../../src/ports/store.ts';
import { group, organization, person } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const committee = organization('工委', { kind: 'committee', createdAt: 7 });
const party = organization('综合党委', { kind: 'party_committee', parentId: committee.id, tags: ['市直'] });

export function organizationsContract({ store, second, reopen }: Bench): void {
  describe('organizations', () => {
    it('are kept with their place, kind and tags, and listed by name', async () => {
      await store().organizations.put([party, committee]);

      const again = await reopen();
      expect(await again.organizations.list()).toEqual([committee, party]);
      expect(await again.organizations.find(party.id)).toEqual(party);
      expect(await again.organizations.find('o-none')).toBeNull();
    });

    it('take another name, place and tags, and keep when they were added', async () => {
      await store().organizations.put([committee, party]);
      const changed = { ...party, name: '行业党委', parentId: null, tags: [] };
      await store().organizations.put([{ ...changed, createdAt: 99 }]);

      expect(await store().organizations.find(party.id)).toEqual(changed);
    });

    it('have a name each among their siblings', async () => {
      await store().organizations.put([committee, party]);
      const twin = { ...party, id: 'o-twin' };

      await expect(store().organizations.put([twin])).rejects.toThrow(/unique|foreign/iu);
      await expect(store().organizations.put([{ ...committee, id: 'o-top' }])).rejects.toThrow(/unique|foreign/iu);
      await store().organizations.put([{ ...twin, parentId: null }]);
      expect(await store().organizations.list()).toHaveLength(3);
    });

    it('say what stands in one, and go only when nothing does', async () => {
      await store().organizations.put([committee, party, organization('餐饮'), organization('酒店')]);
      await store().conversations.setOrganization(await group(store()), 'o-餐饮');
      await store().people.put([person('王伟', '酒店')]);
      const countIn = (id: string) => store().organizations.countIn(id);

      expect(await countIn(committee.id)).toEqual({ organizations: 1, groups: 0, people: 0 });
      expect(await countIn('o-餐饮')).toEqual({ organizations: 0, groups: 1, people: 0 });
      expect(await countIn('o-酒店')).toEqual({ organizations: 0, groups: 0, people: 1 });
      for (const id of [committee.id, 'o-餐饮', 'o-酒店'])
        await expect(store().organizations.remove(id)).rejects.toMatchObject({ code: 'record/conflict' });
      await store().organizations.remove(party.id);
      await store().organizations.remove(committee.id);
      expect((await store().organizations.list()).map(({ name }) => name)).toEqual(['酒店', '餐饮']);
    });

    it('are held by one change at a time: two that move at once make no circle', async () => {
      const other = await second();
      const ids = ['甲', '乙', '丙'];
      await store().organizations.put(ids.map((name) => organization(name)));
      const moves = ids.flatMap((name) => ids.filter((above) => above !== name).map((above) => [name, above] as const));

      await Promise.allSettled(
        moves.map(([name, above], index) => move(index % 2 === 0 ? store() : other, `o-${name}`, `o-${above}`)),
      );

      const all = await store().organizations.list();
      const roots = all.filter(({ parentId }) => parentId === null);
      const reached = roots.flatMap(({ id }) => [...treeOf(all).subtreeOf(id)]);
      expect(roots).toHaveLength(1);
      expect(reached.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    });

    it('are held by a transaction only', async () => {
      await expect(store().organizations.lock()).rejects.toThrow('transaction');
    });
  });
}

async function move(store: Store, id: string, parentId: string): Promise<void> {
  await store.transaction(async ({ organizations }) => {
    const all: readonly Organization[] = await organizations.lock();
    const found = all.find((one) => one.id === id);
    if (found === undefined) throw new Error(`there is no ${id}`);
    const moved = { ...found, parentId };
    checkPlace(treeOf(all), moved);
    await organizations.put([moved]);
  });
}
