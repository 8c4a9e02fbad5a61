import { joinWide, tidy } from '../parts.ts';
import type { Box, Run } from './geometry.ts';

/** A line of text; `segments` are its parts where wide gaps divide it, `spaced` has a space between them. */
export type Line = Box & { text: string; spaced: string; size: number; segments: Run[]; runs: Run[] };

/** In letters: base lines as near as this are one line, gaps as wide as this divide it. */
const sameLine = 0.5;
const wideGap = 1.6;
const wordGap = 0.22;

/** Runs as lines, from the top. */
export function linesOf(runs: readonly Run[]): Line[] {
  const rows: Run[][] = [];
  for (const run of runs.toSorted((a, b) => a.bottom - b.bottom || a.left - b.left)) {
    const row = rows.at(-1);
    const base = row?.[0];
    if (base && Math.abs(base.bottom - run.bottom) <= Math.max(base.size, run.size) * sameLine) row.push(run);
    else rows.push([run]);
  }
  return rows.map(lineOf).filter(({ text }) => text !== '');
}

function lineOf(row: readonly Run[]): Line {
  const segments: Run[] = [];
  const runs = row.filter(({ text }) => text.trim() !== '').toSorted((a, b) => a.left - b.left);
  for (const run of runs) {
    const last = segments.at(-1);
    const gap = last === undefined ? 0 : run.left - last.right;
    if (last === undefined || gap > wideGap * run.size) segments.push({ ...run });
    else {
      last.text += gapText(gap / run.size) + run.text;
      last.right = Math.max(last.right, run.right);
      last.size = Math.max(last.size, run.size);
    }
  }
  const parts = segments.map((segment) => ({ ...segment, text: cleanText(segment.text) }));
  return {
    spaced: parts.map(({ text }) => text).join(' '),
    text: cleanText(segments.map(({ text }) => text).join(' ')),
    size: Math.max(0, ...segments.map(({ size }) => size)),
    left: segments[0]?.left ?? 0,
    right: segments.at(-1)?.right ?? 0,
    top: Math.min(...row.map(({ top }) => top)),
    bottom: Math.max(...row.map(({ bottom }) => bottom)),
    segments: parts,
    runs,
  };
}

/** The wide space of Chinese documents is as wide as a letter. */
function gapText(letters: number): string {
  if (letters > 0.85) return '\u3000';
  return letters > wordGap ? ' ' : '';
}

const beside = /(?<=\p{Script=Han}) (?=[\dA-Za-z])|(?<=[\dA-Za-z%]) (?=\p{Script=Han})/gu;

/** Without the spaces that only typesetting put between Han characters, and between them and digits. */
export function cleanText(text: string): string {
  return tidy(joinWide(foldForms(text))).replace(beside, '');
}

/** Radicals and compatibility forms that fonts hand out in place of the character; full-width signs stay as they are. */
function foldForms(text: string): string {
  return text.replace(/[\u2e80-\u2fdf\uf900-\ufaff]/g, (form) => form.normalize('NFKC'));
}
