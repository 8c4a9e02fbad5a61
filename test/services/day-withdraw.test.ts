import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDayNotices } from '../../src/app/day-notices.ts';
import { openStore } from '../../src/adapters/store/store.ts';
import type { Records, Store } from '../../src/ports/store.ts';
import { newSchema, sayWhenSkipped, type Schema } from '../support/postgres.ts';
import { broadcast, delivery, group } from '../support/store-builders.ts';

const lease = { owner: 'sender', now: 10, leaseMs: 30_000 };

describe.skipIf(sayWhenSkipped('the cancellation of a day'))('a day that is called off while it is announced', () => {
  let place: Schema;
  let stores: Store[];
  const open = async (): Promise<Store> => {
    const store = await openStore({ kind: 'postgres', url: place.url, schema: place.schema });
    stores.push(store);
    return store;
  };
  beforeEach(() => {
    place = newSchema();
    stores = [];
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    await place.drop();
  });

  it('was heard of by the group that another worker sends it to meanwhile', async () => {
    const [store, worker] = [await open(), await open()];
    const conversationId = await group(store);
    await store.conversations.setEnrolled(conversationId, 1);
    const broadcastId = 'day/d/announce';
    await store.broadcasts.add(broadcast(broadcastId));
    const key = `broadcast/${broadcastId}/${conversationId}`;
    await store.deliveries.add([delivery('one', conversationId, { kind: 'broadcast', key, broadcastId })], 1);
    const clock = { now: () => 10 };
    const notices = createDayNotices({
      store,
      clock,
      newId: () => 'id',
      channels: new Map(),
      quietHours: null,
      timeZone: 'Asia/Shanghai',
    });

    const heard = await store.transaction((records) =>
      notices.withdraw(
        beforeSkipping(records, () => sendAll(worker)),
        'd',
      ),
    );

    expect(await store.deliveries.find('one')).toMatchObject({ state: 'sent' });
    expect(heard).toEqual([conversationId]);
  });
});

function beforeSkipping(records: Records, then: () => Promise<void>): Records {
  const skipBroadcast: Records['deliveries']['skipBroadcast'] = async (...of) => {
    await then();
    return records.deliveries.skipBroadcast(...of);
  };
  return { ...records, deliveries: { ...records.deliveries, skipBroadcast } };
}

async function sendAll({ deliveries }: Store): Promise<void> {
  for (const { id } of await deliveries.claim(lease, { limit: 9, channels: ['web'] })) {
    await deliveries.markSending(id, lease.owner, 10);
    await deliveries.markSent(id, lease.owner, { at: 10, platformMessageId: null });
  }
}
