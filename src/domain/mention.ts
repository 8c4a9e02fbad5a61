import { commands } from './command.ts';
import type { Addressed } from './message.ts';

/** What the written mentions of a message say, and the message without the bot's own. */
export type Mentions = { self: boolean; all: boolean; text: string };

/** How a message of a group turns to the bot when the platform marks nothing itself. */
export type GroupAddress = { addressed: Addressed; mentionsAll: boolean; text: string };

/** Characters nobody sees, which platforms and keyboards leave inside a mention. */
const unseen = String.raw`[\p{Cf}\p{Variation_Selector}]*`;
const at = `[@＠﹫]${unseen}(?:[ \\u00a0]${unseen})?`;
const everyone = new RegExp(`${at}(?:所有人|全体成员)|(?<!\\w)${at}(?:all|everyone)(?!\\w)`, 'iu');

const commandWords = [...commands.map(({ word }) => word), 'help(?![a-z])'];
const slashCommand = new RegExp(`^[/／]\\s?(?:${commandWords.join('|')})`, 'iu');
/** Only these stand alone without slash or mention: the others are also ordinary talk of a group. */
const bareCommand = /^(?:帮助|help|转人工|寄语|进度(?:[\s:：]*\d[\d-]{0,11})?)[。.！!？?~～]?$/iu;

/** Reads the mentions of a group text; `names` are the bot's names as members see them. */
export function readMentions(rawText: string, names: readonly string[]): Mentions {
  const own = ownMention(names);
  const pieces = rawText.split(own);
  return { self: pieces.length > 1, all: everyone.test(rawText), text: joinAround(pieces) };
}

/** A mention counts before a command; a command before ordinary talk. */
export function readGroupAddress(rawText: string, names: readonly string[]): GroupAddress {
  const { self, all, text } = readMentions(rawText, names);
  if (self) return { addressed: 'mention', mentionsAll: all, text };
  return { addressed: isCommand(text) ? 'command' : 'none', mentionsAll: all, text };
}

/** True for `/建议 …`, `／帮助` and for the few commands that stand alone: 帮助, 转人工, 寄语, 进度 2026-0001. */
export function isCommand(text: string): boolean {
  const written = text.trim();
  return slashCommand.test(written) || bareCommand.test(written);
}

/** Chinese has no word boundary, so `@清语长沙…` is a mention; `@qingyu2` and `a@qingyu` are not one of `qingyu`. */
function ownMention(names: readonly string[]): RegExp {
  const [first, ...rest] = [...names].sort((a, b) => b.length - a.length).map(namePattern);
  if (first === undefined) return /(?!)/u;
  return new RegExp([first, ...rest].join('|'), 'giu');
}

function namePattern(name: string): string {
  const letters = Array.from(name, (letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`));
  const before = /^\w/u.test(name) ? String.raw`(?<![\w.])` : '';
  const after = /\w$/u.test(name) ? String.raw`(?!\w)` : '';
  return `${before}${at}${letters.join(unseen)}${after}`;
}

/**
 * A text from the pieces that stood around its mentions: what separates a mention from the words goes with it; words
 * before and after it stay apart by one space.
 */
export function joinAround(pieces: readonly string[]): string {
  if (pieces.length < 2) return pieces.join('').trim();
  const kept = pieces.map((piece) => piece.replace(/^[\s\p{Cf}]+/u, '').trimEnd());
  const joined = kept.filter((piece) => piece !== '').join(' ');
  return kept[0] === '' ? joined.replace(/^[\s,，:：、;；]+/u, '') : joined;
}
