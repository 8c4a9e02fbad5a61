import type { PassageIndex } from '../../../src/ports/passage-index.ts';
import { createRandom } from './random.ts';
import type { QuestionSet } from './sets.ts';
import type { Trap } from './traps.ts';

/** One line of the table. */
export type Measured = {
  set: string;
  questions: number;
  r1: number;
  r5: number;
  r10: number;
  mrr: number;
  p50ms: number;
  p95ms: number;
};

export type Built = { index: PassageIndex; seconds: number; megabytes: number };

/** Documents put at a time, as the server does when it starts. */
const batch = 500;
/** Asked before the clock runs, so that code is compiled. */
const warmUp = 50;

export async function build(set: QuestionSet, create: () => PassageIndex): Promise<Built> {
  const before = heldBytes();
  const began = performance.now();
  const index = create();
  for (let from = 0; from < set.documents.length; from += batch) {
    await index.put(set.documents.slice(from, from + batch));
  }
  const seconds = (performance.now() - began) / 1000;
  return { index, seconds, megabytes: (heldBytes() - before) / 1e6 };
}

/** Without the documents themselves, which are there before; needs --expose-gc. */
function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export async function measure(index: PassageIndex, set: QuestionSet, trap: Trap | null): Promise<Measured> {
  const random = createRandom(7);
  const asked = set.questions.map(({ text, relevant }) => ({ text: trap ? trap(text, random) : text, relevant }));
  for (const { text } of asked.slice(0, warmUp)) await index.search(text, { limit: 10, collections: null });
  const ranks: number[] = [];
  const times: number[] = [];
  for (const { text, relevant } of asked) {
    const began = performance.now();
    const hits = await index.search(text, { limit: 10, collections: null });
    times.push(performance.now() - began);
    ranks.push(hits.findIndex(({ passage }) => relevant.has(passage.id)));
  }
  return { set: set.name, questions: asked.length, ...recalls(ranks), ...quantiles(times) };
}

/** `ranks` from 0, -1 when not found. */
function recalls(ranks: readonly number[]): Pick<Measured, 'r1' | 'r5' | 'r10' | 'mrr'> {
  const share = (within: number): number => mean(ranks.map((rank) => (rank >= 0 && rank < within ? 1 : 0)));
  return {
    r1: share(1),
    r5: share(5),
    r10: share(10),
    mrr: mean(ranks.map((rank) => (rank < 0 ? 0 : 1 / (rank + 1)))),
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

function quantiles(times: readonly number[]): Pick<Measured, 'p50ms' | 'p95ms'> {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50ms: at(0.5), p95ms: at(0.95) };
}
