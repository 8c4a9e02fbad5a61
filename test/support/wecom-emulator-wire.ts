import { z } from 'zod';

/** What the platform answers a frame with, under the number of the frame. */
export type Answer = { errcode: number; errmsg: string; body?: unknown };

export const ok: Answer = { errcode: 0, errmsg: 'ok' };

export const frameShape = z.object({
  cmd: z.string(),
  headers: z.object({ req_id: z.string().min(1) }),
  body: z.unknown().optional(),
});

const button = z.object({ text: z.string().min(1), style: z.int().optional(), key: bytesUpTo(1_024) });

/** The platform's own limits where it tells any. */
export const cardShape = z.object({
  card_type: z.literal('button_interaction'),
  main_title: z.object({ title: z.string().min(1), desc: z.string().optional() }),
  sub_title_text: z.string().optional(),
  quote_area: z.object({ type: z.int(), quote_text: z.string() }).optional(),
  button_list: z.array(button).min(1).max(6),
  task_id: z.string().regex(/^[\w@-]{1,128}$/),
});

export type Card = z.infer<typeof cardShape>;

export const sendShape = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('markdown'), markdown: z.object({ content: bytesUpTo(20_480).min(1) }) }),
  z.object({ msgtype: z.literal('template_card'), template_card: cardShape }),
  z.object({ msgtype: z.literal('file'), file: z.object({ media_id: z.string() }) }),
]);

export const replyShape = z.discriminatedUnion('msgtype', [
  z.object({
    msgtype: z.literal('stream'),
    stream: z.object({ id: z.string().min(1), finish: z.boolean(), content: bytesUpTo(20_480).min(1) }),
  }),
  z.object({ msgtype: z.literal('template_card'), template_card: cardShape }),
]);

export const updateShape = z.object({
  response_type: z.literal('update_template_card'),
  userids: z.array(z.string()).optional(),
  template_card: cardShape,
});

export const welcomeShape = z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string().min(1) }) });

function bytesUpTo(most: number) {
  return z.string().refine((text) => Buffer.byteLength(text) <= most, 'too long');
}
