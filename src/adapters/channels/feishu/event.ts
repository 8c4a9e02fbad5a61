import { z } from 'zod';

/** NUL and halves of a surrogate pair, which no database stores. */
export const text = z.string().transform((written) => written.replace(/[\0\p{Cs}]/gu, '\ufffd'));

const person = z.object({ open_id: z.string().min(1) });

const mention = z.object({
  /** What stands for it in the text, e.g. `@_user_1`. */
  key: z.string(),
  id: z.object({ open_id: z.string().nullish() }).nullish(),
  name: text.nullish(),
});

/** The SDK lays header and event of it into one object. */
const message = z.object({
  sender: z.object({ sender_id: person, sender_type: z.string().default('user') }),
  message: z.object({
    message_id: z.string().min(1),
    parent_id: z.string().nullish(),
    chat_id: z.string().min(1),
    chat_type: z.string(),
    message_type: z.string(),
    /** JSON, of a shape for each type. */
    content: z.string(),
    create_time: z.coerce.number(),
    mentions: z.array(mention).nullish(),
  }),
});

const place = z.object({ chat_id: z.string().min(1), name: text.nullish() });

const press = z.object({
  operator: person,
  action: z.object({ value: z.unknown() }),
  context: z.object({ open_message_id: z.string(), open_chat_id: z.string() }),
});

export type MessageEvent = z.infer<typeof message>;
export type FeishuMessage = MessageEvent['message'];
export type FeishuMention = z.infer<typeof mention>;
export type PlaceEvent = z.infer<typeof place>;
export type PressEvent = z.infer<typeof press>;

/** These throw when it cannot be read, which no repetition changes. */
export const readMessage = (raw: unknown): MessageEvent => message.parse(raw);
export const readPlace = (raw: unknown): PlaceEvent => place.parse(raw);
export const readPress = (raw: unknown): PressEvent => press.parse(raw);
