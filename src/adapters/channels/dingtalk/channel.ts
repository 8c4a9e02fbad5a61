import { type Channel, ChannelError, type Intake } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { createApi, type Credentials, type Place } from './api.ts';
import { capabilities } from './capabilities.ts';
import { createConnection } from './connection.ts';
import { createDoor } from './door.ts';
import { refusedAccount } from './errors.ts';
import { fetchFile } from './fetch-file.ts';
import { createHealthNote } from './health.ts';
import { inspect } from './inspect.ts';
import { readersOf } from './readers.ts';
import { sendMessage } from './send.ts';
import type { StreamTiming } from './stream.ts';
import { toMessage } from './to-message.ts';

export type DingtalkOptions = Credentials &
  Place & {
    id: string;
    /** What members may call the bot besides its name in DingTalk. */
    names: readonly string[];
    intake: Intake;
    clock: Clock;
    log: Log;
  };

const usualTiming: StreamTiming = { idleMs: 60_000, graceMs: 2_000 };

/** A robot of an organization in DingTalk, over a stream of our own and its HTTP interfaces. */
export function createDingtalkChannel(options: DingtalkOptions, timing: StreamTiming = usualTiming): Channel {
  const { id, clientId: robotCode, names, intake, clock, log } = options;
  const api = createApi(options);
  const health = createHealthNote({ account: robotCode, clock });
  const reader = { channel: id, names, isOwn: api.isOwn };
  const take = createDoor({ intake, health, log, toMessage: (callback) => toMessage(callback, reader) });
  const connection = createConnection({ api, health, log, take, timing });

  return {
    id,
    capabilities,
    connection,
    webhook: null,
    canSend: health.canSend,
    health: health.read,
    inspect: (signal) => inspect({ api, robotCode }, signal),
    fetchFile: (attachment, signal) => fetchFile({ api, robotCode }, attachment, signal),
    readers: (message, signal) => readersOf({ api, robotCode }, message, signal),
    async send(message, signal) {
      try {
        const sent = await sendMessage({ api, robotCode, clock }, message, signal);
        // Somebody has acted; a new connection shows that it hears, too.
        if (health.read().state === 'down') connection.renew();
        return sent;
      } catch (error) {
        if (!(error instanceof ChannelError) || error.failure.kind !== 'auth') throw error;
        health.note('down', error.message);
        // A stream is opened for an application, with or without a robot, so it shows nothing of that.
        if (error.message === refusedAccount) connection.renew();
        throw error;
      }
    },
  };
}
