import type { PassageIndex } from '../../../src/ports/passage-index.ts';
import { type Quantiles, quantiles, type Recalls, recalls } from './figures.ts';
import { createRandom } from './random.ts';
import type { QuestionSet, SetQuestion } from './sets.ts';
import type { Trap } from './traps.ts';

/** One line of the table. */
export type Measured = Recalls & Quantiles & { set: string; questions: number };

export type Built = { index: PassageIndex; seconds: number; megabytes: number };

/** Documents put at a time, as the server does when it starts. */
const batch = 500;
/** Where all is searched; a day has to be given, as the bot gives one. */
export const options = { limit: 10, collections: null, validOn: '2026-01-01', documents: null };
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
  const asked = questionsOf(set, trap);
  for (const { text } of asked.slice(0, warmUp)) await index.search(text, options);
  const ranks: number[] = [];
  const times: number[] = [];
  for (const { text, relevant } of asked) {
    const began = performance.now();
    const hits = await index.search(text, options);
    times.push(performance.now() - began);
    ranks.push(hits.findIndex(({ passage }) => relevant.has(passage.id)));
  }
  return { set: set.name, questions: asked.length, ...recalls(ranks), ...quantiles(times) };
}

/** As they are put: in the same words in every run. */
export function questionsOf({ questions }: QuestionSet, trap: Trap | null): SetQuestion[] {
  const random = createRandom(7);
  return questions.map(({ text, relevant }) => ({ text: trap ? trap(text, random) : text, relevant }));
}
