import type { BuiltInKind } from '../../domain/case.ts';
import { weightStep, writtenWeights } from './leaning-weights.ts';

/** What a body can be. */
export type Leaning = BuiltInKind | 'none';
export const leanings: readonly Leaning[] = ['none', 'suggestion', 'complaint', 'dispute', 'demand', 'fee_report'];

/**
 * How likely each is, by the runs of characters a folded body is made of: a sum of weights that were learned from labelled
 * messages (`npm run eval -- --learn-cases`). People tell of their trouble in words that no list has.
 */
export function lean(body: string): Record<Leaning, number> {
  const weights = readWeights();
  const found = [...gramsOf(body)].flatMap((gram) => [weights.get(gram) ?? []]).filter(({ length }) => length > 0);
  const scale = 1 / Math.sqrt(Math.max(1, found.length));
  const first = weights.get('') ?? [];
  const sums = leanings.map((_, at) => (first[at] ?? 0) + scale * sum(found, at));
  const most = Math.max(...sums);
  const shares = sums.map((sum) => Math.exp(sum - most));
  const all = shares.reduce((total, share) => total + share, 0);
  const [none = 0, suggestion = 0, complaint = 0, dispute = 0, demand = 0, fee_report = 0] = shares.map((s) => s / all);
  return { none, suggestion, complaint, dispute, demand, fee_report };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A weight is a letter, `a` nothing: steps are squared, so that small weights are told apart as well as large ones. */
export function toLetter(weight: number, step: number): string {
  const steps = Math.sign(weight) * Math.round(Math.sqrt(Math.abs(weight) / step));
  return letters.charAt(26 + Math.max(-25, Math.min(25, steps)));
}

function ofLetter(letter: string): number {
  const steps = letters.indexOf(letter) - 26;
  return Math.sign(steps) * steps * steps * weightStep;
}

/** One table for the process, read when it is first needed: it only remembers what is written. */
let read: ReadonlyMap<string, readonly number[]> | null = null;

function readWeights(): ReadonlyMap<string, readonly number[]> {
  read ??= new Map(
    writtenWeights
      .split(/\s/u)
      .filter((written) => written !== '')
      .map((written) => [written.slice(0, -leanings.length), Array.from(written.slice(-leanings.length), ofLetter)]),
  );
  return read;
}

/** Every run of one to three characters, once. Figures count as one, as does whoever is named. */
export function gramsOf(body: string): Set<string> {
  const text = `^${plain(body)}$`;
  const grams = new Set<string>();
  for (let at = 0; at < text.length; at += 1) {
    for (let length = 1; length <= 3 && at + length <= text.length; length += 1) grams.add(text.slice(at, at + length));
  }
  return grams;
}

/** A body is read to here; nobody says only afterwards what it is. */
const longest = 600;

function plain(body: string): string {
  return body
    .slice(0, longest)
    .trim()
    .replace(/[\uE000\uE001]+/gu, '@')
    .replace(/\d+(?:[.,]\d+)*/gu, '0')
    .replace(/[,、;:]/gu, ',')
    .replace(/[。!\n]/gu, '。')
    .replace(/\s+/gu, '_');
}

function sum(weights: readonly (readonly number[])[], at: number): number {
  return weights.reduce((total, one) => total + (one[at] ?? 0), 0);
}
