import { describe, expect, it } from 'vitest';
import { organization, person } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const phone = '+8613800000000';

export function smsRefusalsContract({ store, second, reopen }: Bench): void {
  describe('refusals of text messages', () => {
    it('are kept by number, the later of two, whoever comes first', async () => {
      const other = await second();
      await Promise.all([
        store().smsRefusals.record([
          { phone, at: 5 },
          { phone: '+8613900000000', at: 1 },
        ]),
        other.smsRefusals.record([{ phone, at: 9 }]),
      ]);
      await store().smsRefusals.record([{ phone, at: 7 }]);
      await store().smsRefusals.record([]);

      const again = await reopen();
      expect(await again.smsRefusals.find(phone)).toBe(9);
      expect(await again.smsRefusals.find('+8613700000000')).toBeNull();
      expect(await again.smsRefusals.list()).toEqual([
        { phone, at: 9 },
        { phone: '+8613900000000', at: 1 },
      ]);
    });

    it('end the consent of everybody with the number that was not given after', async () => {
      await store().organizations.put([organization('餐饮'), organization('酒店')]);
      await store().people.put([
        person('王伟', '餐饮', { phone, smsConsentAt: 4 }),
        person('王伟', '酒店', { phone, smsConsentAt: 5 }),
        person('李敏', '酒店', { phone, smsConsentAt: 6 }),
        person('赵强', '酒店', { phone: '+8613900000000', smsConsentAt: 1 }),
      ]);

      await store().smsRefusals.record([{ phone, at: 5 }]);

      const consents = (await store().people.list(null)).map(({ id, smsConsentAt }) => [id, smsConsentAt]);
      expect(Object.fromEntries(consents)).toEqual({
        'p-餐饮-王伟': null,
        'p-酒店-王伟': null,
        'p-酒店-李敏': 6,
        'p-酒店-赵强': 1,
      });
    });

    it('outlive who made them', async () => {
      await store().organizations.put([organization('餐饮')]);
      await store().people.put([person('王伟', '餐饮', { phone })]);
      await store().smsRefusals.record([{ phone, at: 5 }]);

      await store().people.remove('p-餐饮-王伟');

      expect(await store().smsRefusals.find(phone)).toBe(5);
    });
  });
}
