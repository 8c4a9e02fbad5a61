import type { Attachment } from '../../../domain/message.ts';
import { ChannelError } from '../../../ports/channel.ts';
import type { FeishuApi } from './api.ts';
import { isLimited, missingScopes } from './codes.ts';
import { refusalOf, scopesSentence } from './errors.ts';
import { readFileRef } from './file-ref.ts';

/** The platform gives more; what abilities read is smaller. */
const mostBytes = 30 * 1024 * 1024;
const withinMs = 60_000;

/** What is in an attachment of this channel, as `Channel.fetchFile` promises it. */
export async function fetchFile(
  api: FeishuApi,
  { name, source }: Attachment,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const ref = source?.at === 'platform' ? readFileRef(source.ref) : null;
  if (ref === null) throw lost(name, new Error('it is not with the platform'));
  const path = `/open-apis/im/v1/messages/${ref.messageId}/resources/${ref.key}`;
  const bytes = await api
    .download({ method: 'GET', path, params: { type: ref.type } }, { signal, withinMs })
    .catch((error: unknown) => {
      throw failureOf(name, error);
    });
  if (bytes.byteLength <= mostBytes) return bytes;
  const failure = { kind: 'permanent', reason: 'too_long' } as const;
  throw new ChannelError(failure, `「${name}」超过 30 MB，请分成小一些的文件再发。`);
}

function failureOf(name: string, cause: unknown): ChannelError {
  const refusal = refusalOf(cause);
  const scopes = missingScopes(refusal);
  const failure = { kind: 'permanent', reason: 'unsupported' } as const;
  if (scopes !== null) return new ChannelError(failure, scopesSentence(scopes), { cause });
  const isFinal = refusal !== null && refusal.code !== null && refusal.status < 500 && !isLimited(refusal);
  if (isFinal) return lost(name, cause);
  return new ChannelError({ kind: 'transient' }, `「${name}」没有从飞书下载成功，请过一会儿再发一次。`, { cause });
}

function lost(name: string, cause: unknown): ChannelError {
  const failure = { kind: 'permanent', reason: 'bad_request' } as const;
  return new ChannelError(failure, `「${name}」在飞书上已经取不到了，请重新发一次。`, { cause });
}
