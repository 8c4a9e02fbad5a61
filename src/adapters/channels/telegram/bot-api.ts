import type { TelegramError } from 'telegraf';
import { ApiError } from './api-error.ts';
import { withDeadline } from '../deadline.ts';

/** The Bot API of one account, over telegraf as the client. */
export interface BotApi {
  /** The result as the server gave it; throws an `ApiError` and nothing else. */
  call(method: string, payload: object, on: { signal: AbortSignal; withinMs?: number }): Promise<unknown>;
  /** Where a file that `getFile` named can be fetched; holds the token. */
  fileUrl(path: string): URL;
  /** Without the token, wherever it stands in it. */
  redact(text: string): string;
}

/** telegraf's `Telegram`, seen without its types of all methods: what comes back is read by schemas of our own. */
interface Client {
  callApi(method: string, payload: object, on: object): Promise<unknown>;
}

type Loaded = { client: Client; TelegramError: typeof TelegramError };

const officialRoot = 'https://api.telegram.org/';
const usualDeadlineMs = 30_000;
/** Shorter than any proxy keeps an idle connection: a request on one that is gone has an unknown outcome. */
const idleMs = 10_000;

export function createBotApi({ token, apiRoot }: { token: string; apiRoot: string | null }): BotApi {
  const root = apiRoot === null ? officialRoot : `${apiRoot.replace(/\/+$/u, '')}/`;
  let loading: Promise<Loaded> | null = null;

  // telegraf takes a tenth of a second and more than 10 MB, which a start without Telegram need not spend.
  async function load(): Promise<Loaded> {
    const [{ Telegram, TelegramError }, { Agent }] = await Promise.all([import('telegraf'), import('node:https')]);
    const agent = new Agent({ keepAlive: true, timeout: idleMs });
    return { client: new Telegram(token, { apiRoot: root, webhookReply: false, agent }), TelegramError };
  }

  const redact = (text: string): string =>
    [token, encodeURIComponent(token)].reduce((text, secret) => text.replaceAll(secret, '…'), text);

  return {
    redact,
    fileUrl: (path) => new URL(`./file/bot${token}/${path}`, root),
    async call(method, payload, { signal, withinMs = usualDeadlineMs }) {
      loading ??= load();
      const { client, TelegramError } = await loading;
      try {
        return await withDeadline({ signal, ms: withinMs }, (signal) => client.callApi(method, payload, { signal }));
      } catch (error) {
        const refusal = error instanceof TelegramError ? error.response : null;
        throw new ApiError(method, { refusal, error, redact });
      }
    },
  };
}
