import { z } from 'zod';
import type { HistoryEntry, Message, MessageOutcome } from '../../domain/message.ts';
import type { Db } from './database.ts';
import { toButtons } from './entry-buttons.ts';
import { toCarriedFile } from './file-columns.ts';

const Attachments = z.array(
  z.object({
    kind: z.enum(['file', 'image', 'audio', 'video']),
    name: z.string(),
    mime: z.string(),
    size: z.number().nullable(),
    /** Absent in messages of an older version. */
    source: z
      .discriminatedUnion('at', [
        z.object({ at: z.literal('platform'), ref: z.string() }),
        z.object({ at: z.literal('store'), fileId: z.string() }),
      ])
      .nullable()
      .default(null),
  }),
);

/** Inbound messages with their conversation and member. */
export function selectMessages(db: Db) {
  return db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('members as s', 's.id', 'm.member_id')
    .selectAll('m')
    .select([
      'c.channel',
      'c.kind',
      'c.platform_id',
      'c.title',
      's.id as sender_id',
      's.platform_id as sender_platform_id',
    ])
    .where('m.bot', '=', 0);
}

type JoinedMessage = Awaited<ReturnType<ReturnType<typeof selectMessages>['execute']>>[number];

export function toMessage(row: JoinedMessage): Message {
  return {
    id: row.id,
    key: row.key,
    conversationId: row.conversation_id,
    conversation: { channel: row.channel, kind: row.kind, platformId: row.platform_id, title: row.title },
    memberId: row.sender_id,
    sender: { platformId: row.sender_platform_id, name: row.name, bot: row.sender_bot === 1 },
    addressed: row.addressed,
    mentionsAll: row.mentions_all === 1,
    text: row.text,
    rawText: row.raw_text,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
    outcome: inboundOutcome(row.outcome),
    replyRef: row.reply_ref,
    quoted:
      row.quoted_id === null && row.quoted_text === null
        ? null
        : { platformMessageId: row.quoted_id, text: row.quoted_text },
    attachments: row.attachments === null ? [] : Attachments.parse(JSON.parse(row.attachments)),
  };
}

/** `own` marks the bot's words only, which are no inbound messages. */
function inboundOutcome(outcome: MessageOutcome | 'own' | null): MessageOutcome | null {
  return outcome === 'own' ? null : outcome;
}

/** What everybody in the conversation could read, from people and from the bot. */
export function selectHistory(db: Db, conversationId: string) {
  return db
    .selectFrom('messages')
    .select([
      'id',
      'conversation_id',
      'name',
      'raw_text',
      'bot',
      'sent_at',
      'reply_to',
      'file_id',
      'file_name',
      'file_size',
      'buttons',
    ])
    .where('conversation_id', '=', conversationId);
}

type HistoryRow = Awaited<ReturnType<ReturnType<typeof selectHistory>['execute']>>[number];

export function toHistoryEntry(row: HistoryRow): HistoryEntry {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    name: row.name,
    text: row.raw_text,
    bot: row.bot === 1,
    at: row.sent_at,
    replyTo: row.reply_to,
    file: toCarriedFile(row),
    buttons: toButtons(row.buttons),
  };
}
