import { inChinese } from '../../../domain/command.ts';
import { isCommand, joinAround, readGroupAddress } from '../../../domain/mention.ts';
import type { Addressed } from '../../../domain/message.ts';
import type { FeishuMention } from './event.ts';

export type Address = { addressed: Addressed; mentionsAll: boolean; text: string; rawText: string };

/** The bot as the platform knows it: its id within this app, and its name. */
export type Me = { openId: string; name: string };

type Written = { words: string; mentions: readonly FeishuMention[]; direct: boolean };

/** What stands where the bot is mentioned, until it is taken out: nobody can type it. */
const ownSign = '\ue000';
const sign = /@_(?:user_\d+|all)/gu;

/** A mention counts before a command. Whether it replies to the bot is not in the message. */
export function readAddress({ words, mentions, direct }: Written, me: Me): Address {
  const written = words.replaceAll(ownSign, '\ufffd');
  const named = (key: string): FeishuMention | undefined => mentions.find((mention) => mention.key === key);
  const isOwn = (key: string): boolean => named(key)?.id?.open_id === me.openId;
  const show = (key: string): string => (key === '@_all' ? '@所有人' : `@${named(key)?.name || '某人'}`);
  const known = (key: string): boolean => key === '@_all' || named(key) !== undefined;
  const rawText = written.replace(sign, (key) => (known(key) ? show(key) : key));
  const marked = written.replace(sign, (key) => (isOwn(key) ? ownSign : known(key) ? show(key) : key));
  const read = readGroupAddress(joinAround(marked.split(ownSign)), namesOf(me));
  const text = inChinese(read.text);
  const { mentionsAll } = read;
  if (direct) return { addressed: 'direct', mentionsAll, text, rawText };
  const mentioned = marked.includes(ownSign) || read.addressed === 'mention';
  return { addressed: mentioned ? 'mention' : isCommand(text) ? 'command' : 'none', mentionsAll, text, rawText };
}

/** As members type it by hand. */
function namesOf({ name }: Me): string[] {
  return ['清语', '清語', ...(/\P{ASCII}/u.test(name) ? [name] : [])];
}
