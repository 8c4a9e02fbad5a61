import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

const key = { conversationId: 'g-1', memberId: 'm-1', name: 'suggestion' } as const;

export function dialoguesContract({ store, reopen }: Bench): void {
  describe('dialogues', () => {
    it('keeps what a member is in the middle of, also across a restart', async () => {
      const data = { step: 'content', given: ['收据', null, 3], odd: 'a\0b\uD800' };
      await store().dialogues.open(key, data, 1_000);

      const again = await reopen();
      expect(await again.dialogues.find(key, 999)).toEqual(data);
    });

    it('forgets it when its time is over', async () => {
      await store().dialogues.open(key, { step: 'content' }, 1_000);

      expect(await store().dialogues.find(key, 1_000)).toBeNull();
    });

    it('replaces what is there', async () => {
      await store().dialogues.open(key, { step: 'content' }, 1_000);
      await store().dialogues.open(key, { step: 'contact' }, 3_000);

      expect(await store().dialogues.find(key, 2_000)).toEqual({ step: 'contact' });
    });

    it('keeps members, conversations and names apart', async () => {
      await store().dialogues.open(key, 1, 1_000);

      expect(await store().dialogues.find({ ...key, memberId: 'm-2' }, 0)).toBeNull();
      expect(await store().dialogues.find({ ...key, conversationId: 'g-2' }, 0)).toBeNull();
      expect(await store().dialogues.find({ ...key, name: 'topic' }, 0)).toBeNull();
    });

    it('closes, also what is not open', async () => {
      await store().dialogues.open(key, 1, 1_000);
      await store().dialogues.close(key);
      await store().dialogues.close(key);

      expect(await store().dialogues.find(key, 0)).toBeNull();
    });
  });
}
