/** How often a passage that answers is among the first, and where it stands on average. */
export type Recalls = { r1: number; r5: number; r10: number; mrr: number };
export type Quantiles = { p50ms: number; p95ms: number };

/** `ranks` from 0, -1 when not found. */
export function recalls(ranks: readonly number[]): Recalls {
  const share = (within: number): number => mean(ranks.map((rank) => (rank >= 0 && rank < within ? 1 : 0)));
  return {
    r1: share(1),
    r5: share(5),
    r10: share(10),
    mrr: mean(ranks.map((rank) => (rank < 0 ? 0 : 1 / (rank + 1)))),
  };
}

/** `times` in milliseconds, in any order. */
export function quantiles(times: readonly number[]): Quantiles {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50ms: at(0.5), p95ms: at(0.95) };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}
