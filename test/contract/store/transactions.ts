import { describe, expect, it } from 'vitest';
import { content, delivery, message, newCase } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

export function transactionsContract({ store, second }: Bench): void {
  describe('transactions', () => {
    it('stores everything of a transaction together', async () => {
      const { messageId, conversationId } = await store().messages.accept(message('1'), 1);

      const no = await store().transaction(async (records) => {
        await records.messages.finish(messageId, 'answered');
        await records.deliveries.add([delivery('1', conversationId)], 2);
        return (await records.cases.record(newCase(messageId))).no;
      });

      expect(no).toBe('2026-0001');
      expect(await store().messages.find(messageId)).toMatchObject({ outcome: 'answered' });
      expect(await store().deliveries.find('1')).toMatchObject({ state: 'pending' });
    });

    it('stores nothing of a transaction that throws', async () => {
      const { messageId, conversationId } = await store().messages.accept(message('1'), 1);
      const failing = store().transaction(async (records) => {
        await records.messages.finish(messageId, 'answered');
        await records.deliveries.add([delivery('1', conversationId)], 2);
        await records.documents.put([content('a', ['一'])]);
        await records.messages.accept(message('2'), 1);
        throw new Error('later step');
      });

      await expect(failing).rejects.toThrow('later step');
      expect(await store().messages.find(messageId)).toMatchObject({ outcome: null });
      expect(await store().deliveries.find('1')).toBeNull();
      expect(await store().documents.revision()).toBe(0);
      expect(await store().messages.listHistory(conversationId, 0, 10)).toHaveLength(1);
    });

    it('stores nothing when a statement failed, even if the failure was swallowed', async () => {
      const { conversationId } = await store().messages.accept(message('1'), 1);
      const swallowing = store().transaction(async (records) => {
        await records.deliveries.add([delivery('1', conversationId)], 2);
        await records.deliveries.add([delivery('2', 'g-nowhere')], 2).catch(() => {});
      });

      await expect(swallowing).rejects.toThrow('nothing is stored');
      expect(await store().deliveries.find('1')).toBeNull();
      expect(await store().deliveries.add([delivery('1', conversationId)], 2)).toBe(1);
    });

    it('sees its own changes, and nobody else does before the end', async () => {
      const other = await second();
      await store().transaction(async (records) => {
        const { messageId } = await records.messages.accept(message('1'), 1);
        expect(await records.messages.find(messageId)).not.toBeNull();
        expect(await other.messages.find(messageId)).toBeNull();
      });

      expect(await other.members.list()).toHaveLength(1);
    });

    it('lets readers go on while one is open', async () => {
      await store().messages.accept(message('1'), 1);
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const open = store().transaction(async (records) => {
        await records.messages.accept(message('2'), 1);
        await held;
      });

      expect(await store().members.list()).toHaveLength(1);
      release();
      await open;
    });

    it('refuses at once, instead of waiting for ever, when the store itself is used inside', async () => {
      const inside = store().transaction(() => store().messages.accept(message('1'), 1));
      await expect(inside).rejects.toThrow('only the records passed in');

      const reading = store().transaction(() => store().members.list());
      await expect(reading).rejects.toThrow('only the records passed in');

      const nested = store().transaction(() => store().transaction(async () => {}));
      await expect(nested).rejects.toThrow('only the records passed in');
      expect(await store().members.list()).toEqual([]);
    });

    it('lets work that was started inside go on after the end', async () => {
      let later: Promise<unknown> = Promise.resolve();
      let end = (): void => {};
      const ended = new Promise<void>((resolve) => (end = resolve));
      await store().transaction(async () => {
        later = ended.then(() => store().messages.accept(message('1'), 1));
      });
      end();

      expect(await later).toMatchObject({ fresh: true });
    });

    it('lets many work at the same time', async () => {
      await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          store().transaction(async (records) => {
            await records.messages.accept(message(`${index}`), index);
            await records.cases.record(newCase(index));
          }),
        ),
      );

      expect(await store().cases.list({ from: null, to: null, status: null, kind: null })).toHaveLength(30);
    });

    it('answers a ping', async () => {
      await expect(store().ping()).resolves.toBeUndefined();
    });
  });
}
