import { AppError } from '../../../base/errors.ts';
import { readGroupAddress } from '../../../domain/mention.ts';
import type { InboundMessage } from '../../../domain/message.ts';
import type { WebGroup, WebPost } from '../../../ports/web-groups.ts';
import { readNickname } from './nickname.ts';

export const channelId = 'web';
export const botName = '清语';

const mentionNames = [botName, '清語', 'qingyu'];
const maxTextLength = 4_000;
const maxClientIdLength = 100;

/** Turns what a browser or a script posted into a message of the group, or throws `input/*` with what to change. */
export function toInboundMessage(post: WebPost, group: WebGroup, sentAt: number): InboundMessage {
  const rawText = readText(post.text);
  return {
    key: `${channelId}/in/${group.slug}/${readClientId(post.clientId)}`,
    conversation: { channel: channelId, kind: 'group', platformId: group.slug, title: group.title },
    sender: { ...toSender(post), bot: false },
    ...readGroupAddress(rawText, mentionNames),
    rawText,
    sentAt,
    replyRef: null,
    quoted: null,
    attachments: [],
  };
}

/** Who somebody in a web group is: their browser where it has an id, else their name. Throws `input/invalid`. */
export function toSender({ name: written, visitor }: Pick<WebPost, 'name' | 'visitor'>): {
  platformId: string;
  name: string;
} {
  const name = readNickname(written);
  return { platformId: visitor === null ? `name:${name}` : `visitor:${visitor}`, name };
}

/** As written, but for the characters no database stores: NUL and halves of a surrogate pair. */
function readText(written: string): string {
  const text = written.replace(/\0/gu, '').replace(/\p{Cs}/gu, '\ufffd');
  const length = Array.from(text).length;
  if (!/[^\s\p{Default_Ignorable_Code_Point}\p{Cc}]/u.test(text)) throw new AppError('input/invalid', '消息不能为空。');
  if (length > maxTextLength)
    throw new AppError(
      'input/too-long',
      `一条消息最多 ${maxTextLength} 个字，这条有 ${length} 个字，请删短或分成几条发送。`,
    );
  return text;
}

function readClientId(written: string): string {
  const length = Array.from(written).length;
  if (length === 0 || length > maxClientIdLength || /[\p{Cc}\p{Cs}]/u.test(written))
    throw new AppError('input/invalid', `clientId 应为 1 到 ${maxClientIdLength} 个可见字符。`);
  return written;
}
