import { describe, expect, it } from 'vitest';
import { organization, person, user } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const zhou = user('周秘书');
const bound = { memberId: 'm-1', userId: zhou.id, at: 5 };
const holder = { kind: 'user', id: zhou.id } as const;
const code = { hash: 'h', holder, expiresAt: 1_000 };

export function bindingsContract({ store, second, reopen }: Bench): void {
  describe('bindings', () => {
    it('make a member an account, once', async () => {
      await store().users.add(zhou);
      await store().users.add(user('李会长'));
      const other = await second();

      const done = await Promise.all([
        store().bindings.bind(bound),
        other.bindings.bind({ ...bound, userId: 'u-李会长' }),
      ]);

      expect(done.toSorted()).toEqual([false, true]);
      expect(await store().bindings.bind(bound)).toBe(false);
      expect(await store().bindings.count()).toMatchObject([{ members: 1 }]);
    });

    it('are listed with their accounts, disabled ones too', async () => {
      await store().users.add(user('甲'));
      await store().users.add(user('乙', { disabledAt: 3 }));
      for (const name of ['甲', '乙'])
        await store().bindings.bind({ memberId: `m-${name}`, userId: `u-${name}`, at: 1 });

      const listed = (await store().bindings.listUsers()).map((one) => [
        one.memberId,
        one.user.name,
        one.user.disabledAt,
      ]);
      expect(listed.toSorted()).toEqual([
        ['m-乙', '乙', 3],
        ['m-甲', '甲', null],
      ]);
    });

    it('last over a restart, and end when they are undone', async () => {
      await store().users.add(zhou);
      await store().bindings.bind(bound);
      await store().bindings.bind({ ...bound, memberId: 'm-2' });

      const again = await reopen();
      expect(await again.bindings.findUser('m-1')).toEqual(zhou);
      expect(await again.bindings.count()).toEqual([{ userId: zhou.id, members: 2 }]);
      expect(await again.bindings.unbind('m-1')).toBe(true);
      expect(await again.bindings.unbind('m-1')).toBe(false);
      expect(await again.bindings.findUser('m-1')).toBeNull();
    });

    it('are made by a code that is there once', async () => {
      await store().bindings.putCode(code);
      const other = await second();

      const taken = await Promise.all([store().bindings.takeCode('h', 999), other.bindings.takeCode('h', 999)]);

      expect(taken.filter((id) => id !== null)).toEqual([holder]);
      expect(await store().bindings.takeCode('h', 999)).toBeNull();
    });

    it('are made by no code that is over, unknown, or followed by a newer one', async () => {
      await store().bindings.putCode(code);
      expect(await store().bindings.takeCode('h', 1_000)).toBeNull();

      await store().bindings.putCode(code);
      await store().bindings.putCode({ ...code, hash: 'newer' });

      expect(await store().bindings.takeCode('h', 1)).toBeNull();
      expect(await store().bindings.takeCode('other', 1)).toBeNull();
      expect(await store().bindings.takeCode('newer', 1)).toEqual(holder);
    });

    it('show whose a code is without spending it', async () => {
      const person = { kind: 'person', id: 'p-王伟' } as const;
      await store().bindings.putCode({ ...code, holder: person });

      expect(await store().bindings.findCode('h', 999)).toEqual(person);
      expect(await store().bindings.findCode('h', 1_000)).toBeNull();
      expect(await store().bindings.takeCode('h', 999)).toEqual(person);
      expect(await store().bindings.findCode('h', 999)).toBeNull();
    });

    it('make a member a person of each of their organizations, beside the account', async () => {
      await store().users.add(zhou);
      await store().organizations.put([organization('餐饮'), organization('酒店')]);
      const [here, there] = [person('王伟', '餐饮'), person('王伟', '酒店')];
      await store().people.put([here, there]);
      await store().bindings.bind(bound);
      for (const { id } of [here, there, here])
        await store().bindings.bindPerson({ memberId: 'm-1', personId: id, at: 5 });

      const again = await reopen();
      expect(await again.bindings.listPeople('m-1')).toEqual([there, here].toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      expect(await again.bindings.findUser('m-1')).toEqual(zhou);
      expect([await again.bindings.unbind('m-1'), await again.bindings.unbind('m-1')]).toEqual([true, false]);
      expect([await again.bindings.listPeople('m-1'), await again.bindings.findUser('m-1')]).toEqual([[], null]);
    });

    it('count the tries of a member, each message once, and forget the old ones', async () => {
      const { bindings } = store();
      const tried = (messageId: number, at: number, memberId = 'm-1') =>
        bindings.recordTry({ memberId, messageId, at }, at - 100);

      expect([await tried(1, 100), await tried(2, 150), await tried(2, 150)]).toEqual([1, 2, 2]);
      expect(await tried(3, 150, 'm-2')).toBe(1);
      expect(await tried(4, 201)).toBe(2);
    });
  });
}
