/** Takes messages in, one line of a file each, and says so once the line is on the disk. It is killed at any moment. */
import { appendFileSync } from 'node:fs';
import { createTelegramChannel } from '../../../src/adapters/channels/telegram/channel.ts';
import { z } from 'zod';
import { argument, print } from '../store-children/print.ts';

const taskOf = z.object({ apiRoot: z.string(), token: z.string(), file: z.string() });

export type ReceiverTask = z.infer<typeof taskOf>;

const { apiRoot, token, file } = taskOf.parse(JSON.parse(argument()));

const channel = createTelegramChannel({
  id: 'telegram',
  token,
  apiRoot,
  webhook: null,
  clock: { now: () => Date.now() },
  log: { debug() {}, info() {}, warn() {}, error() {} },
  intake: {
    async accept({ key }) {
      appendFileSync(file, `${key}\n`, { flush: true });
      print(`stored ${key}`);
      return { messageId: 1, fresh: true };
    },
    note: async () => {},
    acknowledge: async () => '',
    choose: async () => ({ text: '', label: null }),
    report: async () => {},
  },
});

await channel.connection?.run(new AbortController().signal);
