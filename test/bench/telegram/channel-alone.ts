import { createTelegramChannel } from '../../../src/adapters/channels/telegram/channel.ts';
import type { Log } from '../../../src/ports/log.ts';
import { startTelegramEmulator } from '../../support/telegram-emulator.ts';
import { speak } from './crowd.ts';

/** A second's worth of messages each way, without faults and with nothing behind the channel. */
export type Alone = { takenPerSecond: number; sentPerSecond: number };

const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const atOnce = 20;

/** What the channel itself can do: the rest of the time is the store's. */
export async function measureAlone(messages: number): Promise<Alone> {
  const telegram = await startTelegramEmulator();
  const bot = telegram.addBot({ token: '1:alone', username: 'qingyu_bot' });
  speak(telegram, bot, messages);
  const channel = createTelegramChannel({
    id: 'telegram',
    token: bot.token,
    apiRoot: telegram.url,
    webhook: null,
    clock: { now: () => Date.now() },
    log,
    intake: {
      accept: async () => ({ messageId: 1, fresh: true }),
      note: async () => {},
      acknowledge: async () => '',
      choose: async () => ({ text: '', label: null }),
      report: async () => {},
    },
  });
  const stop = new AbortController();
  const began = performance.now();
  const running = channel.connection?.run(stop.signal);
  await telegram.until(() => bot.queue.length === 0);
  const taken = performance.now();
  const lines = Array.from({ length: atOnce }, async (_, line) => {
    for (let place = line; place < messages; place += atOnce) {
      const to = { channel: 'telegram', kind: 'group', platformId: String(-1 - line) } as const;
      const body = { kind: 'text', text: `答第 ${place} 条` } as const;
      const message = { to, body, replyTo: null, receiptOf: null, idempotencyKey: `${place}` };
      await channel.send(message, AbortSignal.timeout(20_000));
    }
  });
  await Promise.all(lines);
  const sent = performance.now();
  stop.abort();
  await running;
  await telegram.close();
  const rate = (ms: number): number => Math.round(messages / (ms / 1_000));
  return { takenPerSecond: rate(taken - began), sentPerSecond: rate(sent - taken) };
}
