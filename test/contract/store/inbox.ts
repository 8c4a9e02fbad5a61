import { describe, expect, it } from 'vitest';
import { message } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const lease = (owner: string, now = 0): { owner: string; now: number; leaseMs: number } => ({
  owner,
  now,
  leaseMs: 100,
});

export function inboxContract({ store, second, reopen }: Bench): void {
  describe('inbox', () => {
    it('hands out no conversation when nothing waits', async () => {
      expect(await store().messages.claimConversation(lease('a'))).toBeNull();
    });

    it('hands out the conversation whose message waits longest', async () => {
      const first = await store().messages.accept(message('1', { group: 'b' }), 1);
      await store().messages.accept(message('2', { group: 'a' }), 2);
      await store().messages.accept(message('3', { group: 'b' }), 3);

      expect(await store().messages.claimConversation(lease('a'))).toBe(first.conversationId);
    });

    it('counts what waits in all conversations', async () => {
      const { messages } = store();
      expect(await messages.countWaiting()).toBe(0);
      const first = await messages.accept(message('1', { group: 'b' }), 1);
      await messages.accept(message('2', { group: 'a' }), 2);

      expect(await messages.countWaiting()).toBe(2);
      await messages.finish(first.messageId, 'answered');
      expect(await messages.countWaiting()).toBe(1);
    });

    it('gives a taken conversation to nobody, not even to its owner, and goes on with the next', async () => {
      const first = await store().messages.accept(message('1', { group: 'a' }), 1);
      const next = await store().messages.accept(message('2', { group: 'b' }), 2);

      expect(await store().messages.claimConversation(lease('a'))).toBe(first.conversationId);
      expect(await store().messages.claimConversation(lease('a'))).toBe(next.conversationId);
      expect(await store().messages.claimConversation(lease('a'))).toBeNull();
    });

    it('gives every conversation to one of many who ask at the same time', async () => {
      const other = await second();
      for (let index = 0; index < 6; index += 1) await store().messages.accept(message('1', { group: `g${index}` }), 1);

      const claims = Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? store() : other).messages.claimConversation(lease(`owner ${index}`)),
      );
      let taken = (await Promise.all(claims)).filter((id) => id !== null);
      // One who came while another was choosing may have gone away with nothing: what is left is still there to take.
      for (let id = await other.messages.claimConversation(lease('z')); id !== null;) {
        taken = [...taken, id];
        id = await other.messages.claimConversation(lease('z'));
      }

      expect(taken).toHaveLength(6);
      expect(new Set(taken).size).toBe(6);
    });

    it('gives a conversation to another owner when the lease has run out', async () => {
      const { conversationId } = await store().messages.accept(message('1'), 1);
      await store().messages.claimConversation(lease('a', 0));

      expect(await store().messages.claimConversation(lease('b', 99))).toBeNull();
      expect(await store().messages.claimConversation(lease('b', 100))).toBe(conversationId);
      expect(await store().messages.extendConversation(conversationId, lease('a', 100))).toBe(false);
    });

    it('keeps a conversation as long as the lease is extended', async () => {
      const { conversationId } = await store().messages.accept(message('1'), 1);
      await store().messages.claimConversation(lease('a', 0));

      expect(await store().messages.extendConversation(conversationId, lease('a', 90))).toBe(true);
      expect(await store().messages.claimConversation(lease('b', 150))).toBeNull();
    });

    it('hands on the conversation of somebody whose clock was wrong by years', async () => {
      const { conversationId } = await store().messages.accept(message('1'), 1);
      await store().messages.claimConversation({ ...lease('a'), now: 2e12 });

      expect(await store().messages.claimConversation(lease('b'))).toBe(conversationId);
    });

    it('gives back what its owner releases, and only its owner', async () => {
      const { conversationId } = await store().messages.accept(message('1'), 1);
      await store().messages.claimConversation(lease('a'));

      await store().messages.releaseConversation(conversationId, 'b');
      expect(await store().messages.claimConversation(lease('b'))).toBeNull();
      await store().messages.releaseConversation(conversationId, 'a');
      expect(await store().messages.claimConversation(lease('b'))).toBe(conversationId);
    });

    it('ends all leases at once after a restart', async () => {
      const { conversationId } = await store().messages.accept(message('1'), 1);
      await store().messages.claimConversation(lease('a'));

      const again = await reopen();
      expect(await again.messages.claimConversation(lease('b'))).toBeNull();
      await again.messages.releaseAllConversations();
      expect(await again.messages.claimConversation(lease('b'))).toBe(conversationId);
    });

    it('lists what waits in a conversation, oldest first', async () => {
      const ids: number[] = [];
      for (const key of ['1', '2', '3']) ids.push((await store().messages.accept(message(key), 1)).messageId);
      const { conversationId } = await store().messages.accept(message('1'), 1);
      await store().messages.accept(message('4', { group: 'other' }), 1);

      const waiting = await store().messages.listWaiting(conversationId, 2);

      expect(waiting.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    });

    it('ends the wait of a message once', async () => {
      const { messageId, conversationId } = await store().messages.accept(message('1'), 1);
      const other = await second();

      const ends = await Promise.allSettled([
        store().messages.finish(messageId, 'answered'),
        other.messages.finish(messageId, 'too-old'),
      ]);

      expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'record/conflict' } });
      expect(await store().messages.listWaiting(conversationId, 10)).toEqual([]);
      expect(await store().messages.claimConversation(lease('a'))).toBeNull();
    });

    it('cannot end the wait of a message that is not there', async () => {
      await expect(store().messages.finish(99, 'answered')).rejects.toMatchObject({ code: 'record/conflict' });
    });

    it('never waits for the bot to answer itself', async () => {
      const { messageId, conversationId } = await store().messages.accept(message('1'), 1);
      await store().messages.finish(messageId, 'answered');
      const entry = { conversationId, text: '您好', replyTo: messageId, name: '清语', at: 2, file: null };
      await store().messages.recordOutbound({ key: 'reply/1', ...entry });

      expect(await store().messages.claimConversation(lease('a'))).toBeNull();
      expect(await store().messages.listWaiting(conversationId, 10)).toEqual([]);
    });

    it('counts the outcomes of a member since an instant', async () => {
      for (const at of [10, 20, 30]) {
        const { messageId } = await store().messages.accept(message(`${at}`), at);
        await store().messages.finish(messageId, at === 30 ? 'limit-told' : 'answered');
      }
      const waiting = await store().messages.accept(message('waits'), 40);
      const memberId = (await store().messages.find(waiting.messageId))?.memberId ?? '';

      expect(await store().messages.countOutcomes(memberId, 20)).toEqual({ answered: 1, 'limit-told': 1 });
      expect(await store().messages.countOutcomes(memberId, 41)).toEqual({});
    });
  });
}
