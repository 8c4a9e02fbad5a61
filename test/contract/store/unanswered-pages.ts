import { describe, expect, it } from 'vitest';
import { group, question } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const open = { state: 'open', search: null, skip: 0, limit: 20 } as const;

export function unansweredPagesContract({ store }: Bench): void {
  describe('unanswered questions page by page', () => {
    it('tells the same question once, with how often it was asked and where', async () => {
      const conversationId = await group(store(), 'fees');
      await store().unanswered.record(question('q1', { question: '会费多少？', createdAt: 1, conversationId }));
      await store().unanswered.record(question('q2', { question: '会费 多少', createdAt: 3, memberName: '李' }));
      await store().unanswered.record(question('q3', { question: '何时换届', createdAt: 2 }));

      const { same, total } = await store().unanswered.page(open, 10);

      expect(total).toBe(2);
      expect(same.map(({ count, questions }) => [count, questions.map(({ id }) => id)])).toEqual([
        [2, ['q2', 'q1']],
        [1, ['q3']],
      ]);
      expect(same[0]?.questions.map(({ group: where }) => where)).toEqual([null, '群 fees']);
      expect(await store().unanswered.listSame('q2')).toEqual(['q1', 'q2']);
    });

    it('puts first where a person was asked for', async () => {
      await store().unanswered.record(question('q1', { question: '甲' }));
      await store().unanswered.record(question('q2', { question: '甲' }));
      await store().unanswered.record(question('q3', { question: '乙', handoff: true }));

      const { same } = await store().unanswered.page(open, 1);

      expect(same.map(({ handoff, questions }) => [handoff, questions.length])).toEqual([
        [true, 1],
        [false, 1],
      ]);
    });

    it('pages, and looks for letters', async () => {
      for (const at of [1, 2, 3, 4]) await store().unanswered.record(question(`q${at}`, { question: `问 ${at}` }));

      const page = await store().unanswered.page({ ...open, skip: 1, limit: 2 }, 1);
      const found = await store().unanswered.page({ ...open, search: '问 4' }, 1);

      expect([page.total, page.same.length]).toEqual([4, 2]);
      expect(found.same.map(({ questions }) => questions[0]?.question)).toEqual(['问 4']);
    });

    it('dismisses once, and then nobody answers', async () => {
      await store().unanswered.record(question('q1', { createdAt: 10 }));
      await store().unanswered.dismiss('q1', 20);

      expect(await store().unanswered.find('q1')).toMatchObject({ dismissedAt: 20, answeredAt: null });
      expect(await store().unanswered.listOpen()).toEqual([]);
      expect(await store().unanswered.latestOf('g-1', 'm-1', 0)).toBeNull();
      expect((await store().unanswered.page(open, 1)).total).toBe(0);
      expect((await store().unanswered.page({ ...open, state: 'dismissed' }, 1)).total).toBe(1);
      await expect(store().unanswered.dismiss('q1', 30)).rejects.toMatchObject({ code: 'record/conflict' });
      const answering = store().unanswered.answer('q1', { text: '甲', at: 1, documentId: null });
      await expect(answering).rejects.toMatchObject({ code: 'record/conflict' });
      await expect(store().unanswered.dismiss('none', 1)).rejects.toMatchObject({ code: 'record/not-found' });
    });

    it('knows which questions a document answers', async () => {
      await store().unanswered.record(question('q1'));
      await store().unanswered.answer('q1', { text: '甲', at: 1, documentId: 'answers/q1' });

      expect((await store().unanswered.listOfDocument('answers/q1')).map(({ id }) => id)).toEqual(['q1']);
      expect(await store().unanswered.listOfDocument('other')).toEqual([]);
    });
  });
}
