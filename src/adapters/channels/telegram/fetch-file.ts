import { z } from 'zod';
import type { Attachment } from '../../../domain/message.ts';
import { ChannelError } from '../../../ports/channel.ts';
import type { BotApi } from './bot-api.ts';
import { refusalOf } from './errors.ts';
import { withDeadline } from '../deadline.ts';

/** A bot may not fetch more. */
const mostBytes = 20 * 1024 * 1024;
const withinMs = 60_000;

const described = z.object({ file_path: z.string() });

/** What is in an attachment of this channel, as `Channel.fetchFile` promises it. */
export async function fetchFile(api: BotApi, attachment: Attachment, signal: AbortSignal): Promise<Uint8Array> {
  const { name, source } = attachment;
  if (source?.at !== 'platform') throw lost(name, new Error('it is not with the platform'));
  const of = { ...attachment, ref: source.ref };
  return withDeadline({ signal, ms: withinMs }, (signal) => fetchNow(api, of, signal));
}

type Described = Pick<Attachment, 'name' | 'size'> & { ref: string };

async function fetchNow(api: BotApi, { name, size, ref }: Described, signal: AbortSignal): Promise<Uint8Array> {
  if (size !== null && size > mostBytes) throw tooLarge(name);
  try {
    const { file_path: path } = described.parse(await api.call('getFile', { file_id: ref }, { signal }));
    return await download(api.fileUrl(path), { name, signal });
  } catch (error) {
    if (error instanceof ChannelError) throw error;
    const refusal = refusalOf(error);
    if (refusal !== null && /too big/iu.test(refusal.description)) throw tooLarge(name);
    const cause = new Error(api.redact(String(error)));
    if (refusal?.code === 400) throw lost(name, cause);
    throw new ChannelError({ kind: 'transient' }, `「${name}」没有从 Telegram 下载成功，请过一会儿再发一次。`, {
      cause,
    });
  }
}

async function download(url: URL, { name, signal }: { name: string; signal: AbortSignal }): Promise<Uint8Array> {
  const response = await fetch(url, { signal });
  if (response.status === 404) throw lost(name, new Error('HTTP 404'));
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body) {
    size += piece.length;
    if (size > mostBytes) throw tooLarge(name);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooLarge(name: string): ChannelError {
  const failure = { kind: 'permanent', reason: 'too_long' } as const;
  return new ChannelError(failure, `「${name}」超过 20 MB，Telegram 不让机器人下载，请分成小一些的文件再发。`);
}

function lost(name: string, cause: Error): ChannelError {
  const failure = { kind: 'permanent', reason: 'bad_request' } as const;
  return new ChannelError(failure, `「${name}」在 Telegram 上已经取不到了，请重新发一次。`, { cause });
}
