import { type Channel, ChannelError, type Intake, type Outbound, type SendResult } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { createApi, type FeishuApp } from './api.ts';
import { capabilities } from './capabilities.ts';
import { createConnection } from './connection.ts';
import { fetchFile } from './fetch-file.ts';
import { againMs, createHealthNote } from './health.ts';
import { inspect } from './inspect.ts';
import { createOwnMessages } from './own-messages.ts';
import { createPeople } from './people.ts';
import { readersOf } from './readers.ts';
import { sendMessage } from './send.ts';

export type FeishuOptions = FeishuApp & { id: string; intake: Intake; clock: Clock; log: Log };

/**
 * An app of 飞书 with a bot, over its official SDK and a long connection: it needs no address of its own. `recheckMs`:
 * after how long a refused app is looked at again.
 */
export function createFeishuChannel(
  { id, intake, clock, log, ...app }: FeishuOptions,
  { recheckMs = againMs }: { recheckMs?: number } = {},
): Channel {
  const api = createApi(app);
  const health = createHealthNote(clock);
  const people = createPeople({ api, now: () => clock.now(), log });
  const own = createOwnMessages({ api, log });

  return {
    id,
    capabilities,
    connection: createConnection({ channel: id, api, people, own, intake, health, log, recheckMs }),
    webhook: null,
    canSend: health.canSend,
    health: () => health.read(),
    fetchFile: (attachment, signal) => fetchFile(api, attachment, signal),
    readers: (message, signal) => readersOf(api, message, signal),
    inspect: (signal) => inspect(api, signal),
    async send(message: Outbound, signal: AbortSignal): Promise<SendResult> {
      try {
        const sent = await sendMessage(api, message, signal);
        health.taken();
        if (sent.platformMessageId !== null) own.note(sent.platformMessageId);
        return sent;
      } catch (error) {
        if (error instanceof ChannelError && error.failure.kind === 'auth') health.refused(error.message);
        throw error;
      }
    },
  };
}
