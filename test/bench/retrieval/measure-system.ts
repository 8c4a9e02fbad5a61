import { quantiles, recalls } from '../../eval/retrieval/figures.ts';
import type { QuestionSet } from '../../eval/retrieval/sets.ts';
import type { Figures } from './outcome.ts';
import { corpusOf, type OpenSystem } from './system.ts';

/** Questions asked before the clock runs, so that code is compiled; the same for every system. */
const warmUp = 50;

/**
 * One system over one set, in a process that holds nothing else. `buildSeconds` and `indexMegabytes` (resident memory)
 * go from before the library is loaded to after the last passage; the passages themselves are there before. Needs --expose-gc.
 */
export async function measureSystem(open: OpenSystem, set: QuestionSet): Promise<Figures> {
  const corpus = corpusOf(set);
  const before = residentBytes();
  const began = performance.now();
  const find = await open(corpus);
  const buildSeconds = (performance.now() - began) / 1000;
  const indexMegabytes = Math.max(0, residentBytes() - before) / 1e6;

  for (const { text } of set.questions.slice(0, warmUp)) await find(text);
  const ranks: number[] = [];
  const times: number[] = [];
  for (const { text, relevant } of set.questions) {
    const asked = performance.now();
    const found = await find(text);
    times.push(performance.now() - asked);
    ranks.push(found.findIndex((id) => relevant.has(id)));
  }
  return { ...recalls(ranks), ...quantiles(times), buildSeconds, indexMegabytes };
}

/** Collected twice: what the first pass frees may hold more. */
function residentBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage.rss();
}
