import { describe, expect, it } from 'vitest';
import { receptionRule } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

export function receptionRulesContract({ store, second, reopen }: Bench): void {
  describe('rules of reception days', () => {
    it('keeps a rule, and lists those that go on first', async () => {
      await store().receptionRules.add(receptionRule('r1', { topics: ['会费'] }));
      await store().receptionRules.add(receptionRule('r2', { createdAt: 9 }));

      expect(await (await reopen()).receptionRules.find('r1')).toEqual({
        ...receptionRule('r1', { topics: ['会费'] }),
        endedAt: null,
      });
      expect(await store().receptionRules.end('r2', 10)).toBe(true);
      expect(await store().receptionRules.end('r2', 11)).toBe(false);
      expect((await store().receptionRules.list(5)).map(({ id, endedAt }) => [id, endedAt])).toEqual([
        ['r1', null],
        ['r2', 10],
      ]);
      expect(await store().receptionRules.find('none')).toBeNull();
    });

    it('gives the next day to one of several, and none after its end', async () => {
      await store().receptionRules.add(receptionRule('r1', { nextDay: '2026-12-03' }));
      const other = await second();
      const taken = { from: '2026-12-03', to: '2027-01-05' };
      const tries = await Promise.all([store(), other].map((one) => one.receptionRules.advance('r1', taken)));

      expect(tries.toSorted()).toEqual([false, true]);
      expect((await store().receptionRules.listDue('2027-01-04')).length).toBe(0);
      expect((await store().receptionRules.listDue('2027-01-05')).map(({ id }) => id)).toEqual(['r1']);
      await store().receptionRules.end('r1', 10);
      expect(await store().receptionRules.listDue('2027-01-05')).toEqual([]);
      expect(await store().receptionRules.advance('r1', { from: '2027-01-05', to: '2027-02-03' })).toBe(false);
    });
  });
}
