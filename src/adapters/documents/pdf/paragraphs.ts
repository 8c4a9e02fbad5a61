import { isClause, rankOf } from '../clauses.ts';
import type { Box } from './geometry.ts';
import type { Line } from './lines.ts';
import { cleanText } from './lines.ts';

export type Paragraph = { text: string; size: number; page: number; isCentred: boolean };
export type PageLine = Line & { page: number; area: Box };

/** In letters: a first line is set in by this, a line that ends as near to the edge as this is full. */
const indent = 1.2;
const fullWithin = 2.2;
/** A line without a stop may end as far from the edge. */
const widestGap = 8;
/** Lines further apart than this many letters are two paragraphs. */
const widestPitch = 2.6;

/** Joins the lines of a paragraph, over the end of a page too. */
export function joinLines(lines: readonly PageLine[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let before: PageLine | null = null;
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last && before && continues(line, before)) last.text = joinTexts(last.text, line.text);
    else paragraphs.push({ text: line.text, size: line.size, page: line.page, isCentred: isCentred(line) });
    before = line;
  }
  return paragraphs;
}

function continues(line: PageLine, before: PageLine): boolean {
  const { size } = before;
  if (Math.abs(line.size - size) > size * 0.12 || startsAnew(line.text)) return false;
  const isNext = line.page === before.page;
  if (isNext && line.bottom - before.bottom > size * widestPitch) return false;
  if (!isNext && /[。！？；：]$/.test(before.text)) return false;
  if (isCentred(line) && isCentred(before)) return isNext && !/[。：；]$/.test(before.text);
  const short = before.area.right - before.right;
  // A word or a quotation that does not fit goes to the next line whole, and leaves a gap in front of the edge.
  const isFull =
    short <= size * fullWithin || (short <= size * widestGap && !/[。！？；：]["”』」）)]*$/.test(before.text));
  return isFull && line.left < line.area.left + size * indent;
}

/** A number or a clause opens a paragraph also where the first line is not set in. */
function startsAnew(text: string): boolean {
  return isClause(text) || rankOf(text) !== null || /^(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])/.test(text);
}

function isCentred({ left, right, area, size }: PageLine): boolean {
  const [before, after] = [left - area.left, area.right - right];
  return before > size * 2.5 && Math.abs(before - after) < size * 2;
}

/** A word that a hyphen divides is one again, and so is a number; between words of letters stood a space. */
function joinTexts(text: string, next: string): string {
  if (/[a-z]-$/.test(text) && /^[a-z]/.test(next)) return text.slice(0, -1) + next;
  const isSpaced = /[A-Za-z][,.;:]?$/.test(text) && /^[\dA-Za-z]/.test(next);
  return cleanText(`${text}${isSpaced ? ' ' : ''}${next}`);
}
