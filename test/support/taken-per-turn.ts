/** Hands on `items`, and counts how many of them were taken in one turn of the event loop at the most. */
export function takenPerTurn<Item>(items: Iterable<Item>): { items: Iterable<Item>; most(): number } {
  let most = 0;
  return {
    most: () => most,
    items: (function* () {
      let taken = 0;
      for (const item of items) {
        if (taken === 0) setImmediate(() => void (taken = 0));
        taken += 1;
        most = Math.max(most, taken);
        yield item;
      }
    })(),
  };
}
