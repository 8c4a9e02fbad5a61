import { deadShare, type Segment } from './segment.ts';

/** Segments of about one size that are merged into one. */
const together = 6;
/** Share of dead pieces at which a segment is written anew. */
const tooDead = 0.25;

/**
 * The segments to merge next, none when all is well: those with many dead pieces, or many of about one size. A query then
 * meets few segments, and each piece is rewritten seldom.
 */
export function chooseMerge(segments: readonly Segment[]): Segment[] {
  const dying = segments.filter((segment) => deadShare(segment) > tooDead);
  if (dying.length > 0) return dying;
  const classes = new Map<number, Segment[]>();
  for (const segment of segments) {
    const one = classes.get(sizeClass(segment)) ?? [];
    classes.set(sizeClass(segment), [...one, segment]);
  }
  return [...classes.values()].find((group) => group.length >= together) ?? [];
}

/** Each class holds segments up to six times as large as the one before. */
function sizeClass({ lists }: Segment): number {
  return Math.floor(Math.log(lists.length + 1) / Math.log(together));
}
