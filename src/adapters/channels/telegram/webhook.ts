import { pause } from '../../../base/pause.ts';
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Webhook } from '../../../ports/channel.ts';
import { openUpdate, type DoorDeps } from './door.ts';
import { connectionSentence, isAuth, refusalOf } from './errors.ts';
import type { HealthNote } from './health.ts';
import type { Account } from './to-message.ts';
import { allowedUpdates, readUpdate } from './update.ts';
import { backoffMs } from '../backoff.ts';
import { untilDone } from './waiting.ts';

export type WebhookSettings = { url: string; secret: string; path: string };

export type WebhookDeps = DoorDeps & { settings: WebhookSettings; health: HealthNote };

const secretHeader = 'x-telegram-bot-api-secret-token';
const lookEveryMs = 60_000;

/** Takes what the platform brings: 200 only when it is stored, so that it comes again otherwise. */
export function createWebhook(deps: WebhookDeps, account: (signal: AbortSignal) => Promise<Account>): Webhook {
  const secret = digest(deps.settings.secret);
  const { signal } = new AbortController();
  return {
    path: deps.settings.path,
    async handle({ header, body }) {
      if (!timingSafeEqual(digest(header(secretHeader) ?? ''), secret)) return { status: 403 };
      const update = readUpdate(body);
      if (update === null) return { status: 400 };
      try {
        await openUpdate(deps, update, await account(signal)).store(signal);
        return { status: 200 };
      } catch (error) {
        deps.log.error({ updateId: update.update_id, err: error }, 'a message could not be stored');
        return { status: 500 };
      }
    },
  };
}

/** Of one length, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const info = z.object({ url: z.string() });

/** Tells the platform where to bring messages, and looks every minute whether it still does; until the signal. */
export async function keepWebhook(deps: WebhookDeps, signal: AbortSignal): Promise<void> {
  for (let set = false; !signal.aborted; await pause(lookEveryMs, signal)) {
    const kept = await untilDone(() => keep(deps, set, signal), {
      signal,
      failed(error, failures) {
        const down = isAuth(error);
        deps.health.note(down ? 'down' : 'degraded', connectionSentence(error));
        deps.log.warn({ err: error, failures }, 'the webhook of Telegram could not be set');
        return down ? null : { againInMs: refusalOf(error)?.retryAfterMs ?? backoffMs(failures) };
      },
    });
    if (kept === null) return;
    set = true;
  }
}

async function keep({ api, settings, health, log }: WebhookDeps, set: boolean, signal: AbortSignal): Promise<void> {
  const { url, secret } = settings;
  const seen = set ? info.parse(await api.call('getWebhookInfo', {}, { signal })) : null;
  if (seen?.url !== url) {
    if (seen !== null) log.warn({}, 'somebody set another webhook for this bot; setting it again');
    // One connection: with several, two messages of a group could overtake each other.
    const payload = { url, secret_token: secret, allowed_updates: allowedUpdates, max_connections: 1 };
    await api.call('setWebhook', payload, { signal });
  }
  health.note('up', '已设好 webhook，等平台送消息来。');
}
