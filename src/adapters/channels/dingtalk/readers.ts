import { z } from 'zod';
import { ChannelError, type Reader, type SentMessage } from '../../../ports/channel.ts';
import type { DingtalkApi } from './api.ts';
import { ApiError } from './api-error.ts';
import { meaningOf, refusalOf } from './codes.ts';
import { addressSentence, permissionSentence, refusedAccount, wordsOf } from './errors.ts';

const page = z.object({
  readUserIds: z.array(z.string()).nullish(),
  nextToken: z.string().nullish(),
  /** The page of the interface calls it this, its SDK the other. */
  hasMore: z.boolean().nullish(),
  hasNext: z.boolean().nullish(),
});

const mostAtOnce = 200;
/** A group has 1,000 members, or a few thousand where somebody pays. */
const mostPages = 100;

/** Who has read a message of a group so far; throws a `ChannelError`. */
export async function readersOf(
  { api, robotCode }: { api: DingtalkApi; robotCode: string },
  { to, platformMessageId: processQueryKey }: SentMessage,
  signal: AbortSignal,
): Promise<readonly Reader[]> {
  if (to.kind !== 'group') throw unasked('unsupported', '钉钉的已读名单只查得到群里的消息。');
  const found = new Set<string>();
  const asked = { robotCode, openConversationId: to.platformId, processQueryKey, maxResults: mostAtOnce };
  let nextToken: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const body: object = nextToken === null ? asked : { ...asked, nextToken };
    const { readUserIds, hasMore, hasNext, ...next } = await ask(api, body, signal);
    for (const id of readUserIds ?? []) found.add(id);
    nextToken = (hasMore ?? hasNext) === true ? (next.nextToken ?? null) : null;
    if (nextToken === null) break;
  }
  return [...found].map((platformId) => ({ platformId, name: null, at: null }));
}

async function ask(api: DingtalkApi, body: object, signal: AbortSignal): Promise<z.infer<typeof page>> {
  try {
    return page.parse(await api.call('/v1.0/robot/groupMessages/query', body, { signal }));
  } catch (error) {
    throw toChannelError(error);
  }
}

/** Nothing was to be sent, so nothing is unknown. */
function toChannelError(error: unknown): ChannelError {
  const options = { cause: error };
  const refusal = error instanceof ApiError ? refusalOf(error) : null;
  const meaning = refusal === null ? { kind: 'unknown' as const } : meaningOf(refusal);
  switch (meaning.kind) {
    case 'permission':
      return unasked('unsupported', `查不了已读：${permissionSentence(meaning.scopes)}`, options);
    case 'address':
      return unasked('unsupported', `查不了已读：${addressSentence}`, options);
    case 'account':
      return new ChannelError({ kind: 'auth' }, refusedAccount, options);
    case 'limited':
      return new ChannelError(
        { kind: 'rate_limited', retryAfterMs: meaning.waitMs },
        '查得太快，稍后再查已读。',
        options,
      );
    case 'unknown':
      return new ChannelError({ kind: 'transient' }, '现在问不到钉钉，稍后再查已读。', options);
    default:
      return unasked(
        'bad_request',
        `钉钉查不到这条消息的已读（${refusal === null ? '' : wordsOf(refusal)}）。`,
        options,
      );
  }
}

function unasked(reason: 'bad_request' | 'unsupported', sentence: string, options: { cause?: unknown } = {}) {
  return new ChannelError({ kind: 'permanent', reason }, sentence, options);
}
