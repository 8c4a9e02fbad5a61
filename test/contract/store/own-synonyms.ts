import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

export function ownSynonymsContract({ store, reopen }: Bench): void {
  describe('synonyms of the staff', () => {
    it('keeps them, newest first, until one is removed', async () => {
      const older = { id: 'a', words: ['民非', '民办非企业单位'], addedAt: 1, addedBy: '周秘书' };
      const newer = { id: 'b', words: ['理事长', '会长'], addedAt: 2, addedBy: '王' };
      await store().ownSynonyms.add(older);
      await store().ownSynonyms.add(newer);

      const again = await reopen();
      expect(await again.ownSynonyms.list()).toEqual([newer, older]);
      expect(await again.ownSynonyms.remove('b')).toEqual(newer);
      expect(await again.ownSynonyms.remove('b')).toBeNull();
      expect(await again.ownSynonyms.list()).toEqual([older]);
    });
  });
}
