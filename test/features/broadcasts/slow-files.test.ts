import { describe, expect, it, onTestFinished } from 'vitest';
import { createSender, type Sender } from '../../../src/features/broadcasts/sender.ts';
import { timeoutOf, usualTimes } from '../../../src/features/broadcasts/send-times.ts';
import { largestFileBytes } from '../../../src/domain/file.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createGate, type Gate } from '../../support/gate.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { delivery } from '../../support/store-builders.ts';
import { openTelegram, type TelegramBench, until, zhang } from '../../support/telegram-bench.ts';
import { openTempStore } from '../../support/temp-store.ts';

const never = new AbortController().signal;
const file = { name: '年报.pdf', mime: 'application/pdf', bytes: Buffer.alloc(100_000, 7) };
/** A text is given up after a moment, a file of this size after a quarter of an hour. */
const times = { usualMs: 100, slowestBytesPerSecond: 100 };

type Bench = {
  telegram: TelegramBench['telegram'];
  bot: TelegramBench['bot'];
  store: Store;
  sender: Sender;
  gate: Gate;
};

/** A text to one chat and a file to another are due, and the platform is slow to answer both until the gate opens. */
async function open(): Promise<Bench> {
  const { telegram, bot, channel, close } = await openTelegram();
  onTestFinished(close);
  const clock = { now: () => Date.now() };
  const { store } = await openTempStore(clock);
  const limits = { quietHours: null, dailyCap: 9, timeZone: 'Asia/Shanghai' };
  const channels = new Map([[channel.id, channel]]);
  const log = createNotingLog();
  const sender = createSender({
    store,
    clock,
    log,
    channels,
    linkOf: String,
    owner: 'w',
    random: () => 0.5,
    sleep: async () => {},
    times,
    ...limits,
  });
  const gate = createGate();
  for (const method of ['sendMessage', 'sendDocument'])
    telegram.faults.add(method, { kind: 'held', until: gate.passed });
  const to = (kind: 'group' | 'direct', platformId: string) =>
    store.conversations.ensure({ channel: channel.id, kind, platformId }, null);
  const [{ id: group }, { id: direct }] = [await to('group', '-42'), await to('direct', String(zhang.id))];
  const fileId = await store.files.put(file, { now: 0, expiresAt: null });
  await store.deliveries.add([delivery('file', group, { fileId, text: '年报' }), delivery('text', direct)], 1);
  return { telegram, bot, store, sender, gate };
}

describe('a platform that is slow', () => {
  it('has time for a file by its size, when a text has long been given up, and holds up no answer', async () => {
    const { telegram, bot, store, sender, gate } = await open();

    const uploading = sender.fileRound('telegram', never);
    await until(() => telegram.requests.some(({ method }) => method === 'sendDocument'));
    await sender.round('telegram', never);
    expect(await store.deliveries.find('text')).toMatchObject({ state: 'unknown' });
    await sender.recover(false);
    expect(await store.deliveries.find('file')).toMatchObject({ state: 'sending' });

    gate.open();
    await uploading;

    expect(await store.deliveries.find('file')).toMatchObject({ state: 'sent' });
    expect(telegram.shown(bot, -42)).toMatchObject([{ caption: '年报' }]);
  });

  it('may take for the largest file what an office line needs, and for a text no longer than before', () => {
    const body = { kind: 'file', ...file, caption: '', bytes: new Uint8Array(largestFileBytes) } as const;

    expect(timeoutOf(body, usualTimes)).toBe(20_000 + 640_000);
    expect(timeoutOf({ kind: 'text', text: '字'.repeat(4_000) }, usualTimes)).toBe(20_000);
  });
});
