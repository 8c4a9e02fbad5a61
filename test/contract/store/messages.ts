import { describe, expect, it } from 'vitest';
import { delivery, group, message } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

export function speakersContract({ store }: Bench): void {
  describe('who has spoken', () => {
    const direct = { channel: 'web', kind: 'direct', platformId: 'wang', title: null } as const;

    it('is told once a conversation, without other bots and the bot itself', async () => {
      const li = { platformId: 'li', name: '李会长', bot: false };
      const { conversationId: here } = await store().messages.accept(message('1'), 1);
      await store().messages.accept(message('2'), 1);
      await store().messages.accept(message('3', { sender: li, addressed: 'none' }), 1);
      await store().messages.accept(message('4', { sender: { platformId: 'b', name: '机器人', bot: true } }), 1);
      await store().messages.recordOutbound({
        key: 'o',
        file: null,
        conversationId: here,
        text: '好',
        replyTo: null,
        name: '清语',
        at: 1,
      });
      const { conversationId: there } = await store().messages.accept(message('5', { group: 'h', sender: li }), 1);

      const speakers = await store().members.listSpeakers([here, there, 'none']);
      expect(
        speakers
          .map(({ conversationId, member }) => `${conversationId === here ? 'g' : 'h'} ${member.name}`)
          .toSorted(),
      ).toEqual(['g 李会长', 'g 王会长', 'h 李会长']);
      expect(await store().members.listSpeakers([])).toEqual([]);
    });

    it('to the bot alone can be written to there, until it is gone', async () => {
      const { conversationId } = await store().messages.accept(message('1', { conversation: direct }), 1);
      await store().messages.accept(message('2'), 1);
      const memberId = (await store().members.list())[0]?.id ?? '';

      const { channel = '', platformId = '' } = (await store().members.list())[0] ?? {};
      expect(await store().members.findThere({ channel, platformId })).toMatchObject({ id: memberId });
      expect(await store().members.findThere({ channel: 'elsewhere', platformId })).toBeNull();
      expect(await store().members.listDirect([memberId, 'none'])).toEqual([{ memberId, conversationId }]);
      await store().conversations.setLeft(direct, 5);
      expect(await store().members.listDirect([memberId])).toEqual([]);
    });
  });
}

export function messagesContract({ store, second, reopen }: Bench): void {
  describe('messages', () => {
    it('keeps what a reply needs, what is quoted and which files came with it', async () => {
      const photo = { kind: 'image', name: '现场.jpg', mime: 'image/jpeg', size: null } as const;
      const attachments = [
        { ...photo, source: null },
        { ...photo, source: { at: 'platform', ref: 'AgAD' } },
        { ...photo, source: { at: 'store', fileId: 'f-1' } },
      ] as const;
      const quoted = { platformMessageId: null, text: '昨天的通知' };
      const { messageId } = await store().messages.accept(message('1', { replyRef: '7@3', quoted, attachments }), 1);
      const plain = await store().messages.accept(message('2'), 1);

      expect(await store().messages.find(messageId)).toMatchObject({ replyRef: '7@3', quoted, attachments });
      expect(await store().messages.find(plain.messageId)).toMatchObject({
        replyRef: null,
        quoted: null,
        attachments: [],
      });
    });

    it('scrubs the words of a message at once, and removes it with its replies when their time has come', async () => {
      const { messageId, conversationId } = await store().messages.accept(message('1', { text: '不留' }), 1);
      const other = await store().messages.accept(message('2'), 1);
      for (const [id, replyTo] of [
        ['r1', messageId],
        ['r2', other.messageId],
      ] as const) {
        await store().deliveries.add([delivery(id, conversationId, { text: '凭证', replyTo })], 1);
      }
      await store().messages.scrub(messageId, 50);
      await store().messages.scrub(messageId, 100);

      const scrubbed = await store().messages.find(messageId);
      expect([scrubbed?.text, scrubbed?.rawText].join()).not.toMatch(/不留|问题/);
      expect(await store().messages.scrubReplies(100)).toBe(0);
      const [claimed] = await store().deliveries.claim(
        { owner: 'w', now: 1, leaseMs: 10 },
        { limit: 1, channels: ['web'] },
      );
      await store().deliveries.markSending('r1', 'w', 1);
      await store().deliveries.markSent('r1', 'w', { at: 1, platformMessageId: null });
      expect(claimed?.id).toBe('r1');
      expect(await store().messages.scrubReplies(99)).toBe(0);
      expect(await store().messages.scrubReplies(100)).toBe(1);
      expect(await store().messages.scrubReplies(100)).toBe(0);
      expect(await store().deliveries.find('r1')).toBeNull();
      expect(await store().messages.find(messageId)).toBeNull();
      expect((await store().deliveries.find('r2'))?.text).toBe('凭证');
      expect((await store().messages.find(other.messageId))?.text).toBe('问题 2');
    });

    it('lists what was scrubbed of a member, the newest first, for as long as it is there', async () => {
      const [first, second] = [
        await store().messages.accept(message('1'), 1),
        await store().messages.accept(message('2'), 2),
      ];
      await store().messages.accept(message('3'), 3);
      const other = { sender: { platformId: 'li', name: '李', bot: false } };
      const { messageId: foreign } = await store().messages.accept(message('4', other), 4);
      for (const [id, at] of [
        [first.messageId, 10],
        [second.messageId, 20],
        [foreign, 20],
      ] as const)
        await store().messages.scrub(id, at);
      const memberId = (await store().messages.find(first.messageId))?.memberId ?? '';

      expect(await store().messages.listScrubbed(memberId)).toEqual([
        { id: second.messageId, receivedAt: 2 },
        { id: first.messageId, receivedAt: 1 },
      ]);
      await store().messages.scrubReplies(10);
      expect(await store().messages.listScrubbed(memberId)).toEqual([{ id: second.messageId, receivedAt: 2 }]);
    });

    it('stores a message with its conversation and its member', async () => {
      const { messageId, conversationId, fresh } = await store().messages.accept(message('1'), 5_000);

      expect(fresh).toBe(true);
      const stored = await store().messages.find(messageId);
      expect(stored).toMatchObject({
        ...message('1'),
        id: messageId,
        conversationId,
        receivedAt: 5_000,
        outcome: null,
      });
      expect(await store().conversations.find(conversationId)).toMatchObject({ title: '群 g', createdAt: 5_000 });
      expect(await store().members.find(stored?.memberId ?? '')).toMatchObject({ platformId: 'wang', name: '王会长' });
    });

    it('takes the same key twice as one message', async () => {
      const first = await store().messages.accept(message('1'), 5_000);
      const again = await store().messages.accept(message('1', { text: '改过' }), 6_000);

      expect(again).toEqual({ ...first, fresh: false });
      expect(await store().messages.find(first.messageId)).toMatchObject({ text: '问题 1', receivedAt: 5_000 });
    });

    it('takes the same key once when it comes to two stores at the same time', async () => {
      const other = await second();
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (index % 2 === 0 ? store() : other).messages.accept(message('1'), 5_000),
        ),
      );

      expect(results.filter(({ fresh }) => fresh)).toHaveLength(1);
      expect(new Set(results.map(({ messageId }) => messageId)).size).toBe(1);
    });

    it('keeps the newest name of a member and the newest title of a conversation', async () => {
      const { conversationId } = await store().messages.accept(message('1'), 1);
      const renamed = { ...message('2').conversation, title: '新群名' };
      const sender = { platformId: 'wang', name: '王秘书长', bot: false };
      await store().messages.accept(message('2', { conversation: renamed, sender }), 2);

      expect(await store().conversations.find(conversationId)).toMatchObject({ title: '新群名' });
      expect((await store().members.list()).map(({ name }) => name)).toEqual(['王秘书长']);
    });

    it('keeps the title when a message brings none', async () => {
      await store().messages.accept(message('1'), 1);
      const untitled = { ...message('2').conversation, title: null };
      const { conversationId } = await store().messages.accept(message('2', { conversation: untitled }), 2);

      expect(await store().conversations.find(conversationId)).toMatchObject({ title: '群 g' });
    });

    it('keeps emoji, right-to-left marks and 10,000 characters, and makes NUL and half characters harmless', async () => {
      const text = `👨‍👩‍👧 \u202Eabc\u200B ${'长'.repeat(10_000)}`;
      const odd = await store().messages.accept(message('1', { text, rawText: 'a\0b\uD83Dc' }), 1);

      expect(await store().messages.find(odd.messageId)).toMatchObject({ text, rawText: 'ab\uFFFDc' });
    });

    it('numbers the messages of a conversation in the order in which they are stored', async () => {
      const other = await second();
      await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const [writer, reader] = index % 2 === 0 ? [store(), other] : [other, store()];
          const { messageId, conversationId } = await writer.messages.accept(message(`${index}`), index);
          // Whatever is seen by now is never joined later by a smaller number.
          const seen = await reader.messages.listHistory(conversationId, 0, 100);
          const newest = seen.at(-1)?.id ?? 0;
          const later = await writer.messages.listHistory(conversationId, 0, 100);
          expect(newest).toBeGreaterThanOrEqual(messageId);
          expect(later.filter(({ id }) => id <= newest)).toEqual(seen);
        }),
      );
    });

    it('lists the words of people and of the bot as one history', async () => {
      const { messageId, conversationId } = await store().messages.accept(message('1'), 1);
      const entry = {
        key: 'reply/1',
        conversationId,
        text: '您好',
        replyTo: messageId,
        name: '清语',
        at: 2_000,
        file: null,
      };
      const id = await store().messages.recordOutbound(entry);

      expect(id).toBeGreaterThan(messageId);
      expect(await store().messages.listHistory(conversationId, 0, 10)).toEqual([
        {
          id: messageId,
          conversationId,
          name: '王会长',
          text: '@清语 问题 1',
          bot: false,
          at: 1_000,
          replyTo: null,
          file: null,
          buttons: null,
        },
        {
          id,
          conversationId,
          name: '清语',
          text: '您好',
          bot: true,
          at: 2_000,
          replyTo: messageId,
          file: null,
          buttons: null,
        },
      ]);
    });

    it('tells what the bot sent with its words, in the conversation it was sent to', async () => {
      const [here, there] = [await group(store()), await group(store(), 'h')];
      const file = { id: 'f', name: '名单.xlsx', size: 12 };
      const entry = { key: 'out/1', conversationId: here, text: '', replyTo: null, name: '清语', at: 2_000, file };
      const id = await store().messages.recordOutbound(entry);

      expect(await store().messages.findEntry(here, id)).toMatchObject({ id, text: '', file });
      expect(await store().messages.findEntry(there, id)).toBeNull();
      expect(await store().messages.findEntry(here, id + 1)).toBeNull();
    });

    it('records the same own message once', async () => {
      const conversationId = await group(store());
      const entry = {
        key: 'reply/1',
        conversationId,
        text: '您好',
        replyTo: null,
        name: '清语',
        at: 2_000,
        file: null,
      };

      const ids = await Promise.all([1, 2, 3].map(() => store().messages.recordOutbound(entry)));

      expect(new Set(ids).size).toBe(1);
      expect(await store().messages.listHistory(conversationId, 0, 10)).toHaveLength(1);
    });

    it('shows what can be pressed under an own message, and the first choice in its place from then on', async () => {
      const conversationId = await group(store());
      const entry = { conversationId, text: '满意吗？', replyTo: null, name: '清语', at: 2_000, file: null };
      const choice = { kind: 'choice', deliveryId: 'd-1', labels: ['好', '不好'], chosen: null } as const;
      const receipt = { kind: 'receipt', deliveryId: 'd-2' } as const;
      const { messages } = store();
      const asks = await messages.recordOutbound({ ...entry, key: 'o/1', buttons: choice });
      const confirms = await messages.recordOutbound({ ...entry, key: 'o/2', buttons: receipt });
      const plain = await messages.recordOutbound({ ...entry, key: 'o/3' });

      await messages.showChosen('g-none', asks, { place: 0, label: '✓ 别处' });
      for (const id of [asks, confirms, plain])
        await messages.showChosen(conversationId, id, { place: 1, label: '✓ 一' });
      await messages.showChosen(conversationId, asks, { place: 0, label: '✓ 二' });

      const entries = await messages.listHistory(conversationId, 0, 10);
      expect(entries.map(({ buttons }) => buttons)).toEqual([
        { ...choice, chosen: { place: 1, label: '✓ 一' } },
        receipt,
        null,
      ]);
    });

    it('lists the history after an entry from the oldest on, and the latest ones oldest first', async () => {
      const ids: number[] = [];
      for (const key of ['1', '2', '3', '4']) ids.push((await store().messages.accept(message(key), 1)).messageId);
      const [first = 0, secondId = 0, third = 0, fourth = 0] = ids;
      const id = await group(store());

      expect((await store().messages.listHistory(id, first, 2)).map((entry) => entry.id)).toEqual([secondId, third]);
      expect((await store().messages.listLatest(id, 2)).map((entry) => entry.id)).toEqual([third, fourth]);
    });

    it('finds nothing where nothing is', async () => {
      expect(await store().messages.find(99)).toBeNull();
      expect(await store().messages.listHistory('g-none', 0, 10)).toEqual([]);
      expect(await store().members.find('m-none')).toBeNull();
      expect(await store().members.list()).toEqual([]);
    });

    it('still has everything when it is opened again', async () => {
      const { messageId } = await store().messages.accept(message('1'), 5_000);

      const again = await reopen();

      expect(await again.messages.find(messageId)).toMatchObject({ text: '问题 1' });
      expect(await again.messages.accept(message('1'), 6_000)).toMatchObject({ messageId, fresh: false });
    });
  });
}
