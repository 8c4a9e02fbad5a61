import { describe, expect, it } from 'vitest';
import { organization, person } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const wang = person('王伟', '餐饮', {
  post: '会长',
  phone: '+8613800000000',
  smsConsentAt: 1_795_000_000_000,
  createdAt: 7,
});
const li = person('李敏', '餐饮');
const zhao = person('赵强', '酒店');

export function peopleContract({ store, reopen }: Bench): void {
  const fill = async (): Promise<void> => {
    await store().organizations.put([organization('餐饮'), organization('酒店')]);
    await store().people.put([wang, li, zhao]);
  };

  describe('people', () => {
    it('are kept with all that is known of them', async () => {
      await fill();

      const again = await reopen();
      expect(await again.people.find(wang.id)).toEqual(wang);
      expect(await again.people.find('p-none')).toBeNull();
    });

    it('are listed by organization and name, of some or of all', async () => {
      await fill();
      const names = async (of: string[] | null) => (await store().people.list(of)).map(({ name }) => name);

      expect(await names(null)).toEqual(['赵强', '李敏', '王伟'].toSorted(byOrganization));
      expect(await names(['o-餐饮'])).toEqual(['李敏', '王伟'].toSorted());
      expect(await names([])).toEqual([]);
      expect(await names(Array.from({ length: 2_000 }, (_, index) => `o-${index}`).concat('o-酒店'))).toEqual(['赵强']);
    });

    it('are found by what they are called, by their post, and by a part of their name', async () => {
      await fill();
      const { people } = store();
      const names = (found: readonly { name: string }[]): string[] => found.map(({ name }) => name);

      expect(names(await people.listHaving({ trait: 'name', value: '王伟' }, null))).toEqual(['王伟']);
      expect(names(await people.listHaving({ trait: 'name', value: '王' }, null))).toEqual([]);
      expect(names(await people.listHaving({ trait: 'post', value: '会长' }, ['o-餐饮']))).toEqual(['王伟']);
      expect(names(await people.listHaving({ trait: 'post', value: '会长' }, ['o-酒店']))).toEqual([]);
      expect(names(await people.listHaving({ trait: 'post', value: '会长' }, []))).toEqual([]);
      expect(names(await people.listCalled('强', 9))).toEqual(['赵强']);
      expect(names(await people.listCalled('%', 9))).toEqual([]);
      expect(await people.listCalled('', 2)).toHaveLength(2);
    });

    it('are found by their number, in whichever organizations', async () => {
      await fill();
      await store().people.put([{ ...zhao, phone: wang.phone }]);

      const found = await store().people.listByPhone('+8613800000000');
      expect(found.map(({ id }) => id)).toEqual([wang.id, zhao.id].toSorted());
      expect(await store().people.listByPhone('+8613800000009')).toEqual([]);
    });

    it('change, and keep when they were added', async () => {
      await fill();
      const changed = { ...wang, organizationId: 'o-酒店', post: null, phone: null, smsConsentAt: null };
      await store().people.put([{ ...changed, createdAt: 99 }]);

      expect(await store().people.find(wang.id)).toEqual(changed);
    });

    it('stand in an organization that is there, one a name', async () => {
      await fill();

      await expect(store().people.put([person('王伟', '没有')])).rejects.toThrow(/unique|foreign/iu);
      await expect(store().people.put([{ ...wang, id: 'p-twin' }])).rejects.toThrow(/unique|foreign/iu);
      expect(await store().people.list(null)).toHaveLength(3);
    });

    it('come with the members that are them', async () => {
      await fill();
      for (const memberId of ['m-2', 'm-1']) await store().bindings.bindPerson({ memberId, personId: wang.id, at: 1 });
      await store().bindings.bindPerson({ memberId: 'm-1', personId: zhao.id, at: 1 });

      expect(await store().people.listKnown(['o-餐饮'])).toEqual(
        [
          { ...li, memberIds: [] },
          { ...wang, memberIds: ['m-1', 'm-2'] },
        ].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      );
      expect(await store().people.listKnown(null)).toHaveLength(3);
    });

    it('go with what they were bound to, and with their code', async () => {
      await fill();
      await store().bindings.bindPerson({ memberId: 'm-1', personId: wang.id, at: 1 });
      await store().bindings.putCode({ hash: 'h', holder: { kind: 'person', id: wang.id }, expiresAt: 9_000 });

      await store().people.remove(wang.id);

      expect(await store().people.find(wang.id)).toBeNull();
      expect(await store().bindings.listPeople('m-1')).toEqual([]);
      expect(await store().bindings.findCode('h', 1)).toBeNull();
    });
  });
}

/** 酒店 comes before 餐饮. */
function byOrganization(a: string, b: string): number {
  const place = (name: string): string => `${name === '赵强' ? '酒店' : '餐饮'}/${name}`;
  return place(a) < place(b) ? -1 : 1;
}
