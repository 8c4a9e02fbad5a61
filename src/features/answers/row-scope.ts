import type { Gazetteer } from '../../domain/gazetteer.ts';
import { findOrganizations } from './organizations.ts';
import type { PreparedSentence } from './prepared.ts';
import type { Question } from './question.ts';
import { shareOf } from './scope.ts';
import type { Cell } from './table-row.ts';

/** Longest first field that is the name of what a row is about. */
const longestKey = 16;

/**
 * A row answers for what its first field names, not for what resembles it: 会长单位 is not asked for where 副会长单位 is, nor
 * 理事单位 where the question says 监事单位. Places and organizations have their own check.
 */
export function isRowAbout(
  gazetteer: Gazetteer,
  question: Question,
  of: { cells: readonly Cell[]; rows: readonly PreparedSentence[] },
): boolean {
  if (['list', 'what', 'compare', 'how'].includes(question.want)) return true;
  const key = nameOf(of.cells);
  if (key.length > longestKey || gazetteer.placesIn(key).length > 0 || findOrganizations(key, []).length > 0)
    return true;
  if (!question.text.includes(key)) return mayBeMeant(question, key);
  // The longest that the question has is meant.
  const keys = of.rows.flatMap(({ cells }) => (cells ? [nameOf(cells)] : []));
  return !keys.some((other) => other !== key && other.includes(key) && question.text.includes(other));
}

/** 二号会议室 of 二号会议室（半天）: what stands in brackets nobody says. */
function nameOf([first]: readonly Cell[]): string {
  const key = first?.text ?? '';
  return key.replace(/\([^()]*\)/g, '').trim() || key;
}

/** Asked the other way round (哪一级交2000元) the key is what is looked for. */
function mayBeMeant(question: Question, key: string): boolean {
  return question.figures.length > 0 || /哪/.test(question.text) || shareOf(key, question.text) >= 0.6;
}
