import { describe, expect, it } from 'vitest';
import { ChannelError } from '../../../src/ports/channel.ts';
import { type ChannelBench, outbound, type Platform, soon } from './bench.ts';

/** How a refusal of the platform is told, in one form for all. */
export function failureCases({ faults }: Platform, bench: () => ChannelBench): void {
  describe.each(faults)('when the platform answers with %s', (fault) => {
    it('says so in a sentence that may be shown, and shows nothing of the message but what may have arrived', async () => {
      bench().fail(fault);

      const error = await failureOf(bench());

      expect(error.failure.kind).toBe(fault);
      expect(error.message).toMatch(/^\p{Script=Han}.*[。！]$/u);
      expect((await bench().shown()).length).toBeLessThanOrEqual(fault === 'unknown_outcome' ? 1 : 0);
    });

    it.skipIf(fault === 'auth')('sends the next message as if nothing had been', async () => {
      bench().fail(fault);
      await failureOf(bench());
      const before = (await bench().shown()).length;

      await bench().channel.send(outbound(bench(), '下一条', { idempotencyKey: 'b' }), soon());

      expect((await bench().shown()).slice(before)).toEqual([{ text: '下一条' }]);
    });
  });

  it.runIf(faults.includes('rate_limited'))('says how long to wait', async () => {
    bench().fail('rate_limited');

    const { failure } = await failureOf(bench());

    expect(failure.kind === 'rate_limited' && failure.retryAfterMs).toBeGreaterThan(0);
  });

  it.runIf(faults.includes('moved'))('says where a conversation has gone', async () => {
    bench().fail('moved');

    const { failure } = await failureOf(bench());

    expect(failure.kind === 'moved' && failure.to).toMatchObject({ channel: bench().channel.id, kind: 'group' });
  });

  it.runIf(faults.includes('auth'))('is down, and says what to do, when the account is refused', async () => {
    bench().fail('auth');
    await failureOf(bench());

    await bench().until('down');

    expect(bench().channel.canSend()).toBe(false);
    expect(bench().channel.health().detail).toMatch(/\p{Script=Han}/u);
  });
}

async function failureOf(bench: ChannelBench): Promise<ChannelError> {
  try {
    await bench.channel.send(outbound(bench, '寄语'), soon());
  } catch (error) {
    if (error instanceof ChannelError) return error;
    throw error;
  }
  throw new Error('the message was sent');
}
