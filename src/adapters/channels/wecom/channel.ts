import { type Channel, ChannelError, type ChannelHealth, type Intake, type Outbound } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { type Backlog, createBacklog } from '../backlog.ts';
import { capabilities } from './capabilities.ts';
import { createKeeper, type Keeper } from './connection.ts';
import { inspectWecom } from './inspect.ts';
import type { WecomAccount } from './link.ts';
import { loadSdk, missingPackage, type Sdk } from './load.ts';
import { createOwnName } from './own-name.ts';
import { receiver } from './receive.ts';
import { sendMessage } from './send.ts';

export type WecomOptions = WecomAccount & {
  id: string;
  /** How members may call the bot, until its name is known. */
  names: readonly string[];
  welcome: string;
  intake: Intake;
  clock: Clock;
  log: Log;
};

type Current = { keeper: Keeper; backlog: Backlog };

/** A bot of an organization on WeCom, over the platform's own library and one WebSocket. `missing`: see `load.ts`. */
export function createWecomChannel(options: WecomOptions, missing: () => string | null = missingPackage): Channel {
  const { id, log, clock, intake } = options;
  const name = createOwnName(options.names);
  const sending = new Set<Promise<unknown>>();
  let unusable: string | null = null;
  let current: Current | null = null;

  function health(): ChannelHealth {
    if (unusable !== null) return { state: 'down', detail: unusable, account: null };
    if (current === null) return { state: 'idle', detail: '没有连接', account: null };
    const { keeper, backlog } = current;
    const account = keeper.client() === null ? null : options.botId;
    const waiting = backlog.waiting();
    const state = keeper.state();
    if (waiting === 0 || state.state !== 'up') return { ...state, account };
    return { state: 'degraded', detail: `有 ${waiting} 条企业微信消息暂时存不进去，正在重试`, account };
  }

  function begin(sdk: Sdk): Current {
    const backlog = createBacklog({ intake, log, platform: 'WeCom' });
    const received = {
      channel: id,
      name,
      backlog,
      intake,
      clock,
      log,
      welcome: options.welcome,
      decrypt: sdk.decryptFile,
    };
    const keeper = createKeeper({
      account: options,
      clock,
      log,
      heard: (client) => receiver(received, client),
      idle: async () => void (await Promise.allSettled(sending)),
    });
    return { keeper, backlog };
  }

  async function run(signal: AbortSignal): Promise<void> {
    unusable = missing();
    if (unusable !== null) return;
    const sdk = await loadSdk();
    current = begin(sdk);
    const { keeper, backlog } = current;
    await keeper.run(sdk, signal);
    await backlog.end();
    // What a person must mend stays in sight.
    if (signal.aborted) current = null;
  }

  async function send(message: Outbound, signal: AbortSignal) {
    try {
      return await sendMessage(current?.keeper.client() ?? null, message, signal);
    } catch (error) {
      if (error instanceof ChannelError && error.failure.kind === 'auth') current?.keeper.refused(error.message);
      throw error;
    }
  }

  return {
    id,
    capabilities,
    connection: { run },
    webhook: null,
    canSend: () => (current?.keeper.client() ?? null) !== null,
    health,
    inspect: (signal) => inspectWecom(options, { missing, signal }),
    send(message, signal) {
      const result = send(message, signal);
      const settled = result.catch(() => undefined).finally(() => sending.delete(settled));
      sending.add(settled);
      return result;
    },
  };
}
