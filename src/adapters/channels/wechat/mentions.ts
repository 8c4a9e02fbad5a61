import { type GroupAddress, readGroupAddress } from '../../../domain/mention.ts';

/** `accountNames`: the WeChat name and the alias in this room; `names`: what members may call the bot besides. */
export type Self = { id: string; accountNames: readonly string[]; names: readonly string[] };

/** Stands for the bot while its names are looked for, and for the sign of a mention that is somebody else's. */
const [selfMark, foreignSign] = ['\ue000', '\ue001'];
/** A mention that was picked from the list of members: WeChat ends it with a space of its own, so its name is exact. */
const picked = /@([^@\u2005\n]{1,64})\u2005/gu;
const everybody = /^(?:所有人|全体成员|all|everyone)$/iu;

/**
 * How a message of a group turns to the bot. The list of the mentioned counts where the gateway gives one, but not when
 * everybody is meant: then everybody is on it. The text counts always, because members also type a mention.
 */
export function readAddress(text: string, self: Self, mentionIds: readonly string[]): GroupAddress {
  const read = readGroupAddress(markMentions(text, self), [selfMark, ...self.names]);
  const address = { ...read, text: read.text.replaceAll(foreignSign, '@') };
  if (address.addressed === 'mention' || address.mentionsAll || !mentionIds.includes(self.id)) return address;
  return { ...address, addressed: 'mention', text: withoutOnlyMention(address.text, mentionIds) };
}

function markMentions(text: string, { accountNames, names }: Self): string {
  const own = new Set([...accountNames, ...names].map(comparable));
  const exact = text.replace(picked, (whole, name: string) => {
    if (own.has(comparable(name))) return `@${selfMark}\u2005`;
    return everybody.test(name.trim()) ? whole : whole.replace('@', foreignSign);
  });
  return [...accountNames].sort((a, b) => b.length - a.length).reduce(markTyped, exact);
}

/** Typed by hand the name ends where the word does, so that 小秘书长 is not 小秘. */
function markTyped(text: string, name: string): string {
  const letters = name.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  const typed = new RegExp(String.raw`[@＠]${letters}(?=[\s\u2005，,。.：:；;！!？?、]|$)`, 'giu');
  return name === '' ? text : text.replace(typed, `@${selfMark}`);
}

/** WeChat shows the asker's own name for the bot, which nobody else knows. */
function withoutOnlyMention(text: string, mentionIds: readonly string[]): string {
  return mentionIds.length === 1 ? text.replace(picked, '').trim() : text;
}

function comparable(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
