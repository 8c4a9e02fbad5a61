import { z } from 'zod';

const text = z.string().catch('');
const when = z.coerce.number().catch(0);

/** A piece of a message with words and pictures; of what is quoted the words are in `content`. */
const piece = z.object({
  text: z.string().optional(),
  content: z.string().optional(),
  downloadCode: z.string().optional(),
  pictureDownloadCode: z.string().optional(),
});
const pieces = z.array(piece).catch([]);

const content = z
  .object({
    downloadCode: z.string().optional(),
    pictureDownloadCode: z.string().optional(),
    fileName: z.string().optional(),
    /** What was said, in words. */
    recognition: z.string().optional(),
    videoType: z.string().optional(),
    richText: pieces.optional(),
  })
  .catch({});

/** In no page of the documentation, but it comes. */
const replied = z.object({ content: z.object({ text: z.string().optional(), richText: pieces.optional() }).catch({}) });

/** A message to the bot, as https://open.dingtalk.com/document/orgapp/receive-message describes it. */
const callback = z.object({
  conversationId: z.string().min(1),
  /** `1`: to the bot alone, `2`: in a group. */
  conversationType: z.string(),
  conversationTitle: text,
  msgId: z.string().min(1),
  msgtype: z.string(),
  createAt: when,
  /** The person's id within the organization, which others do not have. */
  senderStaffId: text,
  senderId: z.string(),
  senderNick: text,
  chatbotUserId: text,
  isInAtList: z.boolean().optional().catch(undefined),
  sessionWebhook: text,
  sessionWebhookExpiredTime: when,
  text: z
    .object({ content: text, repliedMsg: replied.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  content,
});

export type Callback = z.infer<typeof callback>;
export type Piece = z.infer<typeof piece>;

/** Throws when it is no message that could be stored. */
export function readCallback(data: string): Callback {
  return callback.parse(JSON.parse(data));
}
