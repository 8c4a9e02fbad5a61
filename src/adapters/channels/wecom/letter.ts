import { randomUUID } from 'node:crypto';
import type { SendMsgBody, TemplateCard } from '@wecom/aibot-node-sdk';
import { type Body, ChannelError, type Outbound } from '../../../ports/channel.ts';
import { mostBytes, mostFileBytes } from './capabilities.ts';
import { type CardWords, choiceCard, headOnCard, receiptCard, wholeOnCard } from './card.ts';
import { fits, literal, mentioning, withoutMentions } from './markdown.ts';

/** One message as the platform shows it; `file`: uploaded first. */
export type Sheet = { kind: 'body'; body: SendMsgBody } | { kind: 'file'; name: string; bytes: Uint8Array };

/** What is sent for one message, in order; `reply`: the first of it as the answer to a question, null = it is none. */
export type Letter = { sheets: [Sheet, ...Sheet[]]; reply: { handle: string; markdown: string } | null };

/** Throws a `ChannelError` for what the platform would refuse. */
export function writeLetter(message: Outbound): Letter {
  refuseTooLong(message.body);
  const { body, replyTo, to } = message;
  const words = wordsOf(body);
  const onCard = hasButtons(message) && body.kind !== 'file' ? wholeOnCard(words, titleOf(message)) : null;
  if (onCard !== null) return { sheets: [sheetOf(cardFor(message, onCard))], reply: null };
  const card = hasButtons(message) ? [sheetOf(cardFor(message, headOnCard(headOf(body), titleOf(message))))] : [];
  if (body.kind === 'file') {
    const caption = words === '' ? [] : [textSheet(literal(words))];
    return { sheets: [{ kind: 'file', name: body.name, bytes: body.bytes }, ...caption, ...card], reply: null };
  }
  const markdown = markdownOf(body);
  const addressed =
    replyTo !== null && to.kind === 'group' ? mentioning(replyTo.sender.platformId, markdown) : markdown;
  const handle = replyTo?.replyRef ?? null;
  return { sheets: [textSheet(addressed), ...card], reply: handle === null ? null : { handle, markdown } };
}

function textSheet(content: string): Sheet {
  return { kind: 'body', body: { msgtype: 'markdown', markdown: { content } } };
}

function sheetOf(card: TemplateCard): Sheet {
  return { kind: 'body', body: { msgtype: 'template_card', template_card: card } };
}

function hasButtons({ receiptOf, choices }: Outbound): boolean {
  return receiptOf !== null || choices !== undefined;
}

function titleOf({ receiptOf }: Outbound): string {
  return receiptOf === null ? '请选择' : '请确认收到';
}

function cardFor({ receiptOf, choices }: Outbound, words: CardWords): TemplateCard {
  // The platform takes a number of a card once.
  const taskId = `qingyu_${randomUUID()}`;
  const card =
    receiptOf !== null ? receiptCard(receiptOf, words, taskId) : choices && choiceCard(choices, words, taskId);
  if (card) return card;
  const failure = { kind: 'permanent', reason: 'bad_request' } as const;
  throw new ChannelError(failure, '投递编号太长，做不成按钮。');
}

function markdownOf(body: Exclude<Body, { kind: 'file' }>): string {
  if (body.kind !== 'markdown') return literal(body.text);
  const markdown = withoutMentions(body.markdown);
  return fits(markdown) ? markdown : literal(body.plain);
}

function wordsOf(body: Body): string {
  return body.kind === 'markdown' ? body.plain : body.kind === 'file' ? body.caption : body.text;
}

function headOf(body: Body): string {
  return body.kind === 'file' ? body.name : wordsOf(body);
}

function refuseTooLong(body: Body): void {
  const failure = { kind: 'permanent', reason: 'too_long' } as const;
  if (!fits(wordsOf(body)))
    throw new ChannelError(
      failure,
      `企业微信一条消息最多 ${mostBytes} 个字节（约 ${Math.floor(mostBytes / 3)} 个汉字），请分成几条。`,
    );
  if (body.kind === 'file' && body.bytes.byteLength > mostFileBytes)
    throw new ChannelError(failure, '通过企业微信发的文件最大 20 MB。');
}
