import type { Capabilities } from '../../../domain/channel.ts';
import { type Channel, ChannelError, type Intake, type Outbound, type SendResult } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { createAccount } from './account.ts';
import { createBotApi } from './bot-api.ts';
import { createConnection } from './connection.ts';
import { refusedAccount } from './errors.ts';
import { fetchFile } from './fetch-file.ts';
import { createHealthNote } from './health.ts';
import { inspect } from './inspect.ts';
import { mostCaptionUnits, mostFileBytes, mostUnits } from './letter.ts';
import { sendMessage } from './send.ts';
import { createWebhook, type WebhookSettings } from './webhook.ts';

export type TelegramOptions = {
  id: string;
  token: string;
  /** Another server of the Bot API, e.g. a relay; null = the official one. */
  apiRoot: string | null;
  /** Where the platform brings messages to; null: they are fetched. */
  webhook: WebhookSettings | null;
  intake: Intake;
  clock: Clock;
  log: Log;
};

/** Whether all talk of a group comes in is a setting of the account: `addressed` is what every account gets. */
export const capabilities: Capabilities = {
  inbound: 'addressed',
  redelivery: 'until-stored',
  maxText: { value: mostUnits, in: 'units' },
  files: { maxBytes: mostFileBytes, maxCaption: mostCaptionUnits },
  quotes: true,
  usernames: true,
  buttons: true,
  receipts: [],
  idempotentSend: false,
  sentBy: 'bot',
  directChats: true,
  rates: [
    { scope: 'conversation', max: 1, perMs: 1_000, burst: 1 },
    { scope: 'conversation', max: 20, perMs: 60_000, burst: 3 },
    { scope: 'account', max: 30, perMs: 1_000, burst: 4 },
  ],
  pause: null,
};

/** A bot of Telegram, over telegraf as the client; what fetches, confirms and retries is our own. */
export function createTelegramChannel(options: TelegramOptions): Channel {
  const { id, webhook: settings, intake, clock, log } = options;
  const api = createBotApi(options);
  const health = createHealthNote();
  const account = createAccount({ api, channel: id, health });
  const deps = { api, intake, log, health };

  return {
    id,
    capabilities,
    connection: createConnection({ ...deps, account, webhook: settings }),
    webhook: settings === null ? null : createWebhook({ ...deps, settings }, account),
    canSend: () => health.read().state !== 'down',
    health: () => health.read(),
    fetchFile: (attachment, signal) => fetchFile(api, attachment, signal),
    inspect: (signal) => inspect({ api, clock, webhook: settings }, signal),
    async send(message: Outbound, signal: AbortSignal): Promise<SendResult> {
      try {
        return await sendMessage(api, message, signal);
      } catch (error) {
        if (error instanceof ChannelError && error.failure.kind === 'auth') health.note('down', refusedAccount);
        throw error;
      }
    },
  };
}
