import { AppError } from '../../base/errors.ts';
import { normalise } from '../../base/text.ts';
import { faultOfSynonyms, type SynonymGroup } from '../../domain/synonyms.ts';

/** Groups of a text: one a line, words parted by `=`, `#` begins a comment. Throws `input/invalid` naming the first bad line. */
export function parseSynonyms(text: string, name: string): SynonymGroup[] {
  const lineOf = new Map<string, number>();
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const content = line.replace(/[#＃].*$/u, '').trim();
    if (content === '') return [];
    const words = content.split(/[=＝]/u).map((word) => word.trim());
    const problem = faultOfSynonyms(words) ?? repeated(words, index + 1, lineOf);
    if (problem !== null) throw new AppError('input/invalid', `同义词表 ${name} 第 ${index + 1} 行有误：${problem}`);
    return [words];
  });
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
