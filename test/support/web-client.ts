import { z } from 'zod';

const entry = z.object({
  id: z.number(),
  name: z.string(),
  text: z.string(),
  bot: z.boolean(),
  at: z.number(),
  replyTo: z.number().nullable(),
});
const history = z.object({ messages: z.array(entry) });
const accepted = z.object({ messageId: z.number() });

export type Entry = z.infer<typeof entry>;

export type WebClient = {
  /** Resolves with the id of the stored message, null when the bot was gone before it said that it has it. */
  post(post: { name?: string; text: string; clientId: string }): Promise<number | null>;
  /** Everything that was written in the group, oldest first. */
  history(): Promise<Entry[]>;
  /** Polls until `enough` says so; throws after `ms` (thirty seconds unless told) with what is there. */
  until(enough: (entries: readonly Entry[]) => boolean, ms?: number): Promise<Entry[]>;
};

/** A script that uses the HTTP interface of a web group. */
export function createWebClient(url: string, slug = 'demo'): WebClient {
  const address = `${url}/api/groups/${slug}/messages`;

  async function all(): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (;;) {
      const response = await fetch(`${address}?after=${entries.at(-1)?.id ?? 0}`);
      const { messages } = history.parse(await response.json());
      if (messages.length === 0) return entries;
      entries.push(...messages);
    }
  }

  return {
    history: all,
    async post({ name = '周宁', text, clientId }) {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, text, clientId }),
      }).catch(() => null);
      if (response === null) return null;
      if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
      const body: unknown = await response.json().catch(() => null);
      return body === null ? null : accepted.parse(body).messageId;
    },
    async until(enough, ms = 30_000) {
      const deadline = performance.now() + ms;
      for (;;) {
        const entries = await all();
        if (enough(entries)) return entries;
        if (performance.now() > deadline) throw new Error(`not in time: ${JSON.stringify(entries, null, 1)}`);
      }
    },
  };
}
