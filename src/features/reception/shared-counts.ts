import type { Clock } from '../../ports/clock.ts';
import type { CaseStatistics, CountCases } from './case-statistics.ts';

/** Figures so old are shown as they are, milliseconds. */
const freshMs = 60_000;
/** So old they are shown while they are counted anew: whoever keeps looking waits once. */
const usableMs = 120_000;
/** Different questions remembered; whoever asks more of them within a minute waits for each. */
const mostKept = 50;

/** `anew`: they are being counted again. */
type Kept = { at: number; counted: Promise<CaseStatistics>; anew: boolean };

/**
 * The same figures for all who look within a minute, and different ones one after the other: of 100,000 cases each takes
 * seconds, and many at once would leave nothing for the rest.
 */
export function shareCounts(countCases: CountCases, clock: Clock): CountCases {
  const kept = new Map<string, Kept>();
  let last: Promise<unknown> = Promise.resolve();

  return function countShared(query) {
    const now = clock.now();
    for (const [key, { at }] of kept) if (now - at >= usableMs || now < at) kept.delete(key);
    const key = JSON.stringify(Object.entries(query).toSorted(([a], [b]) => a.localeCompare(b)));
    const known = kept.get(key);
    if (known === undefined) return keep(key, count(query));
    if (now - known.at >= freshMs && !known.anew) renew(key, { known, counted: count(query) });
    return known.counted;
  };

  function count(query: Parameters<CountCases>[0]): Promise<CaseStatistics> {
    const counted = last.then(() => countCases(query));
    // What failed holds nobody up.
    last = counted.catch(() => undefined);
    return counted;
  }

  /** What failed is asked again by whoever looks next. */
  function keep(key: string, counted: Promise<CaseStatistics>): Promise<CaseStatistics> {
    kept.set(key, { at: clock.now(), counted, anew: false });
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    counted.catch(() => {
      if (kept.get(key)?.counted === counted) kept.delete(key);
    });
    return counted;
  }

  function renew(key: string, { known, counted }: { known: Kept; counted: Promise<CaseStatistics> }): void {
    known.anew = true;
    counted.then(
      () => void keep(key, counted),
      () => void (known.anew = false),
    );
  }
}
