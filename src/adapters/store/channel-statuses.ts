import type { ChannelStatuses } from '../../ports/channel-statuses.ts';
import type { Handles } from './database.ts';

export function createChannelStatuses({ read, write }: Handles): ChannelStatuses {
  return {
    async put(status) {
      const { channel } = status;
      const values = {
        state: status.state,
        detail: status.detail,
        account: status.account,
        since: status.since,
        seen_at: status.seenAt,
        last_inbound_at: status.lastInboundAt,
      };
      await write
        .insertInto('channel_statuses')
        .values({ channel, ...values })
        .onConflict((conflict) => conflict.column('channel').doUpdateSet(values))
        .execute();
    },

    async list() {
      const rows = await read.selectFrom('channel_statuses').selectAll().orderBy('channel').execute();
      return rows.map(({ seen_at: seenAt, last_inbound_at: lastInboundAt, ...said }) => ({
        ...said,
        seenAt,
        lastInboundAt,
      }));
    },
  };
}
