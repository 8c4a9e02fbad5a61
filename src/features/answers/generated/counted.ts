import type { Carrier } from './carriers.ts';
import { measures } from '../measures.ts';

const counting = new RegExp(
  `(?<!\\d)(\\d[\\d.]*)[余多来]?[万亿千百]*[余多]?(?:${measures})?(\\p{Script=Han}{0,6})`,
  'gu',
);

/** 39名党员 where the passages have 39名优秀会员: another thing is counted than the one behind the same number. */
export function countsAnother(text: string, carriers: readonly Carrier[]): boolean {
  const written = carriers.flatMap(({ sentence }) => [...sentence.text.matchAll(counting)]);
  return [...text.matchAll(counting)].some(([, number = '', counted = '']) => {
    const others = written.filter((match) => match[1] === number).map(([, , other = '']) => other);
    if (counted.length < 2 || others.length === 0) return false;
    // What is counted may stand before the number as well: 意见建议237条.
    return others.every((other) => other.length > 1 && !other.includes(counted.charAt(0)));
  });
}
