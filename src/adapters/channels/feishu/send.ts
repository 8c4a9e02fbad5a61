import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ChannelError, type Body, type Outbound, type SendResult } from '../../../ports/channel.ts';
import type { ApiCall, FeishuApi } from './api.ts';
import { mostFileBytes } from './capabilities.ts';
import { isUnquotable } from './codes.ts';
import { refusalOf, toChannelError, tooLongError } from './errors.ts';
import { writeLetter } from './letter.ts';

/** The one who calls has a shorter deadline, also for a large file on a slow line. */
const withinMs = 15 * 60_000;

const shown = z.object({ data: z.object({ message_id: z.string() }) });
const uploaded = z.object({ data: z.object({ file_key: z.string() }) });

/** Resolves when the platform shows it; throws a `ChannelError`. */
export async function sendMessage(api: FeishuApi, message: Outbound, signal: AbortSignal): Promise<SendResult> {
  if (signal.aborted) throw new ChannelError({ kind: 'transient' }, '发送已中止，消息没有发出。');
  const { body } = message;
  try {
    const letter = body.kind === 'file' ? await upload(api, body, signal) : await writeLetter(message, body);
    const content = { ...letter, uuid: uuidOf(message.idempotencyKey) };
    return {
      platformMessageId: shown.safeParse(await post(api, { message, content }, signal)).data?.data.message_id ?? null,
    };
  } catch (error) {
    throw toChannelError(error);
  }
}

/**
 * The platform shows the same `uuid` once within an hour, and takes no more than 50 characters; ours are as long as ids
 * of deliveries are.
 */
function uuidOf(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('base64url');
}

type Posted = { message: Outbound; content: object };

/** What cannot be quoted surely was not shown, and goes without. */
async function post(api: FeishuApi, { message, content }: Posted, signal: AbortSignal): Promise<unknown> {
  const ref = message.replyTo?.replyRef ?? null;
  const plain: ApiCall = {
    method: 'POST',
    path: '/open-apis/im/v1/messages',
    params: { receive_id_type: 'chat_id' },
    data: { receive_id: message.to.platformId, ...content },
  };
  if (ref === null || !/^[\w-]{1,100}$/u.test(ref)) return api.call(plain, { signal, withinMs });
  // A reply to what is in a topic stays in it.
  const reply: ApiCall = { method: 'POST', path: `/open-apis/im/v1/messages/${ref}/reply`, data: content };
  try {
    return await api.call(reply, { signal, withinMs });
  } catch (error) {
    if (!isUnquotable(refusalOf(error))) throw error;
    return api.call(plain, { signal, withinMs });
  }
}

type FileBody = Extract<Body, { kind: 'file' }>;

/** Nobody sees a file before the message that names it. */
async function upload(api: FeishuApi, { name, mime, bytes }: FileBody, signal: AbortSignal): Promise<object> {
  if (bytes.byteLength > mostFileBytes) throw tooLongError('文件');
  const file = new File([new Uint8Array(bytes)], name, { type: mime });
  const data = { file_type: fileTypeOf(name), file_name: name, file };
  const call: ApiCall = { method: 'POST', path: '/open-apis/im/v1/files', data };
  const { data: made } = uploaded.parse(await api.call(call, { signal, withinMs }));
  return { msg_type: 'file', content: JSON.stringify({ file_key: made.file_key }) };
}

const fileTypes: readonly [RegExp, string][] = [
  [/\.pdf$/iu, 'pdf'],
  [/\.docx?$/iu, 'doc'],
  [/\.xlsx?$/iu, 'xls'],
  [/\.pptx?$/iu, 'ppt'],
];

/** What the platform shows a preview of; the rest is a stream of bytes to it. */
function fileTypeOf(name: string): string {
  return fileTypes.find(([pattern]) => pattern.test(name))?.[1] ?? 'stream';
}
