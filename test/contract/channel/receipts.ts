import { describe, expect, it } from 'vitest';
import { type ChannelBench, outbound, type Platform, soon } from './bench.ts';

/** What the platform tells of single members, where it does. */
export function receiptCases(platform: Platform, bench: () => ChannelBench): void {
  describe.runIf(platform.capabilities.receipts.length > 0)('when the platform tells who has or saw a message', () => {
    it.each(platform.capabilities.receipts)(
      'hands in what is %s, with the id it was sent under and by whom',
      async (kind) => {
        const { channel, group, reporting } = bench();
        if (reporting === undefined) throw new Error('the bench lets the platform tell nothing');
        const { platformMessageId } = await channel.send(outbound(bench(), '周五前报名'), soon());
        if (platformMessageId === null) throw new Error('what was sent has no id');

        await reporting.tell(kind, platformMessageId);

        expect(reporting.reports).toEqual([
          {
            kind,
            conversation: group,
            sender: { platformId: expect.any(String), name: '张三' },
            platformMessageIds: [platformMessageId],
          },
        ]);
      },
    );

    it('knows the member by the same id as when they write', async () => {
      const { mention, receive, accepted, reporting } = bench();
      await receive({ platformId: '1', sender: '张三', text: `${mention} 早` });
      const [kind] = platform.capabilities.receipts;
      if (kind !== undefined) await reporting?.tell(kind, '1');

      expect(reporting?.reports[0]?.sender.platformId).toBe(accepted[0]?.sender.platformId);
    });
  });
}
