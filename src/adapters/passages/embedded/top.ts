/** The best so many of what is offered, best first; of equals the one offered first. */
export type Top<T> = {
  /** What an offer must exceed to be kept. */
  least(): number;
  offer(score: number, value: T): void;
  values(): T[];
};

export function createTop<T>(limit: number): Top<T> {
  const kept: { score: number; value: T }[] = [];
  return {
    least: () => (kept.length < limit ? -Infinity : (kept.at(-1)?.score ?? Infinity)),
    offer(score, value) {
      let at = kept.length;
      while (at > 0 && (kept[at - 1]?.score ?? 0) < score) at -= 1;
      kept.splice(at, 0, { score, value });
      if (kept.length > limit) kept.pop();
    },
    values: () => kept.map(({ value }) => value),
  };
}
