import { describe, expect, it } from 'vitest';
import { draft, openBroadcasts } from '../../support/broadcast-bench.ts';
import { createScriptedChannel, type ScriptedChannel } from '../../support/scripted-channel.ts';

const receipt = { reason: '核对人数', until: null };
const asked = '\n\n收到请回复“收到”';

async function send(channel: ScriptedChannel, changes: Parameters<typeof draft>[0]): Promise<string[]> {
  const bench = await openBroadcasts(channel);
  await bench.enroll('a');
  const { broadcast } = await bench.desk.plan(draft(changes));
  await bench.settle();
  expect((await bench.desk.show(broadcast.id)).counts.sent).toBe(1);
  return (await bench.store.deliveries.listOf(broadcast.id)).map(({ id }) => id);
}

describe('a message that asks for a 收到', () => {
  it('carries a button where the channel has buttons', async () => {
    const channel = createScriptedChannel([], false, { buttons: true });

    const [id] = await send(channel, { receipt });

    expect(channel.calls).toMatchObject([{ receiptOf: id, body: { text: '周五前报名' } }]);
  });

  it('asks in words where it has none', async () => {
    const channel = createScriptedChannel();

    await send(channel, { receipt });

    expect(channel.calls).toMatchObject([{ receiptOf: null, body: { text: `周五前报名${asked}` } }]);
  });

  it('asks at its end when it takes several parts, once', async () => {
    const withButtons = createScriptedChannel([], false, { buttons: true, maxText: { value: 40, in: 'units' } });
    const without = createScriptedChannel([], false, { maxText: { value: 40, in: 'units' } });
    const text = '第一段说明报名的办法和时间。\n'.repeat(6).trim();

    const [id] = await send(withButtons, { text, receipt });
    await send(without, { text, receipt });

    expect(withButtons.calls.map(({ receiptOf }) => receiptOf)).toEqual([null, null, id]);
    expect(without.shown.filter((shown) => shown.includes('收到请回复'))).toHaveLength(1);
    expect(without.shown.at(-1)).toMatch(/收到请回复“收到”$/u);
  });

  it('carries the button under its words, not under the file behind them', async () => {
    const channel = createScriptedChannel([], false, { buttons: true, files: { maxBytes: 1_000, maxCaption: 0 } });
    const file = { name: '通知.txt', mime: 'text/plain', bytes: Buffer.from('通知') };

    const [withWords] = await send(channel, { receipt, file });

    expect(channel.calls.map(({ body, receiptOf }) => [body.kind, receiptOf])).toEqual([
      ['text', withWords],
      ['file', null],
    ]);
  });

  it('is not what a broadcast is without a reason to ask', async () => {
    const channel = createScriptedChannel([], false, { buttons: true });

    await send(channel, {});

    expect(channel.calls).toMatchObject([{ receiptOf: null, body: { text: '周五前报名' } }]);
  });
});
