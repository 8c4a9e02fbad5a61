import { normalise } from '../base/text.ts';

/** Words that say the same: a name and its short forms. */
export type SynonymGroup = readonly string[];

/** A group that staff added in the console, beside those of the file. `addedAt`: epoch ms. */
export type OwnSynonym = { id: string; words: SynonymGroup; addedAt: number; addedBy: string };

/** A run of a text, and what else it could be called; words are normalised. */
export type Alternative = { at: number; length: number; words: readonly string[] };

/** The words an association uses for the same thing (民非 = 民办非企业单位). */
export type Synonyms = {
  /** Every run of a normalised text that stands in a group, in order and without overlap; the longest where several begin. */
  in(text: string): readonly Alternative[];
};

export const noSynonyms: Synonyms = { in: () => [] };

export function createSynonyms(groups: readonly SynonymGroup[]): Synonyms {
  const alternatives = new Map<string, Set<string>>();
  for (const group of groups.map((words) => words.map((word) => normalise(word).trim()))) {
    for (const word of group) {
      const others = alternatives.get(word) ?? new Set();
      for (const other of group) if (other !== word) others.add(other);
      alternatives.set(word, others);
    }
  }
  const words = [...alternatives.keys()].filter((word) => word !== '').sort((a, b) => b.length - a.length);
  if (words.length === 0) return noSynonyms;
  const pattern = new RegExp(words.map(patternOf).join('|'), 'gu');

  return {
    in: (text) =>
      [...text.matchAll(pattern)].map(({ 0: word, index }) => ({
        at: index,
        length: word.length,
        words: [...(alternatives.get(word) ?? [])],
      })),
  };
}

/** 年 of 2024年检查 and 每年检查 belongs to what stands before it. */
const time = '(?<![\\d每今去明前当全上本两半])';

function patternOf(word: string): string {
  return `${/^[年月日]/.test(word) ? time : ''}${word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`;
}
