import type { Connection } from '../../../ports/channel.ts';
import { showCommands } from './account.ts';
import { connectionSentence, isAuth, refusalOf } from './errors.ts';
import { poll, type PollingDeps } from './polling.ts';
import type { Account } from './to-message.ts';
import { backoffMs } from '../backoff.ts';
import { untilDone } from './waiting.ts';
import { keepWebhook, type WebhookDeps } from './webhook.ts';

export type ConnectionDeps = PollingDeps & {
  account: (signal: AbortSignal) => Promise<Account>;
  /** Null: messages are fetched. */
  webhook: WebhookDeps['settings'] | null;
};

export function createConnection(deps: ConnectionDeps): Connection {
  return {
    async run(signal) {
      deps.health.note('degraded', '正在连接 Telegram。');
      try {
        await connect(deps, signal);
      } catch (error) {
        deps.log.error({ err: error }, 'the connection to Telegram ended by a fault of the bot itself');
        deps.health.note('down', '连接意外中断，请看日志并重新启动。');
      }
      if (deps.health.read().state !== 'down') deps.health.note('idle', '已断开。');
    },
  };
}

async function connect(deps: ConnectionDeps, signal: AbortSignal): Promise<void> {
  const found = await untilDone(() => deps.account(signal), {
    signal,
    failed(error, failures) {
      const down = isAuth(error);
      deps.health.note(down ? 'down' : 'degraded', connectionSentence(error));
      deps.log.warn({ err: error, failures }, 'Telegram does not say who the bot is');
      return down ? null : { againInMs: refusalOf(error)?.retryAfterMs ?? backoffMs(failures) };
    },
  });
  if (found === null) return;
  await showCommands(deps, signal);
  if (deps.webhook === null) await poll(deps, found.value, signal);
  else await keepWebhook({ ...deps, settings: deps.webhook }, signal);
}
