import { describe, expect, it } from 'vitest';
import { ChannelError, type Reader } from '../../../src/ports/channel.ts';
import { type ChannelBench, outbound, type Platform, soon } from './bench.ts';

/** Who saw a message, where the platform can be asked. */
export function readerCases({ capabilities }: Platform, bench: () => ChannelBench): void {
  it('can be asked who saw a message when it says so, and only then', () => {
    expect(bench().channel.readers !== undefined).toBe(capabilities.readers !== undefined);
    expect(bench().see !== undefined).toBe(capabilities.readers !== undefined);
  });

  describe.runIf(capabilities.readers)('when it is asked who saw a message', () => {
    it('names nobody before anybody did', async () => {
      expect(await readersOf(bench(), await send(bench()))).toEqual([]);
    });

    it('names each once, by the same id as when they write', async () => {
      const { mention, receive, accepted, see } = bench();
      await receive({ platformId: '1', sender: '张三', text: `${mention} 早` });
      const id = await send(bench());
      await see?.(id, '张三');
      await see?.(id, '李四');
      await see?.(id, '张三');

      const readers = await readersOf(bench(), id);

      expect(readers).toHaveLength(2);
      expect(readers.map(({ platformId }) => platformId)).toContain(accepted[0]?.sender.platformId);
    });

    it('does not take who saw another message for them', async () => {
      const first = await send(bench(), 'a');
      const second = await send(bench(), 'b');
      await bench().see?.(first, '张三');

      expect(await readersOf(bench(), second)).toEqual([]);
    });

    it('says in an error of its own that it does not know the message', async () => {
      await expect(readersOf(bench(), 'no-such-message')).rejects.toBeInstanceOf(ChannelError);
    });
  });
}

async function send(bench: ChannelBench, idempotencyKey = 'a'): Promise<string> {
  const { platformMessageId } = await bench.channel.send(outbound(bench, '周五前报名', { idempotencyKey }), soon());
  if (platformMessageId === null) throw new Error('what was sent has no id');
  return platformMessageId;
}

function readersOf({ channel, group }: ChannelBench, platformMessageId: string): Promise<readonly Reader[]> {
  if (channel.readers === undefined) throw new Error('it cannot be asked');
  return channel.readers({ to: group, platformMessageId }, soon());
}
