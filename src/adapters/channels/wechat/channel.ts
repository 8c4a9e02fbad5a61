import type { ConversationRef } from '../../../domain/conversation.ts';
import type { Channel, ChannelHealth, Intake } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { createBacklog } from '../backlog.ts';
import { capabilities } from './capabilities.ts';
import { inspectWechat } from './inspect.ts';
import { gatewayEntry, missingPackages } from './load.ts';
import { sendThrough } from './send.ts';
import { openSession } from './session.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';
import { toInboundMessage } from './to-message.ts';
import type { Account, FromGateway, GatewayOptions } from './wire.ts';

export type WechatChannelOptions = GatewayOptions & {
  id: string;
  /** Where the libraries keep their caches. */
  stateDir: string;
  /** How members may call the bot besides its WeChat name. */
  names: readonly string[];
  intake: Intake;
  clock: Clock;
  log: Log;
};

/** A personal account of WeChat, through any gateway that wechaty can reach. `entry`: the built process that holds it. */
export function createWechatChannel(options: WechatChannelOptions, entry: () => URL | null = gatewayEntry): Channel {
  const { id, intake, clock, log } = options;
  let unusable: string | null = null;
  let current: { supervisor: Supervisor; backlog: ReturnType<typeof createBacklog> } | null = null;

  function health(): ChannelHealth {
    if (unusable !== null) return { state: 'down', detail: unusable, account: null };
    if (current === null) return { state: 'idle', detail: '没有连接', account: null };
    const { supervisor, backlog } = current;
    const link = supervisor.link();
    const account = supervisor.login()?.account.name ?? null;
    const waiting = backlog.waiting();
    if (waiting === 0 || link.state !== 'up') return { ...link, account };
    return { state: 'degraded', detail: `有 ${waiting} 条微信消息暂时存不进去，正在重试`, account };
  }

  async function run(signal: AbortSignal): Promise<void> {
    const built = entry();
    unusable = missingPackages(options.puppet) ?? (built === null ? notBuilt : null);
    if (unusable !== null || built === null) return;
    const backlog = createBacklog({ intake, log, platform: 'WeChat' });
    const { puppet, token, endpoint, tls, stateDir } = options;
    const session = { entry: built, stateDir, gateway: { puppet, token, endpoint, tls } };
    const supervisor = createSupervisor({
      clock,
      log,
      open: (on) => openSession(session, on),
      receive: (message, account) => receive(message, account, backlog),
    });
    current = { supervisor, backlog };
    await supervisor.run(signal);
    await backlog.end();
    current = null;
  }

  function receive(message: FromGateway, account: Account, backlog: ReturnType<typeof createBacklog>): void {
    if (message.kind === 'message') {
      const read = toInboundMessage(message.message, { channel: id, account, names: options.names });
      if (read) backlog.add({ kind: 'message', message: read, contents: [message.message.file?.bytes ?? null] });
    }
    if (message.kind === 'room') {
      const { change, room } = message;
      const conversation: ConversationRef = { channel: id, kind: 'group', platformId: room.id };
      const note = (): Promise<void> =>
        change === 'left'
          ? intake.note({ kind: 'left', conversation })
          : intake.note({ kind: 'joined', conversation: { ...conversation, title: room.topic } });
      backlog.add({ kind: 'change', place: room.id, note });
    }
  }

  return {
    id,
    capabilities,
    connection: { run },
    webhook: null,
    canSend: () => (current?.supervisor.login() ?? null) !== null,
    health,
    inspect: (signal) => inspectWechat(options, signal),
    send(message, signal) {
      return sendThrough(current?.supervisor ?? null, message, signal);
    },
  };
}

const notBuilt = '程序没有装完整（缺 wechat-gateway.js），请运行 npm ci 后再试。';
