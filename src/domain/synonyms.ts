import { normalise } from '../base/text.ts';

/** Words that say the same: a name and its short forms. */
export type SynonymGroup = readonly string[];

/** A group that staff added in the console, beside those of the file. `addedAt`: epoch ms. */
export type OwnSynonym = { id: string; words: SynonymGroup; addedAt: number; addedBy: string };

/** A run of a text, and what else it could be called; words are normalised. */
export type Alternative = { at: number; length: number; words: readonly string[] };

/** A name is shorter; what is longer is a sentence that lost its line break. */
const longestWord = 40;

/** What is wrong with a group, as a sentence that ends with what to do; null when it is good. */
export function faultOfSynonyms(words: readonly string[]): string | null {
  if (words.length < 2) return '少了等号，请写成“甲 = 乙”。';
  if (words.includes('')) return '等号的一边是空的，请补上词，或者删掉多余的等号。';
  const short = words.find((word) => [...normalise(word)].length < 2);
  if (short !== undefined) return `“${short}”只有一个字，会误伤别的词，请写完整。`;
  const long = words.find((word) => [...word].length > longestWord);
  return long === undefined
    ? null
    : `“${[...long].slice(0, 10).join('')}…”超过 ${longestWord} 个字，请检查是不是少了换行。`;
}

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
