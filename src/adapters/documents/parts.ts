import type { Table } from './tables.ts';

/** What a reader finds in a file, in reading order, before headings become section paths. */
export type Part =
  /** `level` 1 is the highest. */
  | { kind: 'heading'; level: number; text: string; page: number | null }
  | { kind: 'text'; text: string; page: number | null }
  | { kind: 'table'; table: Table; page: number | null };

/** Runs of white space become one space; the wide space that Chinese documents set stays. */
export function tidy(text: string): string {
  return text
    .replace(/[\u200b\ufeff]+/g, '')
    .replace(/[^\S\u3000]+/g, ' ')
    .replace(/ ?\u3000+ ?/g, '\u3000')
    .trim();
}

const wide = String.raw`[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]`;
const betweenWide = new RegExp(`(?<=${wide})[^\\S\\u3000]+(?=${wide})`, 'gu');

/** Takes out the white space between Han characters, where only a line was broken or justified. */
export function joinWide(text: string): string {
  return text.replace(betweenWide, '');
}

/** Stands in a text for the end of a line of the source, until it is known what stands beside it. */
export const lineBreak = '\u2028';
const breaks = new RegExp(` *${lineBreak}[ ${lineBreak}]*`, 'g');
const breakBetweenWide = new RegExp(`(?<=${wide})${lineBreak}(?=${wide})`, 'gu');

/** A broken line is a space, and between Han characters nothing. */
export function joinLineBreaks(text: string): string {
  return text.replace(breaks, lineBreak).replace(breakBetweenWide, '').replaceAll(lineBreak, ' ');
}
