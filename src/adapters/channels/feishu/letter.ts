import type { Body, Outbound } from '../../../ports/channel.ts';
import { mostCardBytes, mostTextBytes } from './capabilities.ts';
import { choiceButtons, receiptButton } from './buttons.ts';
import { cardOf } from './card.ts';
import { tooLongError } from './errors.ts';
import { markdownPost, type Piece, plainPost, type Post, writePost } from './post.ts';

/** One message as the platform takes it; `content` is JSON. */
export type Letter = { msg_type: 'text' | 'post' | 'interactive'; content: string };

type Words = Exclude<Body, { kind: 'file' }>;

/** Throws a `ChannelError` for what the platform would refuse. */
export async function writeLetter(message: Outbound, body: Words): Promise<Letter> {
  const text = body.kind === 'markdown' ? body.plain : body.text;
  if (Buffer.byteLength(text) > mostTextBytes) throw tooLongError('文字');
  const mention = mentionOf(message);
  const buttons = buttonsOf(message, text);
  if (buttons.length > 0)
    return fitting({ msg_type: 'interactive', content: JSON.stringify(cardOf({ text, buttons, mention })) });
  const post = body.kind === 'markdown' ? await markdownPost(body.markdown) : plainPost(text);
  const letter: Letter = { msg_type: 'post', content: writePost(withMention(post, mention)) };
  return isFitting(letter) ? letter : asText(text, mention);
}

/** In a private chat everybody knows who is meant. */
function mentionOf({ to, replyTo }: Outbound): string | null {
  const id = replyTo?.sender.platformId ?? '';
  return to.kind === 'group' && /^ou_\w+$/u.test(id) ? id : null;
}

function buttonsOf({ to: { kind }, receiptOf, choices }: Outbound, text: string): object[] {
  if (receiptOf !== null) return [receiptButton(receiptOf, kind)];
  return choices === undefined ? [] : choiceButtons(choices, { kind, text });
}

function withMention(post: Post, mention: string | null): Post {
  if (mention === null) return post;
  const [first = [], ...rest] = post;
  const at: Piece[] = [
    { tag: 'at', user_id: mention },
    { tag: 'text', text: ' ' },
  ];
  return [[...at, ...first], ...rest];
}

/** A plain text may be longer, but it reads marks: what looks like one of the platform's must not mention everybody. */
function asText(text: string, mention: string | null): Letter {
  const at = mention === null ? '' : `<at user_id="${mention}"></at> `;
  return { msg_type: 'text', content: JSON.stringify({ text: `${at}${text.replaceAll('<', '＜')}` }) };
}

function fitting(letter: Letter): Letter {
  if (!isFitting(letter)) throw tooLongError('带按钮的文字');
  return letter;
}

/** As it goes over the wire, where it is a string in JSON. */
function isFitting({ content }: Letter): boolean {
  return Buffer.byteLength(JSON.stringify(content)) <= mostCardBytes;
}
