import type { WSClient } from '@wecom/aibot-node-sdk';
import type { Intake } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { Backlog, Handed, Whole } from '../backlog.ts';
import { type Decrypt, download } from './download.ts';
import { attachmentOf, fetchedAttachment, mediaOf, type Medium } from './files.ts';
import { readMessage, readPressing } from './frames.ts';
import type { Heard } from './link.ts';
import type { OwnName } from './own-name.ts';
import { takePress } from './press.ts';
import { toInboundMessage } from './to-message.ts';

export type ReceiveDeps = {
  channel: string;
  name: OwnName;
  /** What is said to somebody who opens the private chat. */
  welcome: string;
  decrypt: Decrypt;
  backlog: Backlog;
  intake: Intake;
  clock: Clock;
  log: Log;
};

/** What is done with all that a connection hands over; nothing of it throws. */
export function receiver(deps: ReceiveDeps, client: WSClient): Omit<Heard, 'up'> {
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      deps.log.error({ reason: String(error).slice(0, 500) }, 'a message of WeCom cannot be read and was skipped');
    }
  };
  return {
    message: (frame) => guard(() => takeMessage(deps, frame)),
    pressed: (frame) =>
      guard(() => {
        const pressing = readPressing(frame as { body?: unknown });
        if (pressing !== null) void takePress(deps, client, pressing);
      }),
    entered(frame) {
      const body = { msgtype: 'text', text: { content: deps.welcome } } as const;
      client.replyWelcome(frame, body).catch(() => deps.log.debug({}, 'nobody was welcomed on WeCom'));
    },
  };
}

function takeMessage(deps: ReceiveDeps, frame: unknown): void {
  const read = readMessage(frame as { body?: unknown });
  const message = toInboundMessage(read, { channel: deps.channel, name: deps.name, now: deps.clock.now() });
  if (message === null) return;
  const media = mediaOf(read.body);
  const handed: Handed = { kind: 'message', message, contents: media.map(() => null) };
  if (media.length > 0) handed.complete = (signal) => complete(deps, { message, contents: [] }, { media, signal });
  deps.backlog.add(handed);
}

/** The links die after five minutes, so what is in them comes with the message, or never. */
async function complete(
  { decrypt, log }: ReceiveDeps,
  { message }: Whole,
  { media, signal }: { media: readonly Medium[]; signal: AbortSignal },
): Promise<Whole> {
  const attachments = [];
  const contents = [];
  for (const medium of media) {
    try {
      const { name, bytes } = await download(medium, decrypt, signal);
      attachments.push(fetchedAttachment(medium, { name, size: bytes.length }));
      contents.push(bytes);
    } catch (error) {
      // The link would let anybody fetch it.
      const reason = String(error).replaceAll(medium.url, '…').slice(0, 200);
      log.warn({ key: message.key, reason }, 'a file of WeCom could not be fetched');
      attachments.push(attachmentOf(medium));
      contents.push(null);
    }
  }
  return { message: { ...message, attachments }, contents };
}
