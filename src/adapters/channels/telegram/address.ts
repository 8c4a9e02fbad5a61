import { inChinese } from '../../../domain/command.ts';
import { isCommand, joinAround, readGroupAddress } from '../../../domain/mention.ts';
import type { Addressed } from '../../../domain/message.ts';
import type { TelegramEntity, TelegramMessage, TelegramUser } from './update.ts';

export type Address = { addressed: Addressed; mentionsAll: boolean; text: string; rawText: string };

type Span = { from: number; to: number };
/** What the marks of the platform say: where the bot is mentioned, and whose command stands first. */
type Marks = { own: Span[]; mentioned: boolean; command: 'own' | 'foreign' | null };

/** A mention counts before a command, a command before a reply; a command of another bot is not for this one. */
export function readAddress(message: TelegramMessage, me: TelegramUser): Address {
  const rawText = message.text ?? message.caption ?? message.sticker?.emoji ?? '';
  const marks = readMarks(rawText, message.entities ?? message.caption_entities ?? [], me);
  const written = readGroupAddress(joinAround(around(rawText, marks.own)), namesOf(me));
  const { mentionsAll } = written;
  if (message.chat.type === 'private')
    return { addressed: 'direct', mentionsAll, text: inWords(written.text), rawText };
  const mentioned = marks.mentioned || written.addressed === 'mention';
  if (marks.command === 'foreign' && !mentioned) return { addressed: 'none', mentionsAll, text: rawText, rawText };
  const text = inWords(written.text);
  const isOrder = marks.command === 'own' || isCommand(text);
  const addressed = mentioned ? 'mention' : isOrder ? 'command' : isReplyTo(message, me) ? 'reply' : 'none';
  return { addressed, mentionsAll, text, rawText };
}

/** `/start` is what the app sends for a person who opens the bot. */
function inWords(text: string): string {
  return inChinese(text.replace(/^\/start(?=\s|$).*$/isu, '/help'));
}

function isReplyTo({ reply_to_message: quoted }: TelegramMessage, me: TelegramUser): boolean {
  return quoted !== undefined && quoted.forum_topic_created === undefined && quoted.from?.id === me.id;
}

function readMarks(text: string, entities: readonly TelegramEntity[], me: TelegramUser): Marks {
  const marks: Marks = { own: [], mentioned: false, command: null };
  for (const entity of entities) {
    const span = { from: entity.offset, to: entity.offset + entity.length };
    const written = text.slice(span.from, span.to);
    const [name = '', bot] = written.split('@');
    if ((entity.type === 'mention' && isName(bot, me)) || entity.user?.id === me.id) {
      marks.mentioned = true;
      marks.own.push(span);
    }
    if (entity.type !== 'bot_command' || bot === undefined) continue;
    if (isName(bot, me)) marks.own.push({ from: span.from + name.length, to: span.to });
    if (text.slice(0, span.from).trim() === '') marks.command = isName(bot, me) ? 'own' : 'foreign';
  }
  return marks;
}

function isName(written: string | undefined, { username }: TelegramUser): boolean {
  return username !== undefined && written?.toLowerCase() === username.toLowerCase();
}

/** The pieces of a text between the spans, which stand in order. */
function around(text: string, spans: readonly Span[]): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const span of spans) {
    pieces.push(text.slice(from, span.from));
    from = span.to;
  }
  return [...pieces, text.slice(from)];
}

/** As members write it by hand. A Latin name would be the user name of somebody else. */
function namesOf({ first_name: name }: TelegramUser): string[] {
  return ['清语', '清語', ...(/\P{ASCII}/u.test(name) ? [name] : [])];
}
