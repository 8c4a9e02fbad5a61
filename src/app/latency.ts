/** How long members of this process waited for an answer, since it started. */
export type Latency = {
  /** From the moment a message was stored to the one its replies were, milliseconds. */
  observe(ms: number): void;
  /** Seconds of all, and how many. */
  totals(): { seconds: number; count: number };
};

export function createLatency(): Latency {
  let [seconds, count] = [0, 0];
  return {
    observe(ms) {
      seconds += Math.max(0, ms) / 1_000;
      count += 1;
    },
    totals: () => ({ seconds, count }),
  };
}
