/** Runs `work` and measures the longest time (ms) the event loop got no turn meanwhile. */
export async function worstGap(work: () => Promise<void>): Promise<number> {
  let worst = 0;
  let last = performance.now();
  const turn = (): void => {
    worst = Math.max(worst, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(turn, 1);
  await work();
  turn();
  clearInterval(timer);
  return worst;
}
