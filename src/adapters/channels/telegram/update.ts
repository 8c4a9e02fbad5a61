import { z } from 'zod';

/** NUL and halves of a surrogate pair, which no database stores; one for one, so that the places of entities stay right. */
const text = z.string().transform((written) => written.replace(/[\0\p{Cs}]/gu, '\ufffd'));
const id = z.int();

const user = z.object({
  id,
  is_bot: z.boolean().default(false),
  first_name: text.default(''),
  last_name: text.optional(),
  username: text.optional(),
});

const chat = z.object({
  id,
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: text.optional(),
});

const entity = z.object({
  type: z.string(),
  /** In UTF-16 code units. */
  offset: z.int(),
  length: z.int(),
  user: z.object({ id }).optional(),
});

const file = z.object({
  file_id: z.string(),
  file_name: text.optional(),
  mime_type: text.optional(),
  file_size: z.int().optional(),
});

const quotedMessage = z.object({
  message_id: id,
  from: user.optional(),
  text: text.optional(),
  caption: text.optional(),
  /** Messages of a topic name its first one as what they reply to. */
  forum_topic_created: z.unknown().optional(),
});

const message = z.object({
  message_id: id,
  message_thread_id: id.optional(),
  is_topic_message: z.boolean().optional(),
  date: z.int(),
  chat,
  from: user.optional(),
  /** Who speaks as a group or a channel. */
  sender_chat: z.object({ id, title: text.optional() }).optional(),
  author_signature: text.optional(),
  /** A post of the linked channel. */
  is_automatic_forward: z.boolean().optional(),
  text: text.optional(),
  caption: text.optional(),
  entities: z.array(entity).optional(),
  caption_entities: z.array(entity).optional(),
  reply_to_message: quotedMessage.optional(),
  quote: z.object({ text }).optional(),
  document: file.optional(),
  photo: z.array(file).optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  animation: file.optional(),
  sticker: z.object({ emoji: text.optional() }).optional(),
  migrate_to_chat_id: id.optional(),
  migrate_from_chat_id: id.optional(),
});

const membership = z.object({ status: z.string(), is_member: z.boolean().optional() });

const content = z.object({
  message: message.optional(),
  my_chat_member: z.object({ chat, old_chat_member: membership, new_chat_member: membership }).optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: user,
      data: z.string().optional(),
      message: z.object({ chat, message_id: id.optional() }).optional(),
    })
    .optional(),
});

export type TelegramUser = z.infer<typeof user>;
export type TelegramChat = z.infer<typeof chat>;
export type TelegramEntity = z.infer<typeof entity>;
export type TelegramMessage = z.infer<typeof message>;
export type TelegramFile = z.infer<typeof file>;
export type Membership = z.infer<typeof membership>;
export type UpdateContent = z.infer<typeof content>;

/** The kinds of updates that are asked for: edited messages and channel posts are not. */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const;

const envelope = z.looseObject({ update_id: z.int() });
const batch = z.array(envelope);

export type Update = z.infer<typeof envelope>;

/** Throws when it is no batch of updates; what is in each is read later, so that one that is broken stops no other. */
export function readBatch(raw: unknown): Update[] {
  return batch.parse(raw);
}

/** Null when it is no update. */
export function readUpdate(raw: unknown): Update | null {
  return envelope.safeParse(raw).data ?? null;
}

/** Throws when it cannot be read, which no repetition changes. */
export function readContent(update: Update): UpdateContent {
  return content.parse(update);
}

export function readUser(raw: unknown): TelegramUser & { readsAll: boolean; joins: boolean } {
  const rights = z.object({
    can_read_all_group_messages: z.boolean().optional(),
    can_join_groups: z.boolean().optional(),
  });
  const { can_read_all_group_messages: readsAll = false, can_join_groups: joins = true } = rights.parse(raw);
  return { ...user.parse(raw), readsAll, joins };
}
