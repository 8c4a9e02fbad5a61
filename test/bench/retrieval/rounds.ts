import type { Figures, Outcome } from './outcome.ts';

export type RoundsPlan<Name> = {
  systems: readonly Name[];
  rounds: number;
  /** Measures one system once. */
  run(system: Name, round: number): Promise<Outcome>;
};

/**
 * Every system once a round, every other round backwards, so that a slow minute of the machine does not fall on the same
 * one; the figures are medians. A system that failed is not run again.
 */
export async function runRounds<Name>({ systems, rounds, run }: RoundsPlan<Name>): Promise<Map<Name, Outcome>> {
  const measured = new Map<Name, Figures[]>(systems.map((system) => [system, []]));
  const failed = new Map<Name, Outcome>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const system of round % 2 === 1 ? systems : systems.toReversed()) {
      if (failed.has(system)) continue;
      const outcome = await run(system, round);
      if (outcome.kind === 'failed') failed.set(system, outcome);
      else measured.get(system)?.push(outcome.figures);
    }
  }
  return new Map(
    [...measured].map(([system, figures]) => [
      system,
      failed.get(system) ?? { kind: 'measured', figures: middle(figures) },
    ]),
  );
}

function middle(figures: readonly Figures[]): Figures {
  const of = (name: keyof Figures): number => median(figures.map((one) => one[name]));
  return {
    r1: of('r1'),
    r5: of('r5'),
    r10: of('r10'),
    mrr: of('mrr'),
    p50ms: of('p50ms'),
    p95ms: of('p95ms'),
    buildSeconds: of('buildSeconds'),
    indexMegabytes: of('indexMegabytes'),
  };
}

/** Halfway between the two in the middle when their number is even; NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const at = (place: number): number => sorted[place] ?? NaN;
  return (at(Math.floor(half)) + at(Math.ceil(half))) / 2;
}
