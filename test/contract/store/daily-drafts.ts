import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

const words = (text: string) => ({
  theme: '诚信经营',
  text,
  occasion: null,
  source: null,
  generated: false,
  createdBy: '王秘书',
  createdAt: 1_000,
});
const approval = { state: 'approved', by: '李主任', at: 2_000, reason: null } as const;

export function dailyDraftsContract({ store, second, reopen }: Bench): void {
  describe('daily drafts', () => {
    it('are numbered and kept whole', async () => {
      const full = { ...words('一'), occasion: '立春', source: '《大学》', generated: true };
      const added = await store().dailyDrafts.add(full);

      expect(added).toEqual({
        ...full,
        id: 'own-0001',
        state: 'draft',
        decidedBy: null,
        decidedAt: null,
        reason: null,
      });
      const again = await reopen();
      expect(await again.dailyDrafts.find('own-0001')).toEqual(added);
      expect(await again.dailyDrafts.find('own-0002')).toBeNull();
    });

    it('have a number each when many are added at once', async () => {
      const other = await second();
      const added = await Promise.all(
        Array.from({ length: 12 }, (_, index) => (index % 2 ? store() : other).dailyDrafts.add(words(`第 ${index}`))),
      );

      const expected = Array.from({ length: 12 }, (_, index) => `own-${String(index + 1).padStart(4, '0')}`);
      expect(added.map(({ id }) => id).toSorted()).toEqual(expected);
      expect((await store().dailyDrafts.list(['draft'])).map(({ id }) => id)).toEqual(expected);
    });

    it('say what they are approved as', async () => {
      for (const text of ['一', '二']) await store().dailyDrafts.add(words(text));

      await store().dailyDrafts.decide('own-0001', { ...approval, text: '改过' });
      await store().dailyDrafts.decide('own-0001', { ...approval, text: '再改' });
      await store().dailyDrafts.decide('own-0002', approval);

      expect((await store().dailyDrafts.list(['approved'])).map(({ text }) => text)).toEqual(['改过', '二']);
    });

    it('are listed by state', async () => {
      for (const text of ['一', '二', '三']) await store().dailyDrafts.add(words(text));
      await store().dailyDrafts.decide('own-0001', approval);
      await store().dailyDrafts.decide('own-0002', { ...approval, state: 'rejected', reason: '太长' });

      const ids = async (...states: ('draft' | 'approved' | 'rejected')[]) =>
        (await store().dailyDrafts.list(states)).map(({ id }) => id);
      expect(await ids('draft')).toEqual(['own-0003']);
      expect(await ids('approved', 'rejected')).toEqual(['own-0001', 'own-0002']);
      expect(await ids()).toEqual([]);
    });

    it('are decided once, however many decide at the same time', async () => {
      await store().dailyDrafts.add(words('一'));
      const other = await second();
      const decided = await Promise.all(
        ['甲', '乙', '丙', '丁'].map((by, index) =>
          (index % 2 ? store() : other).dailyDrafts.decide('own-0001', { ...approval, by }),
        ),
      );

      expect(decided.filter(Boolean)).toHaveLength(1);
      const winner = ['甲', '乙', '丙', '丁'][decided.indexOf(true)];
      expect(await store().dailyDrafts.find('own-0001')).toMatchObject({ state: 'approved', decidedBy: winner });
      expect(await store().dailyDrafts.decide('own-0009', approval)).toBe(false);
    });
  });
}
