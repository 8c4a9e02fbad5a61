import { describe, expect, it } from 'vitest';
import type { Bench } from '../store.ts';

const up = {
  channel: 'telegram',
  state: 'up',
  detail: '已连接',
  account: '@qingyu_bot',
  since: 1,
  seenAt: 2,
  lastInboundAt: null,
} as const;

export function channelStatusesContract({ store, reopen }: Bench): void {
  describe('channel statuses', () => {
    it('keeps what was said last of each channel', async () => {
      await store().channelStatuses.put(up);
      await store().channelStatuses.put({ ...up, channel: 'manual', account: null });
      const down = { ...up, state: 'down', detail: '令牌无效', seenAt: 9, lastInboundAt: 5 } as const;
      await store().channelStatuses.put(down);

      expect(await (await reopen()).channelStatuses.list()).toEqual([
        { ...up, channel: 'manual', account: null },
        down,
      ]);
    });
  });
}
