import { z } from 'zod';
import type { Reader, SentMessage } from '../../../ports/channel.ts';
import type { FeishuApi } from './api.ts';
import { toChannelError } from './errors.ts';

const page = z.object({
  data: z.object({
    items: z.array(z.object({ user_id: z.string(), timestamp: z.coerce.number().nullish() })).default([]),
    page_token: z.string().nullish(),
    has_more: z.boolean().default(false),
  }),
});

/** A group has at most 5,000 members. */
const mostPages = 50;

/** Who saw a message of the bot, as `Channel.readers` promises it. The platform gives no names. */
export async function readersOf(
  api: FeishuApi,
  { platformMessageId }: SentMessage,
  signal: AbortSignal,
): Promise<Reader[]> {
  const path = `/open-apis/im/v1/messages/${encodeURIComponent(platformMessageId)}/read_users`;
  const readers = new Map<string, Reader>();
  let token = '';
  for (let count = 0; count < mostPages; count += 1) {
    const params = { user_id_type: 'open_id', page_size: 100, ...(token !== '' && { page_token: token }) };
    const { data } = page.parse(
      await api.call({ method: 'GET', path, params }, { signal }).catch((error: unknown) => {
        throw toChannelError(error);
      }),
    );
    for (const { user_id: id, timestamp: at } of data.items)
      if (!readers.has(id)) readers.set(id, { platformId: id, name: null, at: at ?? null });
    token = data.page_token ?? '';
    if (!data.has_more || token === '') break;
  }
  return [...readers.values()];
}
