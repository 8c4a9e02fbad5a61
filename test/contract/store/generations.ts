import { describe, expect, it } from 'vitest';
import { generation } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const budget = { since: 500, perMember: 2, perConversation: 3 };
const none = { count: 0, usage: { input: 0, output: 0, calls: 0 } };

export function generationsContract({ store, second, reopen }: Bench): void {
  describe('generations', () => {
    const begin = (id: string, changes: Parameters<typeof generation>[1] = {}): Promise<boolean> =>
      store().generations.begin(generation(id, changes), budget);

    it('counts against the budget of a member from the moment it begins', async () => {
      expect(await begin('1')).toBe(true);
      expect(await begin('2', { conversationId: 'g-2' })).toBe(true);
      expect(await begin('3', { conversationId: 'g-3' })).toBe(false);
      expect(await begin('4', { memberId: 'm-2' })).toBe(true);
    });

    it('counts against the budget of a conversation, whoever asks', async () => {
      for (const id of ['1', '2', '3']) expect(await begin(id, { memberId: id })).toBe(true);

      expect(await begin('4', { memberId: '4' })).toBe(false);
      expect(await begin('5', { memberId: '4', conversationId: 'g-2' })).toBe(true);
    });

    it('does not count what was before the budget began, nor what nobody in a chat asked', async () => {
      await begin('old-1', { at: 499 });
      await begin('old-2', { at: 499 });
      for (const id of ['cli-1', 'cli-2', 'cli-3']) {
        expect(await begin(id, { memberId: null, conversationId: null })).toBe(true);
      }

      expect(await begin('new')).toBe(true);
    });

    it('lets no more begin than the budget has room for, however many ask at once', async () => {
      const other = await second();
      const begun = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (index % 2 === 0 ? store() : other).generations.begin(generation(`${index}`), budget),
        ),
      );

      expect(begun.filter(Boolean)).toHaveLength(2);
    });

    it('sums tokens by what became of the answers, also after a restart', async () => {
      expect(await store().generations.totals()).toEqual({ running: none, sent: none, dropped: none });
      for (const id of ['1', '2', '3', '4']) await begin(id, { memberId: id, conversationId: id });
      const usage = { input: 100, output: 20, calls: 1 };
      await store().generations.end('1', { outcome: 'sent', reason: null, usage });
      await store().generations.end('2', { outcome: 'sent', reason: null, usage: { ...usage, calls: 2 } });
      await store().generations.end('3', { outcome: 'dropped', reason: '数字无出处', usage });
      await store().generations.end('unknown', { outcome: 'sent', reason: null, usage });

      expect(await (await reopen()).generations.totals()).toEqual({
        running: { ...none, count: 1 },
        sent: { count: 2, usage: { input: 200, output: 40, calls: 3 } },
        dropped: { count: 1, usage },
      });
    });
  });
}
