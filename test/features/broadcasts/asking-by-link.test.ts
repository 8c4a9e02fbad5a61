import { describe, expect, it } from 'vitest';
import { draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';

const receipt = { reason: '防汛值班', until: null };

/** A platform that only speaks. */
const silent = () => createScriptedChannel([], false, { inbound: 'none' });

describe('a 收到 where nobody can answer the bot', () => {
  it('is asked for by a link, whose page takes it, and shown beforehand', async () => {
    const channel = silent();
    const { desk, enroll, settle, receipts, store } = await openBroadcasts(channel);
    await enroll('a');
    const { groups } = await desk.preview(draft({ receipt }));
    expect(groups[0]).toMatchObject({ text: '周五前报名\n\n收到请点：https://example.org/r/投递编号', byHand: false });

    const { broadcast } = await desk.plan(draft({ receipt }));
    await settle();

    const [delivery] = await store.deliveries.listOf(broadcast.id);
    const id = delivery?.id ?? '';
    expect(channel.shown).toEqual([`周五前报名\n\n收到请点：https://example.org/r/${id}`]);
    expect(await receipts.notice(id, null)).toMatchObject({ text: '周五前报名', acknowledged: false });
    await receipts.sign({ deliveryId: id, visitor: 'v', name: '王会长' });
    expect((await desk.show(broadcast.id)).deliveries).toMatchObject([{ acknowledged: 1 }]);
  });

  it('has its link in the part that asks where broadcasts go out as one message', async () => {
    const channel = silent();
    const { desk, enroll, settle, store } = await openBroadcasts(channel);
    await enroll('a');
    await desk.plan(draft({ text: '周末停水' }));
    const { broadcast } = await desk.plan(draft({ receipt }));
    await settle();

    const [delivery] = await store.deliveries.listOf(broadcast.id);
    expect(channel.shown).toEqual([
      `【一】周五前报名\n\n收到请点：https://example.org/r/${delivery?.id}\n\n【二】周末停水`,
    ]);
  });

  it('is asked for in its own way in each group of one broadcast', async () => {
    const { desk, enroll } = await openBroadcasts(createScriptedChannel());
    await enroll('a');
    await enroll('by hand', { channel: 'manual' });

    const { groups } = await desk.preview(draft({ receipt }));

    expect(groups.map(({ text }) => text.split('\n').at(-1)).toSorted()).toEqual([
      '收到请回复“收到”',
      '收到请点：https://example.org/r/投递编号',
    ]);
  });
});
