import type { Carrier } from './carriers.ts';
import { likeness, pairsOf } from './likeness.ts';

/** 长沙市有167家行业协会商会: that there are so many, and nothing more. */
const bare =
  /(?:共|现|拥|设|还|总共|一共)?有(?:约|近|超过|逾)?\d[\d.]*[余多]?[万亿千百]?[余多]?\p{Script=Han}{0,14}[。.!?]*$/u;
const other = /(?:、|和|及).*\d/u;
/** Share of what stands with the figure that must have been said or asked for. */
const mostOfIt = 0.6;

/** That there are so many is said of so many that took part in something, or were led to it. */
export function claimsWhole(text: string, of: { carriers: readonly Carrier[]; question: string }): boolean {
  if (!bare.test(text) || other.test(text)) return false;
  // 共有167家 is said of what was asked; 长沙市有167家 names of what it is itself.
  const isShort = !/\p{Script=Han}{2}.*有/u.test(text);
  const said = pairsOf(isShort ? `${text}\n${of.question}` : text);
  return !of.carriers.some(({ source, clause }) => {
    const above = pairsOf(source.above);
    const rest = [...pairsOf(clause.text)].filter((pair) => !above.has(pair));
    return /有(?:约|近|超过|逾)?\d/u.test(clause.text) || likeness(new Set(rest), said) >= mostOfIt;
  });
}
