import { isSingle, visitTerms } from '../../../base/terms.ts';

/** Share of a title that a question names, by pairs and runs; a title of one character by that. */
export function shareNamed(title: string, asked: ReadonlyMap<number, number>): number {
  const keys = new Set<number>();
  visitTerms(title, (key) => keys.add(key));
  const pairs = [...keys].filter((key) => !isSingle(key));
  const telling = pairs.length > 0 ? pairs : [...keys];
  return telling.filter((key) => asked.has(key)).length / Math.max(1, telling.length);
}
