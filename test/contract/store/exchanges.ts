import { describe, expect, it } from 'vitest';
import { message, question } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const ever = { from: 0, until: Number.MAX_SAFE_INTEGER };

export function exchangesContract({ store }: Bench): void {
  describe('exchanges', () => {
    const ask = async (key: string, answer: string, at: number): Promise<void> => {
      const { messageId, conversationId } = await store().messages.accept(message(key), 1_000);
      await store().messages.recordOutbound({
        key: `reply/${key}`,
        conversationId,
        text: answer,
        replyTo: messageId,
        name: '清语',
        at,
        file: null,
      });
    };

    it('are questions with an answer that names its sources, in order and page by page', async () => {
      await ask('1', '已登记，编号 2026-0001。', 10);
      for (const [key, at] of [
        ['2', 20],
        ['3', 30],
        ['4', 40],
      ] as const)
        await ask(key, `答 ${key}\n\n出处：《经验》`, at);

      const first = await store().exchanges.page(ever, 0, 2);
      expect(first.map(({ at, group, name, question: asked, answer }) => [at, group, name, asked, answer])).toEqual([
        [20, '群 g', '王会长', '问题 2', '答 2\n\n出处：《经验》'],
        [30, '群 g', '王会长', '问题 3', '答 3\n\n出处：《经验》'],
      ]);
      const rest = await store().exchanges.page(ever, first.at(-1)?.id ?? 0, 2);
      expect(rest.map(({ at }) => at)).toEqual([40]);
      expect((await store().exchanges.page({ from: 20, until: 40 }, 0, 9)).map(({ at }) => at)).toEqual([20, 30]);
    });

    it('tell which questions a document answered lately', async () => {
      await ask('1', '八千元。\n\n出处：《会费办法》 › 第二条', 10);
      await ask('2', '九千元。\n\n出处：《会费办法》', 30);
      await ask('3', '三年。\n\n出处：《章程》', 40);
      await ask('4', '《会费办法》已登记。', 50);

      const cited = await store().exchanges.citing('会费办法', { since: 0, limit: 1 });
      expect(cited).toEqual({ count: 2, questions: ['问题 2'] });
      expect((await store().exchanges.citing('会费办法', { since: 20, limit: 9 })).count).toBe(1);
      expect(await store().exchanges.citing('会费', { since: 0, limit: 9 })).toEqual({ count: 0, questions: [] });
    });

    it('tell what had no answer, and what a person said to it', async () => {
      const { conversationId, messageId } = await store().messages.accept(message('1'), 1_000);
      await store().unanswered.record(question('q1', { conversationId, messageId, createdAt: 10 }));
      await store().unanswered.record(question('q2', { conversationId, messageId: messageId + 1, createdAt: 20 }));
      await store().unanswered.answer('q1', { text: '已转民政局', at: 50, documentId: null });

      const told = (await store().exchanges.listUnanswered(ever)).map(({ at, answer, group }) => [at, answer, group]);
      expect(told).toEqual([
        [10, '已转民政局', '群 g'],
        [20, '', '群 g'],
      ]);
      expect(await store().exchanges.listUnanswered({ from: 20, until: 21 })).toHaveLength(1);
    });
  });
}
