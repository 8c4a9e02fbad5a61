import { mostBytes } from './capabilities.ts';

type Mark = { says: RegExp; as: string };

/** What the platform would read as a form instead of as the words: it shows no text but markdown. */
const marks: readonly Mark[] = [
  { says: /\\(?=[!-/:-@[-`{-~])/gu, as: '\\\\' },
  { says: /`/gu, as: '\\`' },
  { says: /\*(?!(?<=(?:^|\s)\*)(?:\s|$))/gmu, as: '\\*' },
  { says: /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, as: '\\_' },
  { says: /\[(?=[^\]\n]*\]\()/gu, as: '\\[' },
  { says: /~~/gu, as: '\\~\\~' },
  { says: /<(?=[a-z/@!])/giu, as: '\\<' },
  { says: /&(?=#?\w{1,32};)/gu, as: '\\&' },
  { says: /^(?=#{1,6}\s|>|-{3,}\s*$|={3,}\s*$)/gmu, as: '\\' },
];

/** Markdown that shows these words, letter by letter; what would grow too long goes as it is. */
export function literal(text: string): string {
  const written = marks.reduce((text, { says, as }) => text.replace(says, () => as), text);
  return fits(written) ? written : text;
}

/** Formatted text in which nobody is mentioned whom it was not written for. */
export function withoutMentions(markdown: string): string {
  return markdown.replaceAll('<@', '\\<@');
}

export function fits(text: string): boolean {
  return Buffer.byteLength(text) <= mostBytes;
}

/** In front of a text for one member of a group, where there is room; ids of the platform hold no space. */
export function mentioning(userId: string, text: string): string {
  const mentioned = /^[^\s<>]{1,64}$/u.test(userId) ? `<@${userId}>\n${text}` : text;
  return fits(mentioned) ? mentioned : text;
}
