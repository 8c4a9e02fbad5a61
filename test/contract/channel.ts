import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationRef } from '../../src/domain/conversation.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import { ChannelError } from '../../src/ports/channel.ts';
import type { Channel, Outbound } from '../../src/ports/channel.ts';

/** A message as a member of the group writes it; `platformId` is the platform's id of it. */
export type Written = { platformId: string; sender: string; text: string };

/** One channel with its platform beside it. */
export type ChannelBench = {
  channel: Channel;
  group: ConversationRef;
  /** How a member of this platform writes that the bot is meant. */
  mention: string;
  /** Lets the platform hand a message in; resolves when the platform was told that it arrived, rejects when not. */
  receive(written: Written): Promise<void>;
  /** From now on storing fails until called with null. */
  failStore(error: Error | null): void;
  /** Every call of `accept` that did not fail, in order. */
  accepted: readonly InboundMessage[];
  /** What members see of the bot, oldest first. */
  shown(): Promise<readonly string[]>;
  close(): Promise<void>;
};

/** What every channel promises; `open` gives a fresh one with an empty group. */
export function channelContract(name: string, open: () => Promise<ChannelBench>): void {
  describe(`the channel ${name}`, () => {
    let bench: ChannelBench;

    beforeEach(async () => {
      bench = await open();
    });

    afterEach(async () => {
      await bench.close();
    });

    it('hands a mention in once, without the mention, with where and from whom it came', async () => {
      await bench.receive({ platformId: '1', sender: '张三', text: `${bench.mention} 长沙接待日收集了多少条？` });

      expect(bench.accepted).toHaveLength(1);
      expect(bench.accepted[0]).toMatchObject({
        conversation: bench.group,
        sender: { name: '张三', bot: false },
        addressed: 'mention',
        mentionsAll: false,
        text: '长沙接待日收集了多少条？',
      });
      expect(bench.accepted[0]?.rawText).toContain('清语');
    });

    it('hands talk of the group in as not for the bot', async () => {
      await bench.receive({ platformId: '1', sender: '张三', text: '中午吃什么' });

      expect(bench.accepted[0]).toMatchObject({ addressed: 'none', text: '中午吃什么', rawText: '中午吃什么' });
    });

    it('tells two messages of two members apart', async () => {
      await bench.receive({ platformId: '1', sender: '张三', text: '早' });
      await bench.receive({ platformId: '2', sender: '李四', text: '早' });

      const [first, second] = bench.accepted;
      expect(first?.key).not.toBe(second?.key);
      expect(first?.sender.platformId).not.toBe(second?.sender.platformId);
    });

    it('gives a message the platform repeats the same key', async () => {
      const written = { platformId: '1', sender: '张三', text: '早' };

      await bench.receive(written);
      await bench.receive(written);

      expect(new Set(bench.accepted.map(({ key }) => key)).size).toBe(1);
    });

    it('tells the platform nothing when storing failed, and takes the message when it comes again', async () => {
      const written = { platformId: '1', sender: '张三', text: '早' };
      bench.failStore(new Error('disk full'));
      await expect(bench.receive(written)).rejects.toBeInstanceOf(Error);
      expect(bench.accepted).toEqual([]);

      bench.failStore(null);
      await bench.receive(written);

      expect(bench.accepted).toHaveLength(1);
    });

    it('shows what was sent, letter by letter', async () => {
      const text = '第一行\n<b>不是标签</b> & "引号" 🎋';

      await bench.channel.send(outbound(bench, { text, idempotencyKey: 'a' }), AbortSignal.timeout(5_000));

      expect(await bench.shown()).toEqual([text]);
    });

    it('shows the same idempotency key once, or has said that it cannot', async () => {
      const message = outbound(bench, { text: '寄语', idempotencyKey: 'a' });

      await bench.channel.send(message, AbortSignal.timeout(5_000));
      await bench.channel.send(message, AbortSignal.timeout(5_000));

      expect(await bench.shown()).toHaveLength(bench.channel.idempotentSend ? 1 : 2);
    });

    it('shows two messages of the same text with different keys', async () => {
      await bench.channel.send(outbound(bench, { text: '收到', idempotencyKey: 'a' }), AbortSignal.timeout(5_000));
      await bench.channel.send(outbound(bench, { text: '收到', idempotencyKey: 'b' }), AbortSignal.timeout(5_000));

      expect(await bench.shown()).toEqual(['收到', '收到']);
    });

    it('refuses a group that is not there for good', async () => {
      const message = outbound(bench, { text: '寄语', idempotencyKey: 'a' });
      const nowhere = { ...message, to: { ...bench.group, platformId: 'nowhere' } };

      const sending = bench.channel.send(nowhere, AbortSignal.timeout(5_000));

      await expect(sending).rejects.toBeInstanceOf(ChannelError);
      await expect(sending).rejects.toMatchObject({ failure: { kind: expect.stringMatching(/^(gone|permanent)$/) } });
    });

    it('does not send what was given up before', async () => {
      const message = outbound(bench, { text: '寄语', idempotencyKey: 'a' });

      await expect(bench.channel.send(message, AbortSignal.abort())).rejects.toBeInstanceOf(ChannelError);

      expect(await bench.shown()).toEqual([]);
    });

    it('is up and says so in words', () => {
      expect(bench.channel.health()).toEqual({ state: 'up', detail: expect.stringMatching(/./) });
    });
  });
}

function outbound(bench: ChannelBench, { text, idempotencyKey }: { text: string; idempotencyKey: string }): Outbound {
  return { to: bench.group, text, replyTo: null, idempotencyKey };
}
