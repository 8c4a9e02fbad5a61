import type { Clock } from '../../ports/clock.ts';
import type { CaseStatistics, CountCases } from './case-statistics.ts';

/** Figures so old are still shown, milliseconds. */
const freshMs = 60_000;
/** Different questions remembered; whoever asks more of them within a minute waits for each. */
const mostKept = 50;

type Kept = { at: number; counted: Promise<CaseStatistics> };

/**
 * The same figures for all who look within a minute, and different ones one after the other: of 100,000 cases each takes
 * seconds, and many at once would leave nothing for the rest.
 */
export function shareCounts(countCases: CountCases, clock: Clock): CountCases {
  const kept = new Map<string, Kept>();
  let last: Promise<unknown> = Promise.resolve();

  return function countShared(query) {
    const now = clock.now();
    for (const [key, { at }] of kept) if (now - at >= freshMs || now < at) kept.delete(key);
    const key = JSON.stringify(Object.entries(query).toSorted(([a], [b]) => a.localeCompare(b)));
    const known = kept.get(key);
    if (known !== undefined) return known.counted;
    const counted = last.then(() => countCases(query));
    kept.set(key, { at: now, counted });
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    // What failed is asked again by whoever looks next, and holds nobody up.
    last = counted.catch(() => {
      if (kept.get(key)?.counted === counted) kept.delete(key);
    });
    return counted;
  };
}
