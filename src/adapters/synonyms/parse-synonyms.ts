import { AppError } from '../../base/errors.ts';
import { normalise } from '../../base/text.ts';
import type { SynonymGroup } from '../../domain/synonyms.ts';

/** A name is shorter; what is longer is a sentence that lost its line break. */
const longestWord = 40;

/** Groups of a text: one a line, words parted by `=`, `#` begins a comment. Throws `input/invalid` naming the first bad line. */
export function parseSynonyms(text: string, name: string): SynonymGroup[] {
  const lineOf = new Map<string, number>();
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const content = line.replace(/[#＃].*$/u, '').trim();
    if (content === '') return [];
    const words = content.split(/[=＝]/u).map((word) => word.trim());
    const problem = problemOf(words) ?? repeated(words, index + 1, lineOf);
    if (problem !== null) throw new AppError('input/invalid', `同义词表 ${name} 第 ${index + 1} 行有误：${problem}`);
    return [words];
  });
}

function problemOf(words: readonly string[]): string | null {
  if (words.length < 2) return '少了等号，请写成“甲 = 乙”。';
  if (words.includes('')) return '等号的一边是空的，请补上词，或者删掉多余的等号。';
  const short = words.find((word) => [...normalise(word)].length < 2);
  if (short !== undefined) return `“${short}”只有一个字，会误伤别的词，请写完整。`;
  const long = words.find((word) => [...word].length > longestWord);
  return long === undefined
    ? null
    : `“${[...long].slice(0, 10).join('')}…”超过 ${longestWord} 个字，请检查是不是少了换行。`;
}

/** A word of two groups would make all of their words the same. */
function repeated(words: readonly string[], line: number, lineOf: Map<string, number>): string | null {
  for (const word of words) {
    const key = normalise(word);
    const before = lineOf.get(key);
    if (before === line) return `“${word}”写了两遍，请删掉一个。`;
    if (before !== undefined) return `“${word}”在第 ${before} 行已经有了，请合成一行。`;
    lineOf.set(key, line);
  }
  return null;
}
