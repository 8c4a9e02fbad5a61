import { describe, expect, it } from 'vitest';
import { ChannelError, type Fate, type Sought } from '../../../src/ports/channel.ts';
import { type ChannelBench, outbound, type Platform, soon } from './bench.ts';

/** What a platform tells of messages it was given, where it can be asked. */
export function lookUpCases({ capabilities }: Platform, bench: () => ChannelBench): void {
  it('can be asked what became of a message when it says so, and only then', () => {
    expect(bench().channel.lookUp !== undefined).toBe(capabilities.lookup !== undefined);
  });

  describe.runIf(capabilities.lookup)('when it is asked what became of a message', () => {
    it('tells when it was delivered', async () => {
      await bench().channel.send(outbound(bench(), '寄语', { idempotencyKey: 'k1' }), soon());
      report(bench(), 'k1', 'delivered');

      expect(await fateOf(bench(), 'k1')).toMatchObject({ kind: 'delivered', at: expect.any(Number) });
    });

    it('says in a sentence that it did not arrive', async () => {
      await bench().channel.send(outbound(bench(), '寄语', { idempotencyKey: 'k1' }), soon());
      report(bench(), 'k1', 'undelivered');

      expect(await fateOf(bench(), 'k1')).toMatchObject({ kind: 'undelivered', reason: expect.stringMatching(/。$/u) });
    });

    it('finds one that was taken although its answer was lost', async () => {
      bench().fail('unknown_outcome');
      await expect(
        bench().channel.send(outbound(bench(), '寄语', { idempotencyKey: 'k1' }), soon()),
      ).rejects.toBeInstanceOf(ChannelError);
      report(bench(), 'k1', 'delivered');

      expect(await fateOf(bench(), 'k1')).toMatchObject({ kind: 'delivered' });
    });

    it('does not take another message to the same person for it', async () => {
      await bench().channel.send(outbound(bench(), '寄语', { idempotencyKey: 'k1' }), soon());
      report(bench(), 'k1', 'delivered');

      expect(await fateOf(bench(), 'k2')).toMatchObject({ kind: 'absent', detail: expect.stringMatching(/。$/u) });
    });
  });
}

function report({ report }: ChannelBench, key: string, as: 'delivered' | 'undelivered'): void {
  if (report === undefined) throw new Error('the bench cannot report');
  report(key, as);
}

async function fateOf({ channel, group }: ChannelBench, idempotencyKey: string): Promise<Fate> {
  const sought: Sought = { to: group, idempotencyKey, sentAt: Date.now() };
  if (channel.lookUp === undefined) throw new Error('it cannot be asked');
  return channel.lookUp(sought, soon());
}
