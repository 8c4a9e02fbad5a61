import { compound, createFoldUnit, dropped, type FoldUnit, isDigit, isHan } from './characters.ts';
import { numeralCharacters, readNumeral, readSingleNumeral } from './numerals.ts';

/**
 * Text as it is matched: NFKC, lower case, traditional as simplified, no spaces beside Chinese characters, numbers in
 * digits, nothing invisible. Line breaks stay, but not inside a line of Chinese. Doing it twice changes nothing.
 */
export function normalise(text: string): string {
  return toText(foldNumbers(closeGaps(foldCharacters(text))));
}

/** One table for the process: it only remembers what Unicode and the dictionary say. */
const foldUnit: FoldUnit = createFoldUnit();

const space = 0x20;
const comma = 0x2c;
const numerals = new Set([...numeralCharacters].map((numeral) => numeral.charCodeAt(0)));
const [firstNumeral, lastNumeral] = [Math.min(...numerals), Math.max(...numerals)];
/** A character with the marks that combine with it. */
const cluster = /[\s\S]\p{M}*/uy;
const invisible = /[\p{Cc}\p{Cf}\p{DI}]/gu;

/** UTF-16 units from here on: numbers are quicker than strings of one character. */
function foldCharacters(text: string): number[] {
  const folded: number[] = [];
  let at = 0;
  let unit = foldAt(text, 0);
  while (at < text.length) {
    const next = foldAt(text, at + 1);
    if (unit === compound || next === compound) {
      at = foldCluster(text, at, folded);
      unit = foldAt(text, at);
      continue;
    }
    if (unit !== dropped) folded.push(unit);
    at += 1;
    unit = next;
  }
  return folded;
}

function foldAt(text: string, at: number): number {
  return at < text.length ? foldUnit(text.charCodeAt(at)) : dropped;
}

/** Returns where the next character begins. */
function foldCluster(text: string, at: number, folded: number[]): number {
  cluster.lastIndex = at;
  const whole = cluster.exec(text)?.[0] ?? text.charAt(at);
  const normal = whole.normalize('NFKC').toLowerCase().normalize('NFKC').replace(invisible, '');
  for (let i = 0; i < normal.length; i += 1) {
    const unit = foldUnit(normal.charCodeAt(i));
    if (unit !== dropped) folded.push(unit === compound ? normal.charCodeAt(i) : unit);
  }
  return at + whole.length;
}

/** Spaces beside Chinese characters go, and line breaks between them; elsewhere white space is one space or line break. */
function closeGaps(units: readonly number[]): number[] {
  const closed: number[] = [];
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? space;
    if (unit > space) {
      closed.push(unit);
      continue;
    }
    const from = at;
    let gap = unit;
    while ((units[at + 1] ?? Infinity) <= space) {
      at += 1;
      gap = Math.min(gap, units[at] ?? space);
    }
    const beside = [units[from - 1] ?? 0, units[at + 1] ?? 0];
    const isInside = gap === space ? beside.some(isHan) : beside.every(isHan);
    if (!isInside) closed.push(gap);
  }
  return closed;
}

/** Chinese numerals become digits, and 3,500 becomes 3500. */
function foldNumbers(units: number[]): number[] {
  if (!units.some((unit) => unit === comma || isNumeral(unit))) return units;
  const folded: number[] = [];
  for (let at = 0; at < units.length;) {
    const end = runEnd(units, at);
    if (end > at) foldRun(units, { at, end }, folded);
    else if (!isThousandsComma(units, at)) folded.push(units[at] ?? 0);
    at = Math.max(end, at + 1);
  }
  return folded;
}

function foldRun(units: readonly number[], { at, end }: { at: number; end: number }, folded: number[]): void {
  const digits = readRun(units, at, end);
  const size = digits?.length ?? end - at;
  for (let i = 0; i < size; i += 1) folded.push(digits?.charCodeAt(i) ?? units[at + i] ?? 0);
}

function runEnd(units: readonly number[], at: number): number {
  let end = at;
  while (isNumeral(units[end] ?? 0)) end += 1;
  return end;
}

/** Most characters are none, and most of these are told by their range. */
function isNumeral(unit: number): boolean {
  return unit >= firstNumeral && unit <= lastNumeral && numerals.has(unit);
}

function readRun(units: readonly number[], at: number, end: number): string | null {
  const run = toText(units.slice(at, end));
  if (run.length > 1) return readNumeral(run);
  return readSingleNumeral(run, { before: toText(units.slice(at - 1, at)), after: toText(units.slice(end, end + 1)) });
}

/** Between a digit and exactly three of them. */
function isThousandsComma(units: readonly number[], at: number): boolean {
  if (units[at] !== comma || !isDigit(units[at - 1] ?? 0)) return false;
  const following = [1, 2, 3, 4].map((i) => isDigit(units[at + i] ?? 0));
  return following[0] === true && following[1] === true && following[2] === true && following[3] === false;
}

function toText(units: readonly number[]): string {
  if (units.length <= mostArguments) return String.fromCharCode(...units);
  let text = '';
  for (let at = 0; at < units.length; at += mostArguments) text += toText(units.slice(at, at + mostArguments));
  return text;
}

/** A call takes only so many. */
const mostArguments = 4096;
