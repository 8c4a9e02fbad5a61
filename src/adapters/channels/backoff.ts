const firstMs = 500;
const longestMs = 30_000;

/**
 * Milliseconds to wait after so many failures in a row, counted from one: twice as long each time, by chance between half
 * and whole, so that not all come back at once.
 */
export function backoffMs(failures: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(0, failures - 1), 10));
  return Math.round(whole * (0.5 + Math.random() / 2));
}
