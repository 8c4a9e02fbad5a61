import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

const request = { userId: 'u-1', key: 'k', fingerprint: 'f', at: 5 };

export function requestKeysContract({ store, second, reopen }: Bench): void {
  describe('request keys', () => {
    it('are taken once, with the answer that was given then', async () => {
      expect(await store().requestKeys.claim(request)).toBe(true);
      await store().requestKeys.setAnswer(request, '{"id":1}');

      const again = await reopen();

      expect(await again.requestKeys.claim({ ...request, fingerprint: 'other' })).toBe(false);
      expect(await again.requestKeys.find(request)).toEqual({
        userId: 'u-1',
        key: 'k',
        fingerprint: 'f',
        answer: '{"id":1}',
      });
      expect(await again.requestKeys.claim({ ...request, userId: 'u-2' })).toBe(true);
    });

    it('are free again when the order was not carried out', async () => {
      const failing = store().transaction(async ({ requestKeys }) => {
        await requestKeys.claim(request);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');

      expect(await store().requestKeys.claim(request)).toBe(true);
      expect(await store().requestKeys.find(request)).toBeNull();
    });

    it('are one order for two who send it at once', async () => {
      const other = await second();
      const carryOut = async (name: string, on: typeof other): Promise<boolean> =>
        on.transaction(async ({ requestKeys }) => {
          if (!(await requestKeys.claim(request))) return false;
          await requestKeys.setAnswer(request, name);
          return true;
        });

      const done = await Promise.all([carryOut('a', store()), carryOut('b', other)]);

      expect(done.toSorted()).toEqual([false, true]);
      expect((await store().requestKeys.find(request))?.answer).toBe(done[0] ? 'a' : 'b');
    });

    it('are forgotten after their time', async () => {
      const { requestKeys } = store();
      await requestKeys.claim(request);
      await requestKeys.claim({ ...request, key: 'later', at: 9 });

      await requestKeys.forget(9);

      expect([await requestKeys.claim(request), await requestKeys.claim({ ...request, key: 'later' })]).toEqual([
        true,
        false,
      ]);
    });
  });
}
