import { randomUUID } from 'node:crypto';
import type { WSClient } from '@wecom/aibot-node-sdk';
import { pause } from '../../../base/pause.ts';
import { ChannelError, type Outbound, type SendResult } from '../../../ports/channel.ts';
import { isDeadHandle, notConnected, toChannelError, uploadError } from './errors.ts';
import { type Letter, type Sheet, writeLetter } from './letter.ts';

type Client = Pick<WSClient, 'sendMessage' | 'replyStream' | 'uploadMedia' | 'sendMediaMessage'>;

/** Between two tries to send what belongs to a message that is shown already. */
const againMs = 5_000;

/** Resolves when the platform has taken it, which gives no message an id; throws a `ChannelError`. */
export async function sendMessage(client: Client | null, message: Outbound, signal: AbortSignal): Promise<SendResult> {
  const letter = writeLetter(message);
  if (signal.aborted) throw new ChannelError({ kind: 'transient' }, '发送已中止，消息没有发出。');
  if (client === null) throw notConnected();
  const [, ...rest] = letter.sheets;
  const to = message.to.platformId;
  await begin(client, { letter, to }, signal);
  for (const sheet of rest) await follow(client, { sheet, to }, signal);
  return { platformMessageId: null };
}

async function begin(
  client: Client,
  { letter, to }: { letter: Letter; to: string },
  signal: AbortSignal,
): Promise<void> {
  try {
    if (letter.reply !== null && (await answer(client, letter.reply))) return;
    await post(client, { sheet: letter.sheets[0], to }, signal);
  } catch (error) {
    throw toChannelError(error);
  }
}

/** False when the question cannot be answered as such any more, and nothing was shown. */
async function answer(client: Client, { handle, markdown }: NonNullable<Letter['reply']>): Promise<boolean> {
  try {
    await client.replyStream({ headers: { req_id: handle } }, randomUUID(), markdown, true);
    return true;
  } catch (error) {
    if (isDeadHandle(error)) return false;
    throw error;
  }
}

async function post(client: Client, { sheet, to }: { sheet: Sheet; to: string }, signal: AbortSignal): Promise<void> {
  if (sheet.kind === 'body') {
    await client.sendMessage(to, sheet.body);
    return;
  }
  await client.sendMediaMessage(to, 'file', await upload(client, sheet, signal));
}

/** The library cannot give an upload up, so nobody waits for it any longer. */
async function upload(
  client: Client,
  { name, bytes }: Extract<Sheet, { kind: 'file' }>,
  signal: AbortSignal,
): Promise<string> {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const given = new AbortController();
  const late = pause(2 ** 31 - 1, AbortSignal.any([signal, given.signal])).then(() => null);
  try {
    const uploaded = await Promise.race([client.uploadMedia(content, { type: 'file', filename: name }), late]);
    if (uploaded === null) throw new Error('the time for it is over');
    return uploaded.media_id;
  } catch (error) {
    throw uploadError(error);
  } finally {
    given.abort();
  }
}

/** What stands in front of it is shown, so no failure of it may look as if nothing had been. */
async function follow(client: Client, of: { sheet: Sheet; to: string }, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await post(client, of, signal);
    } catch (error) {
      const { failure, message, cause } = toChannelError(error);
      const passes = failure.kind === 'rate_limited';
      if (passes) await pause(againMs, signal);
      if (passes && !signal.aborted) continue;
      const sentence = `正文已经发出，跟在后面的卡片或说明没有发出（${message.replace(/。$/u, '')}）。`;
      throw new ChannelError({ kind: 'unknown_outcome' }, sentence, { cause });
    }
  }
}
