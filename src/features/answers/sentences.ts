import { type Above, cellsOf, isRow, rowInWords } from './table-row.ts';
import { unitAbove } from './units.ts';

/** A run of a passage that can be quoted: `text` is verbatim. `row` for one of a table, with what stands above it there. */
export type Sentence = { text: string; at: number; row: Above | null };

const nothingAbove: Above = { head: null, unit: null };

/**
 * Cuts at sentence ends, semicolons and line ends; a list item, a row of a table or a paragraph never runs into the next
 * one, and a row is never divided. The head of a table is no sentence.
 */
export function sentencesOf(text: string): Sentence[] {
  let head: string | null = null;
  let unit: string | null = null;
  let isInTable = false;
  return [...text.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }): Sentence[] => {
    if (!isRow(line)) {
      unit = unitAbove(line) ?? (isInTable ? null : unit);
      isInTable = false;
      return sentencesOfLine(line, index);
    }
    const opens = !isInTable;
    if (opens) head = null;
    isInTable = true;
    if (isTableRule(line)) return [];
    if (opens) {
      head = line;
      return [];
    }
    return [{ ...trimmed(line, index), row: { head, unit } }];
  });
}

function sentencesOfLine(line: string, from: number): Sentence[] {
  return [...line.matchAll(/[^。！？!?；;]+(?:[。！？!?；;]+["”』」）)]*)?/g)]
    .map(({ 0: text, index }) => ({ ...trimmed(text, from + index), row: null }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function trimmed(text: string, from: number): { text: string; at: number } {
  return { text: text.trim(), at: from + (text.length - text.trimStart().length) };
}

/** The line under a Markdown table's head. */
export function isTableRule(line: string): boolean {
  return /^\|?[\s:|-]+\|?$/.test(line);
}

/**
 * Markdown marks are for the page, not for a chat: links and emphasis become plain words, a table one sentence a row.
 * `passage` is where the text was taken from: rows of it may be quoted without the head of their table.
 */
export function plainWords(text: string, passage = text): string {
  return rowsInWords(text, passage)
    .replace(/^[-*+]\s+|^#+\s+|^>\s+/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|`)(.+?)\1/g, '$2');
}

function rowsInWords(text: string, passage: string): string {
  if (!text.includes('|')) return text;
  const rows = new Map(sentencesOf(passage).flatMap(({ text: row, row: of }) => (of ? [[row, of] as const] : [])));
  const lines = text.split('\n').map((line) => line.trim());
  // A quote of one row alone has no head; it is then its own.
  if (rows.size === 0 && lines.length === 1) return isRow(text) ? rowInWords(cellsOf(text, nothingAbove)) : text;
  return lines
    .filter((line) => !isRow(line) || rows.has(line))
    .map((line) => (isRow(line) ? rowInWords(cellsOf(line, rows.get(line) ?? nothingAbove)) : line))
    .join('\n');
}
