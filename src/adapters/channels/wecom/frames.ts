import { z } from 'zod';

/** Without what no database stores: NUL and halves of a surrogate pair. */
const text = z.string().transform((written) => written.replace(/\0/gu, '').replace(/\p{Cs}/gu, '\ufffd'));
const words = z.object({ content: text });
const media = z.object({ url: z.string(), aeskey: z.string().optional() });

/** What a message or a quote holds, by its `msgtype`. */
const content = z.object({
  msgtype: z.string(),
  text: words.optional(),
  /** Already turned into words. */
  voice: words.optional(),
  image: media.optional(),
  file: media.optional(),
  video: media.optional(),
  mixed: z
    .object({
      msg_item: z.array(z.object({ msgtype: z.string(), text: words.optional(), image: media.optional() })),
    })
    .optional(),
});

/** `chatid`: of groups only. */
const place = z.object({
  msgid: z.string().min(1),
  chatid: z.string().min(1).optional(),
  chattype: z.enum(['single', 'group']).optional(),
  from: z.object({ userid: text.pipe(z.string().min(1)) }),
  create_time: z.number().optional(),
});

const message = z.object({ ...place.shape, ...content.shape, quote: content.optional() });

const pressed = { event_key: z.string().optional(), task_id: z.string().optional() };

/** Older servers told of a button beside the kind of the event. */
const event = z.object({
  ...place.shape,
  event: z.object({
    eventtype: z.string(),
    ...pressed,
    template_card_event: z.object(pressed).optional(),
  }),
});

const frame = z.object({ headers: z.object({ req_id: z.string().min(1) }) });

export type WecomContent = z.infer<typeof content>;
export type WecomMedia = z.infer<typeof media>;
export type WecomPlace = z.infer<typeof place>;
export type WecomMessage = z.infer<typeof message>;

/** What came with the number under which it is answered. */
export type Framed<T> = { requestId: string; body: T };

/** Throws when it cannot be read, which no repetition changes. */
export function readMessage(raw: { body?: unknown }): Framed<WecomMessage> {
  return { requestId: frame.parse(raw).headers.req_id, body: message.parse(raw.body) };
}

/** A button under a card: `key` is ours, `taskId` names the card. */
export type Pressing = { place: WecomPlace; key: string; taskId: string };

/** Null for what is no press of a button; throws as above. */
export function readPressing(raw: { body?: unknown }): Framed<Pressing> | null {
  const { headers } = frame.parse(raw);
  const { event: told, ...place } = event.parse(raw.body);
  const { event_key: key, task_id: taskId } = told.template_card_event ?? told;
  if (key === undefined || taskId === undefined) return null;
  return { requestId: headers.req_id, body: { place, key, taskId } };
}
