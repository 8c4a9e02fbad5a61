import { afterEach, beforeEach, describe } from 'vitest';
import type { ChannelBench, Platform } from './channel/bench.ts';
import { choiceCases } from './channel/choices.ts';
import { connectionCases } from './channel/connection.ts';
import { failureCases } from './channel/failures.ts';
import { inboundCases } from './channel/inbound.ts';
import { lookUpCases } from './channel/look-ups.ts';
import { outboundCases } from './channel/outbound.ts';
import { readerCases } from './channel/readers.ts';
import { receiptCases } from './channel/receipts.ts';

/** What every channel promises; `open` gives a fresh one, connected, with an empty group. */
export function channelContract(name: string, platform: Platform, open: () => Promise<ChannelBench>): void {
  describe(`the channel ${name}`, () => {
    let current: ChannelBench | null = null;
    const bench = (): ChannelBench => {
      if (current === null) throw new Error('no channel is open');
      return current;
    };

    beforeEach(async () => {
      current = await open();
    });

    afterEach(async () => {
      await current?.close();
      current = null;
    });

    inboundCases(platform, bench);
    outboundCases(platform, bench);
    receiptCases(platform, bench);
    choiceCases(platform, bench);
    failureCases(platform, bench);
    lookUpCases(platform, bench);
    readerCases(platform, bench);
    connectionCases(platform, bench);
  });
}
