import type { Attachment, InboundMessage } from '../../../domain/message.ts';
import type { GroupAddress } from '../../../domain/mention.ts';
import { readAddress } from './mentions.ts';
import { readQuote } from './quotes.ts';
import type { Account, Received, ReceivedFile } from './wire.ts';

/** As whom the channel reads: its id, the account, and what members may call the bot besides. */
export type Reader = { channel: string; account: Account; names: readonly string[] };

/** WeChat's own senders, which its contact type does not always give away. */
const services = new Set(['weixin', 'fmessage', 'newsapp', 'notifymessage', 'filehelper', 'medianote', 'floatbottle']);

/** Turns what the gateway handed over into a message, null for what the bot said itself. */
export function toInboundMessage(received: Received, reader: Reader): InboundMessage | null {
  const { room, sender, file } = received;
  if (sender.id === reader.account.id) return null;
  const rawText = clean(received.text);
  const { quote, text } = readQuote(rawText);
  const place = room?.id ?? sender.id;
  return {
    key: `${reader.channel}/${place}/${received.id}`,
    conversation: {
      channel: reader.channel,
      kind: room === null ? 'direct' : 'group',
      platformId: place,
      title: room === null ? sender.name : room.topic,
    },
    sender: { platformId: sender.id, name: clean(sender.name), bot: isService(sender) },
    ...addressOf(text, received, { reader, author: quote?.author ?? null }),
    rawText,
    sentAt: received.sentAt,
    replyRef: null,
    quoted: quote === null ? null : { platformMessageId: null, text: quote.text },
    attachments: file === null ? [] : [toAttachment(file)],
  };
}

/** A quote of what the bot said turns to it as an answer does elsewhere. */
function addressOf(text: string, received: Received, of: { reader: Reader; author: string | null }): GroupAddress {
  const { room, mentionIds } = received;
  if (room === null) return { addressed: 'direct', mentionsAll: false, text: text.trim() };
  const { account, names } = of.reader;
  const accountNames = [account.name, room.selfAlias ?? ''].filter((name) => name !== '');
  const address = readAddress(text, { id: account.id, accountNames, names }, mentionIds);
  const isReply = address.addressed === 'none' && of.author !== null && accountNames.includes(of.author);
  return isReply ? { ...address, addressed: 'reply' } : address;
}

function isService({ id, official }: Received['sender']): boolean {
  return official || id.startsWith('gh_') || services.has(id);
}

/** WeChat gives what is in it with the message, so there is nothing to fetch later. */
function toAttachment({ kind, name, mime, bytes }: ReceivedFile): Attachment {
  return { kind, name: clean(name), mime, size: bytes?.length ?? null, source: null };
}

/** Without what no database stores: NUL and halves of a surrogate pair. */
function clean(written: string): string {
  return written.replace(/\0/gu, '').replace(/\p{Cs}/gu, '\ufffd');
}
