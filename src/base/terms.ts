import { isDigit, isHan, isRunUnit } from './characters.ts';

/** Weight of a single Han character; pairs and runs weigh 1. Measured, like all choices here, on four sets of questions. */
export const singleWeight = 0.4;

/** `key` is an unsigned 32-bit number. */
export type VisitTerm = (key: number, weight: number) => void;

/**
 * Calls `visit` for every term of a normalised text: single Han characters and pairs of neighbours by their code, runs of
 * letters or digits by a hash, and a number once more with the character behind it (237条), which is what it counts. Keys
 * of different kinds never meet; two runs share a key once in a billion.
 */
export function visitTerms(text: string, visit: VisitTerm): void {
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (isHan(unit)) at = visitHan(text, at, visit);
    else if (isRunUnit(unit)) at = visitRun(text, at, visit);
    else at = visitRareHan(text, at, visit);
  }
}

/** A single character: its list is long and says little. */
export function isSingle(key: number): boolean {
  return key < firstRunKey;
}

const firstRunKey = 0x10000;
/** Pairs begin with U+3005 or a later character, so their keys begin here. */
const firstPairKey = 0x3005_0000;

function visitHan(text: string, at: number, visit: VisitTerm): number {
  const unit = text.charCodeAt(at);
  visit(unit, singleWeight);
  const next = text.charCodeAt(at + 1);
  if (isHan(next)) visit(unit * 0x10000 + next, 1);
  return at + 1;
}

/** Han beyond U+FFFF, mostly in names: the two surrogates are one term. */
function visitRareHan(text: string, at: number, visit: VisitTerm): number {
  const high = text.charCodeAt(at);
  if (high < 0xd840 || high > 0xd8bf || at + 1 >= text.length) return at + 1;
  visit(high * 0x10000 + text.charCodeAt(at + 1), 1);
  return at + 2;
}

function visitRun(text: string, at: number, visit: VisitTerm): number {
  let hash = 0x811c9dc5;
  let end = at;
  let isNumber = true;
  while (continuesRun(text, end)) {
    const unit = text.charCodeAt(end);
    isNumber &&= isDigit(unit) || unit === point;
    hash = Math.imul(hash ^ unit, 0x01000193);
    end += 1;
  }
  visit(runKey(hash), 1);
  const next = text.charCodeAt(end);
  if (isNumber && isHan(next)) visit(runKey(Math.imul(hash ^ next, 0x01000193)), 1);
  return end;
}

const point = 0x2e;

/** A point belongs to a number when digits stand on both sides. */
function continuesRun(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (isRunUnit(unit)) return true;
  return unit === point && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
}

function runKey(hash: number): number {
  return firstRunKey + ((hash >>> 0) % (firstPairKey - firstRunKey));
}
