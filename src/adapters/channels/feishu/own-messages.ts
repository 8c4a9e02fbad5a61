import { z } from 'zod';
import type { Log } from '../../../ports/log.ts';
import type { FeishuApi } from './api.ts';

/** Which messages are the bot's own: a reply to one of them is meant for it, and the event does not say whose it is. */
export type OwnMessages = {
  note(messageId: string): void;
  /** Asks the platform for what this process did not send; never fails. */
  has(messageId: string): Promise<boolean>;
};

const most = 5_000;
const withinMs = 1_000;

const found = z.object({
  data: z.object({ items: z.array(z.object({ sender: z.object({ id: z.string(), sender_type: z.string() }) })) }),
});

export function createOwnMessages({ api, log }: { api: FeishuApi; log: Log }): OwnMessages {
  const known = new Map<string, boolean>();
  const keep = (id: string, own: boolean): void => {
    known.set(id, own);
    if (known.size > most) known.delete(known.keys().next().value ?? '');
  };

  async function ask(id: string): Promise<boolean> {
    const { signal } = new AbortController();
    const call = { method: 'GET', path: `/open-apis/im/v1/messages/${encodeURIComponent(id)}` } as const;
    try {
      const { data } = found.parse(await api.call(call, { signal, withinMs }));
      return data.items.some(({ sender }) => sender.sender_type === 'app' && sender.id === api.app.appId);
    } catch (error) {
      log.debug({ err: error }, 'whose message was replied to could not be asked');
      return false;
    }
  }

  return {
    note: (id) => keep(id, true),
    async has(id) {
      const own = known.get(id) ?? (await ask(id));
      keep(id, own);
      return own;
    },
  };
}
