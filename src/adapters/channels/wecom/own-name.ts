import { joinAround } from '../../../domain/mention.ts';

/** The bot's name as members see it, which the platform does not tell: it is learnt from what mentions nobody else. */
export type OwnName = {
  /** A text of a group without the bot's mention; `mentioned`: it holds one. */
  strip(text: string): { text: string; mentioned: boolean };
};

type Mention = { from: number; to: number; name: string };

const written = /(?<=^|[\s\p{Cf}])[@＠]([^\s@＠]+)/gu;
const everybody = /^(?:所有人|全体成员|all|everyone)$/iu;
const nameLike = /^[\p{L}\p{N}_·.（）()-]{1,20}$/u;
const mostNames = 200;
/** Once may be a name with the first words of a question behind it. */
const enough = 2;

/**
 * `known`: what it may be called besides. Every message of a group that comes in mentions the bot, so a mention that
 * stands alone in its message is the bot's own; among several it is the one that was seen alone before.
 */
export function createOwnName(known: readonly string[]): OwnName {
  const seen = new Map<string, number>();

  const isTrusted = (name: string): boolean => (seen.get(name) ?? 0) >= enough;

  function learn(name: string): void {
    const times = (seen.get(name) ?? 0) + 1;
    seen.delete(name);
    seen.set(name, times);
    const [oldest] = seen.keys();
    if (seen.size > mostNames && oldest !== undefined) seen.delete(oldest);
  }

  /** How much of what follows the sign is the name: members may delete the space behind it. */
  function lengthOf(name: string, others: string): number {
    if (isTrusted(name)) return name.length;
    const beginning = longest([...seen.keys()].filter((one) => isTrusted(one) && name.startsWith(one)));
    if (beginning !== null) return beginning.length;
    const isWhole = nameLike.test(name) && others !== '';
    if (isWhole) return name.length;
    return longest(known.filter((one) => name.startsWith(one)))?.length ?? (nameLike.test(name) ? name.length : 0);
  }

  function only(text: string, { from, to, name }: Mention): string {
    const others = joinAround([text.slice(0, from), text.slice(to)]);
    const length = lengthOf(name, others);
    if (nameLike.test(name) && others !== '') learn(name);
    return joinAround([text.slice(0, from), text.slice(from + 1 + length)]);
  }

  return {
    strip(text) {
      const mentions = mentionsIn(text);
      const [first, ...rest] = mentions;
      if (first === undefined) return { text: text.trim(), mentioned: false };
      if (rest.length === 0) return { text: only(text, first), mentioned: true };
      const own = mentions.filter(({ name }) => isTrusted(name) || seen.has(name) || known.includes(name));
      return { text: without(text, own.length > 0 ? own : leading(text, mentions)), mentioned: true };
    },
  };
}

function mentionsIn(text: string): Mention[] {
  return [...text.matchAll(written)]
    .map(({ index, 0: { length }, 1: name = '' }) => ({ from: index, to: index + length, name }))
    .filter(({ name }) => !everybody.test(name));
}

/** Nobody knows yet which of them is the bot's: those that stand before the words tell nothing else. */
function leading(text: string, mentions: readonly Mention[]): Mention[] {
  const found: Mention[] = [];
  let end = 0;
  for (const mention of mentions) {
    if (text.slice(end, mention.from).trim() !== '') break;
    found.push(mention);
    end = mention.to;
  }
  return found;
}

function without(text: string, mentions: readonly Mention[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const mention of mentions) {
    pieces.push(text.slice(from, mention.from));
    from = mention.to;
  }
  return joinAround([...pieces, text.slice(from)]);
}

function longest(names: readonly string[]): string | null {
  return [...names].sort((a, b) => b.length - a.length)[0] ?? null;
}
