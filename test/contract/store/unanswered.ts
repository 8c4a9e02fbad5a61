import { describe, expect, it } from 'vitest';
import { question } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

export function unansweredContract({ store, second, reopen }: Bench): void {
  describe('unanswered questions', () => {
    it('keeps a question until a person answers it', async () => {
      await store().unanswered.record(question('q1'));

      expect(await store().unanswered.find('q1')).toEqual(question('q1'));
      await store().unanswered.answer('q1', { text: '减免两成', at: 5_000, documentId: 'answers/q1' });
      const again = await reopen();
      const answered = question('q1', { answer: '减免两成', answeredAt: 5_000, documentId: 'answers/q1' });
      expect(await again.unanswered.find('q1')).toEqual(answered);
      expect(await again.unanswered.listOpen()).toEqual([]);
      expect(await again.unanswered.find('none')).toBeNull();
    });

    it('is answered by one person only', async () => {
      await store().unanswered.record(question('q1'));
      const other = await second();

      const answers = await Promise.allSettled([
        store().unanswered.answer('q1', { text: '甲', at: 1, documentId: null }),
        other.unanswered.answer('q1', { text: '乙', at: 1, documentId: null }),
      ]);

      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'record/conflict' },
      });
    });

    it('says so when the question to answer is not there', async () => {
      const answering = store().unanswered.answer('none', { text: '甲', at: 1, documentId: null });
      await expect(answering).rejects.toMatchObject({ code: 'record/not-found' });
    });

    it('lists the open ones, oldest first', async () => {
      await store().unanswered.record(question('q1', { createdAt: 30 }));
      await store().unanswered.record(question('q2', { createdAt: 10 }));
      await store().unanswered.record(question('q3', { createdAt: 20 }));
      await store().unanswered.answer('q3', { text: '答', at: 40, documentId: null });

      expect((await store().unanswered.listOpen()).map(({ id }) => id)).toEqual(['q2', 'q1']);
    });

    it('counts the open ones, the same question once, and those for which a person was asked', async () => {
      expect(await store().unanswered.countOpen()).toEqual({ open: 0, handoffs: 0 });
      await store().unanswered.record(question('q1', { question: '会费怎么交？' }));
      await store().unanswered.record(question('q2', { question: '培训在哪里', handoff: true }));
      await store().unanswered.record(question('q3', { question: '年会几点', handoff: true }));
      await store().unanswered.record(question('q4', { question: '培训 在哪里?', handoff: true }));
      await store().unanswered.answer('q3', { text: '答', at: 40, documentId: null });

      expect(await store().unanswered.countOpen()).toEqual({ open: 2, handoffs: 1 });
    });

    it('finds the newest open one of a member in a conversation', async () => {
      await store().unanswered.record(question('q1', { createdAt: 10, messageId: 1 }));
      await store().unanswered.record(question('q2', { createdAt: 20, messageId: 2 }));
      await store().unanswered.record(question('q3', { createdAt: 30, memberId: 'm-2' }));
      await store().unanswered.record(question('q4', { createdAt: 30, conversationId: 'g-2' }));
      const latest = (since: number): Promise<unknown> => store().unanswered.latestOf('g-1', 'm-1', since);

      expect(await latest(0)).toMatchObject({ id: 'q2' });
      expect(await latest(21)).toBeNull();
      await store().unanswered.answer('q2', { text: '答', at: 40, documentId: null });
      expect(await latest(0)).toMatchObject({ id: 'q1' });
    });

    it('notes that the member asked for a person', async () => {
      await store().unanswered.record(question('q1'));
      await store().unanswered.setHandoff('q1');

      expect(await store().unanswered.find('q1')).toMatchObject({ handoff: true });
    });
  });
}
