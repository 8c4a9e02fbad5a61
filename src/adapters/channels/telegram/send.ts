import { z } from 'zod';
import { ChannelError, type Outbound, type SendResult } from '../../../ports/channel.ts';
import type { BotApi } from './bot-api.ts';
import { refusalOf, toChannelError } from './errors.ts';
import { type Letter, writeLetter } from './letter.ts';

const shown = z.object({ message_id: z.int() });

/** The one who calls has a shorter deadline, also for a large file on a slow line. */
const withinMs = 15 * 60_000;

/** Resolves when the platform shows it; throws a `ChannelError`. */
export async function sendMessage(api: BotApi, message: Outbound, signal: AbortSignal): Promise<SendResult> {
  if (signal.aborted) throw new ChannelError({ kind: 'transient' }, '发送已中止，消息没有发出。');
  const letter = await writeLetter(message);
  try {
    return resultOf(await post(api, letter, signal));
  } catch (error) {
    throw toChannelError(error, message.to);
  }
}

/** What was refused for its form surely was not shown, and goes once more in the simpler one. */
async function post(api: BotApi, letter: Letter, signal: AbortSignal): Promise<unknown> {
  try {
    // The client writes into what it is given.
    return await api.call(letter.method, { ...letter.payload }, { signal, withinMs });
  } catch (error) {
    const simpler = simplerAfter(letter, error);
    if (simpler === null) throw error;
    return post(api, simpler, signal);
  }
}

function simplerAfter({ method, payload, plain }: Letter, error: unknown): Letter | null {
  const { code, description = '' } = refusalOf(error) ?? {};
  if (code !== 400) return null;
  if (plain !== null && /can't parse entities/iu.test(description)) {
    const { parse_mode: _, ...rest } = payload;
    return { method, payload: { ...rest, text: plain }, plain: null };
  }
  if ('message_thread_id' in payload && /thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/iu.test(description)) {
    const { message_thread_id: _, ...rest } = payload;
    return { method, payload: rest, plain };
  }
  return null;
}

/** It was shown also where its number cannot be read. */
function resultOf(raw: unknown): SendResult {
  const id = shown.safeParse(raw).data?.message_id;
  return { platformMessageId: id === undefined ? null : String(id) };
}
