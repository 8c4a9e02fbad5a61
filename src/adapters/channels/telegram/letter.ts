import { ChannelError, type Body, type Outbound } from '../../../ports/channel.ts';
import { tooLongError } from './errors.ts';
import { toHtml } from './html.ts';
import { choiceButtons, receiptButton } from './buttons.ts';
import { readReplyRef } from './reply-ref.ts';

/** One call that shows a message. `plain` stands in for a text that the platform cannot read as formatted. */
export type Letter = { method: 'sendMessage' | 'sendDocument'; payload: Record<string, unknown>; plain: string | null };

/** In UTF-16 code units, after the marks of a formatted text are read. */
export const mostUnits = 4096;
export const mostFileBytes = 50 * 1024 * 1024;
export const mostCaptionUnits = 1024;

/** Throws a `ChannelError` for what the platform would refuse. */
export async function writeLetter(message: Outbound): Promise<Letter> {
  const letter = await withBody(message.body);
  const { payload } = letter;
  payload['chat_id'] = message.to.platformId;
  const buttons = buttonsOf(message);
  if (buttons !== null) payload['reply_markup'] = buttons;
  const ref = message.replyTo?.replyRef ?? null;
  const reply = ref === null ? null : readReplyRef(ref, message.to.platformId);
  if (reply === null) return letter;
  const quote = { message_id: reply.messageId, allow_sending_without_reply: true };
  // The client drops objects from a form with a file, so there it goes as the text it would become anyway.
  payload['reply_parameters'] = letter.method === 'sendDocument' ? JSON.stringify(quote) : quote;
  if (reply.threadId !== null) payload['message_thread_id'] = reply.threadId;
  return letter;
}

function buttonsOf({ receiptOf, choices }: Outbound): object | null {
  if (receiptOf !== null) return receiptButton(receiptOf) ?? tooLongFor(receiptOf);
  return choices === undefined ? null : (choiceButtons(choices) ?? tooLongFor(choices.deliveryId));
}

function tooLongFor(deliveryId: string): never {
  const failure = { kind: 'permanent', reason: 'bad_request' } as const;
  throw new ChannelError(failure, `投递编号太长，做不成按钮（${deliveryId.slice(0, 20)}…）。`);
}

function withBody(body: Body): Letter | Promise<Letter> {
  switch (body.kind) {
    case 'text':
    case 'template':
      return written({ text: fitting(body.text) }, null);
    case 'markdown':
      return formatted(body);
    case 'file':
      return withFile(body);
  }
}

/** Members read the link that is in a text; a picture of where it leads would push the talk away. */
function written(text: object, plain: string | null): Letter {
  return { method: 'sendMessage', payload: { ...text, link_preview_options: { is_disabled: true } }, plain };
}

async function formatted({ markdown, plain }: Extract<Body, { kind: 'markdown' }>): Promise<Letter> {
  const { html, units } = await toHtml(markdown);
  if (units === 0 || units > mostUnits) return written({ text: fitting(plain) }, null);
  return written({ text: html, parse_mode: 'HTML' }, plain);
}

function fitting(text: string): string {
  if (text.length > mostUnits) throw tooLongError('文字');
  return text;
}

function withFile({ name, bytes, caption }: Extract<Body, { kind: 'file' }>): Letter {
  if (bytes.byteLength > mostFileBytes) throw tooLongError('文件');
  if (caption.length > mostCaptionUnits) throw tooLongError('文件的说明');
  const document = {
    source: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    filename: headerSafe(name),
  };
  const payload = { document, ...(caption === '' ? {} : { caption }) };
  return { method: 'sendDocument', payload, plain: null };
}

/** The client writes the name between quotes into a header, as it is. */
function headerSafe(name: string): string {
  return name.replace(/["\\/\p{Cc}]/gu, '_') || '文件';
}
