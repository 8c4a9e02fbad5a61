import { describe, expect, it } from 'vitest';
import { newCase } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const everything = { from: null, to: null, status: null, kind: null };

export function casesContract({ store, second, reopen }: Bench): void {
  describe('cases', () => {
    it('records what was taken down, under the next number of its year', async () => {
      const given = newCase(1, { phone: '13800138000', category: '会费', expectation: '一周内答复', dueAt: 9_000 });
      const recorded = await store().cases.record(given, 0);

      const { year: _year, ...kept } = given;
      expect(recorded).toEqual({ ...kept, no: '2026-0001', status: 'registered' });
      expect(await store().cases.record(newCase(2), 0)).toMatchObject({ no: '2026-0002' });
      expect(await store().cases.record(newCase(3, { year: 2027 }), 0)).toMatchObject({ no: '2027-0001' });
      const again = await reopen();
      expect(await again.cases.find('2026-0001')).toEqual(recorded);
      expect(await again.cases.record(newCase(4), 0)).toMatchObject({ no: '2026-0003' });
      expect(await again.cases.find('2026-9999')).toBeNull();
    });

    it('makes one case of one part of a message, however often it is recorded', async () => {
      const first = await store().cases.record(newCase(1), 0);

      expect(await store().cases.record(newCase(1, { content: '又一遍' }), 0)).toEqual(first);
      expect(await store().cases.record(newCase(1), 1)).toMatchObject({ no: '2026-0002' });
      expect(await store().cases.record(newCase(2), 0)).toMatchObject({ no: '2026-0003' });
    });

    it('gives every number once and leaves none out when many record at the same time', async () => {
      const other = await second();
      const recorded = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          (index % 2 === 0 ? store() : other).cases.record(newCase(index % 25), 0),
        ),
      );

      const numbers = [...new Set(recorded.map(({ no }) => no))].sort();
      expect(numbers).toEqual(Array.from({ length: 25 }, (_, index) => `2026-${String(index + 1).padStart(4, '0')}`));
    });

    it('leaves no gap when a transaction fails', async () => {
      await store().cases.record(newCase(1), 0);
      const failing = store().transaction(async (records) => {
        await records.cases.record(newCase(2), 0);
        throw new Error('later step');
      });

      await expect(failing).rejects.toThrow('later step');
      expect(await store().cases.record(newCase(3), 0)).toMatchObject({ no: '2026-0002' });
    });

    it('lists the newest last, within a span of time, by status and kind', async () => {
      await store().cases.record(newCase(1, { createdAt: 30 }), 0);
      await store().cases.record(newCase(2, { createdAt: 10, kind: 'complaint' }), 0);
      await store().cases.record(newCase(3, { createdAt: 20 }), 0);
      const list = async (filter: object): Promise<number[]> =>
        (await store().cases.list({ ...everything, ...filter })).map(({ messageId }) => messageId);

      expect(await list({})).toEqual([2, 3, 1]);
      expect(await list({ from: 10, to: 30 })).toEqual([2, 3]);
      expect(await list({ kind: 'complaint' })).toEqual([2]);
      expect(await list({ status: 'registered', from: 20 })).toEqual([3, 1]);
    });

    it('lists those of one member, newest first', async () => {
      for (const messageId of [1, 2, 3]) await store().cases.record(newCase(messageId, { createdAt: messageId }), 0);
      await store().cases.record(newCase(4, { memberId: 'm-2' }), 0);

      const listed = await store().cases.listOfMember('m-1', 2);
      expect(listed.map(({ messageId }) => messageId)).toEqual([3, 2]);
    });
  });
}
