import { isDigit, isHan, isRunUnit } from './characters.ts';

/** Weight of a single Han character; pairs and runs weigh 1. Measured, like all choices here, on four sets of questions. */
export const singleWeight = 0.4;

/** `key` is a whole number from 0 to 2^31 - 1. */
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
const firstPairKey = 2 ** 30;
/** Pairs of characters from here to U+9FFF have keys of their own. */
const firstPaired = 0x3000;
const paired = 0x7000;

/** All of a stretch of Han. */
function visitHan(text: string, from: number, visit: VisitTerm): number {
  let at = from;
  let unit = text.charCodeAt(at);
  for (;;) {
    visit(unit, singleWeight);
    at += 1;
    const next = text.charCodeAt(at);
    if (!isHan(next)) return at;
    visit(pairKey(unit, next), 1);
    unit = next;
  }
}

function pairKey(first: number, second: number): number {
  if (first >= firstPaired + paired || second >= firstPaired + paired)
    return runKey(hashOf(hashOf(seed, first), second));
  return firstPairKey + (first - firstPaired) * paired + second - firstPaired;
}

/** Han beyond U+FFFF, mostly in names: the two surrogates are one term. */
function visitRareHan(text: string, at: number, visit: VisitTerm): number {
  const high = text.charCodeAt(at);
  if (high < 0xd840 || high > 0xd8bf || at + 1 >= text.length) return at + 1;
  visit(runKey(hashOf(hashOf(seed, high), text.charCodeAt(at + 1))), 1);
  return at + 2;
}

function visitRun(text: string, at: number, visit: VisitTerm): number {
  let hash = seed;
  let end = at;
  let isNumber = true;
  while (continuesRun(text, end)) {
    const unit = text.charCodeAt(end);
    isNumber &&= isDigit(unit) || unit === point;
    hash = hashOf(hash, unit);
    end += 1;
  }
  visit(runKey(hash), 1);
  const next = text.charCodeAt(end);
  if (isNumber && isHan(next)) visit(runKey(hashOf(hash, next)), 1);
  return end;
}

const point = 0x2e;

/** A point belongs to a number when digits stand on both sides. */
function continuesRun(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (isRunUnit(unit)) return true;
  return unit === point && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
}

/** FNV-1a over UTF-16 units. */
const seed = 0x811c9dc5;

function hashOf(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function runKey(hash: number): number {
  return firstRunKey + ((hash >>> 0) % (firstPairKey - firstRunKey));
}
