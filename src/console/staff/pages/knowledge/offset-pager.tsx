import { Pager } from '../../shell/pager.tsx';
import type { Places } from '../../shell/use-places.ts';

export const pageSize = 20;

/** How many are before this page. */
export function offsetOf({ after }: Places): number {
  return Number(after ?? 0);
}

/** For lists whose places are numbers: how many come before. `of`: what is counted, `份`. */
export function OffsetPager({ places, total, of }: { places: Places; total: number; of: string }) {
  const end = offsetOf(places) + pageSize;
  return (
    <Pager places={places.places} next={end < total ? String(end) : null} go={places.go}>
      共 {total} {of}
    </Pager>
  );
}
