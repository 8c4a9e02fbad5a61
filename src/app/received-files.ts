import { largestFileBytes, receivedFileMs } from '../domain/file.ts';
import type { Attachment, InboundMessage } from '../domain/message.ts';
import type { RateBucket } from '../domain/rate-limit.ts';
import type { AttachmentContents } from '../ports/channel.ts';
import type { Files } from '../ports/files.ts';
import type { RateBuckets } from '../ports/rate-buckets.ts';

/** What one person may have us keep: ten files at once, one more every two minutes. */
const [everyMs, atOnce] = [120_000, 10];

/**
 * What came with a message and is worth keeping. Anybody can write to the bot, and the store and every backup would hold
 * what they send: talk of a group is not kept, and of one person only so much.
 */
export async function worthKeeping(
  buckets: Pick<RateBuckets, 'take'>,
  message: InboundMessage,
  contents: AttachmentContents,
): Promise<AttachmentContents> {
  if (message.addressed === 'none' || message.sender.bot) return [];
  const fitting = contents.map((bytes) => (bytes !== null && fits(bytes) ? bytes : null));
  if (fitting.every((bytes) => bytes === null)) return [];
  const place = await buckets.take([bucketOfSender(message)]);
  return place.at === null ? [] : fitting;
}

/** The message with the files in the store of `files`, for as long as somebody may still say what they are for. */
export async function keepReceived(
  files: Pick<Files, 'put'>,
  { message, contents, now }: { message: InboundMessage; contents: AttachmentContents; now: number },
): Promise<InboundMessage> {
  const attachments: Attachment[] = [];
  for (const [place, attachment] of message.attachments.entries()) {
    const bytes = contents[place] ?? null;
    attachments.push(bytes === null ? attachment : await keep(files, { attachment, bytes, now }));
  }
  return { ...message, attachments };
}

type Kept = { attachment: Attachment; bytes: Uint8Array; now: number };

async function keep(files: Pick<Files, 'put'>, { attachment, bytes, now }: Kept): Promise<Attachment> {
  const { name, mime } = attachment;
  const fileId = await files.put({ name, mime, bytes }, { now, expiresAt: now + receivedFileMs });
  return { ...attachment, source: { at: 'store', fileId } };
}

function fits(bytes: Uint8Array): boolean {
  return bytes.byteLength > 0 && bytes.byteLength <= largestFileBytes;
}

function bucketOfSender({ conversation, sender }: InboundMessage): RateBucket {
  const key = `received-files/${conversation.channel}/${sender.platformId}`;
  return { key, intervalMs: everyMs, toleranceMs: everyMs * (atOnce - 1) };
}
