import { z } from 'zod';
import type { Attachment } from '../../../domain/message.ts';
import { ChannelError } from '../../../ports/channel.ts';
import type { DingtalkApi } from './api.ts';
import { lostCall } from './api-error.ts';
import { meaningOf, refusalOf } from './codes.ts';
import { permissionSentence } from './errors.ts';

const mostBytes = 20 * 1024 * 1024;
const withinMs = 60_000;

const described = z.object({ downloadUrl: z.url({ protocol: /^https?$/u }) });

/** What is in an attachment of this channel, as `Channel.fetchFile` promises it. */
export async function fetchFile(
  { api, robotCode }: { api: DingtalkApi; robotCode: string },
  { name, source }: Attachment,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (source?.at !== 'platform') throw lost(name, new Error('it is not with the platform'));
  const within = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  const code = { downloadCode: source.ref, robotCode };
  try {
    const answer = await api.call('/v1.0/robot/messageFiles/download', code, { signal: within });
    return await download(addressOf(described.parse(answer).downloadUrl, api), { name, signal: within });
  } catch (error) {
    throw error instanceof ChannelError ? error : toChannelError(error, name);
  }
}

/** Its stores are named over plain HTTP at times. */
function addressOf(written: string, { isOwn }: DingtalkApi): URL {
  const url = new URL(written);
  if (!isOwn(url)) url.protocol = 'https:';
  return url;
}

async function download(url: URL, { name, signal }: { name: string; signal: AbortSignal }): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    const response = await fetch(url, { signal });
    if (response.status === 403 || response.status === 404) throw lost(name, new Error(`HTTP ${response.status}`));
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    for await (const piece of response.body) {
      size += piece.length;
      if (size > mostBytes) throw tooLarge(name);
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } catch (error) {
    // The address is signed: whoever has it has the file.
    throw error instanceof ChannelError ? error : lostCall('download', error);
  }
}

function toChannelError(error: unknown, name: string): ChannelError {
  const refusal = refusalOf(error);
  const meaning = refusal === null ? null : meaningOf(refusal);
  if (meaning?.kind === 'permission')
    return permanent('unsupported', `「${name}」取不到：${permissionSentence(meaning.scopes)}`, error);
  if (meaning?.kind === 'other' || meaning?.kind === 'gone') return lost(name, error);
  const sentence = `「${name}」没有从钉钉下载成功，请过一会儿再发一次。`;
  return new ChannelError({ kind: 'transient' }, sentence, { cause: error });
}

function tooLarge(name: string): ChannelError {
  return permanent('too_long', `「${name}」超过 20 MB，请分成小一些的文件再发。`, new Error('too large'));
}

function lost(name: string, cause: unknown): ChannelError {
  return permanent('bad_request', `「${name}」在钉钉上已经取不到了，请重新发一次。`, cause);
}

function permanent(reason: 'bad_request' | 'too_long' | 'unsupported', sentence: string, cause: unknown): ChannelError {
  return new ChannelError({ kind: 'permanent', reason }, sentence, { cause });
}
