import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/ports/channel.ts';
import { resolveDeliveries } from '../../../src/features/broadcasts/resolve.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';
import { openSender, type SenderBench } from '../../support/sender-bench.ts';
import { broadcast } from '../../support/store-builders.ts';

const sheet = { name: '名单.xlsx', mime: 'application/x', bytes: Uint8Array.from([1, 2, 3]) };
/** Every file takes a message of its own. */
const apart = { files: { maxBytes: 1_000_000, maxCaption: 0 } };
const night = { from: '21:30', until: '07:30' };
const tooMany = { kind: 'rate_limited', retryAfterMs: 4_000 } as const;
const kind = 'broadcast' as const;

describe('a delivery whose text a group has', () => {
  it('has its file follow, also where others filled the cap meanwhile', async () => {
    const channel = createScriptedChannel(['sent', tooMany], false, apart);
    const bench = await openSender({ channel, dailyCap: 1 });
    await addWithFile(bench, 'F');
    await bench.sender.fileRound('web', AbortSignal.timeout(10_000));
    await bench.add({ id: 'G', text: 'G', kind });
    await bench.sender.round('web', AbortSignal.timeout(10_000));
    bench.clock.advance(60_000);

    await bench.settle();

    expect(await bench.find('F')).toMatchObject({ state: 'sent', partsSent: 1 });
  });

  it('has it follow, also after its window and into quiet hours', async () => {
    const channel = createScriptedChannel(['sent', tooMany], false, apart);
    const bench = await openSender({ channel, quietHours: night });
    bench.clock.advance(Date.parse('2026-11-23T21:29:59+08:00') - bench.clock.now());
    await addWithFile(bench, 'F', bench.clock.now() + 2_000);
    await bench.settle();
    bench.clock.advance(60_000);

    await bench.sender.recover(false);
    await bench.settle();

    expect(await bench.find('F')).toMatchObject({ state: 'sent' });
  });

  it('has it follow when a person says that the text, which was in doubt, is there', async () => {
    const channel = createScriptedChannel(['lost'], false, apart);
    const bench = await openSender({ channel });
    await addWithFile(bench, 'F');
    await bench.settle();

    await resolve(bench, { channel, deliveryId: 'F', as: 'sent' });
    expect(await bench.find('F')).toMatchObject({ state: 'pending', partsSent: 1, resends: 0 });
    await bench.settle();

    expect(await bench.find('F')).toMatchObject({ state: 'sent' });
    expect(channel.calls.map(({ body }) => body.kind)).toEqual(['text', 'file']);
  });
});

it('a 收到 counts while the file is still to come', async () => {
  const channel = createScriptedChannel(['sent', tooMany], false, apart);
  const bench = await openSender({ channel });
  const until = bench.clock.now() + 3_600_000;
  await bench.store.broadcasts.add(broadcast('b', { receipt: { reason: '核对', until } }));
  const fileId = await bench.store.files.put(sheet, { now: 1, expiresAt: null });
  await bench.add({ id: 'F', text: '见附件', fileId, kind, broadcastId: 'b' });
  await bench.sender.fileRound('web', AbortSignal.timeout(10_000));

  const { state, conversationId } = await bench.find('F');
  const asking = await bench.store.receipts.listAsking(conversationId, bench.clock.now());

  expect([state, asking.map(({ id }) => id)]).toEqual(['pending', ['F']]);
});

describe('what a person orders again', () => {
  it('goes out at once, also in quiet hours', async () => {
    const channel = createScriptedChannel(['lost']);
    const bench = await openSender({ channel, quietHours: night });
    await bench.add({ id: 'a', kind });
    await bench.settle();
    bench.clock.advance(Date.parse('2026-11-23T21:40:00+08:00') - bench.clock.now());

    await resolve(bench, { channel, deliveryId: 'a', as: 'resend' });
    await bench.settle();

    expect(await bench.find('a')).toMatchObject({ state: 'sent', resends: 1 });
  });

  it('goes out, also where it fills the cap', async () => {
    const channel = createScriptedChannel(['lost']);
    const bench = await openSender({ channel, dailyCap: 1 });
    await bench.add({ id: 'a', kind }, { id: 'b', kind });
    await bench.settle();

    await resolve(bench, { channel, deliveryId: 'a,b', as: 'resend' });
    await bench.settle();

    expect([(await bench.find('a')).state, (await bench.find('b')).state]).toEqual(['sent', 'sent']);
  });
});

async function addWithFile(bench: SenderBench, id: string, closesAt: number | null = null): Promise<void> {
  const fileId = await bench.store.files.put(sheet, { now: 1, expiresAt: null });
  await bench.add({ id, text: '见附件', fileId, kind, closesAt });
}

type Decided = { channel: Channel; deliveryId: string; as: 'sent' | 'resend' };

function resolve({ store, clock }: SenderBench, { channel, deliveryId, as }: Decided): Promise<void> {
  const channels = new Map([[channel.id, channel]]);
  const deps = { store, clock, timeZone: 'Asia/Shanghai', channels, linkOf: String };
  return resolveDeliveries(deps, { deliveryId, as, by: '李秘书' });
}
