import { type ByteWriter, createByteWriter } from './bytes.ts';
import type { Pace } from './pace.ts';
import type { Segment } from './segment.ts';
import type { TermCounts } from './term-counts.ts';

/** The part of a segment that says which pieces have which terms. */
export type Lists = Pick<Segment, 'keys' | 'ends' | 'lists'>;

/** Pieces in ascending order and how often a term stands in each; one term's are the entries `from` to `to`. */
export type Postings = { pieces: Uint32Array; counts: Uint32Array; from: number; to: number };

/** `documentOf`: document of each piece. */
export function writeList(writer: ByteWriter, of: Postings, documentOf: Uint32Array): void {
  writer.write(of.to - of.from);
  writer.write(countDocuments(of, documentOf));
  let last = -1;
  for (let i = of.from; i < of.to; i += 1) {
    const piece = of.pieces[i] ?? 0;
    const count = of.counts[i] ?? 1;
    writer.write((piece - last - 1) * 2 + (count > 1 ? 1 : 0));
    if (count > 1) writer.write(count);
    last = piece;
  }
}

/** Pieces of one document lie together. */
function countDocuments({ pieces, from, to }: Postings, documentOf: Uint32Array): number {
  let count = 0;
  let last = -1;
  for (let i = from; i < to; i += 1) {
    const document = documentOf[pieces[i] ?? 0] ?? 0;
    if (document !== last) count += 1;
    last = document;
  }
  return count;
}

/** Turns entries by piece into lists by term. */
export async function writeLists(of: TermCounts & { documentOf: Uint32Array }, pace: Pace): Promise<Lists> {
  const { keys, numbers } = of.numbers.sorted();
  if (pace.isRestDue(keys.length)) await pace.rest();
  const { pieces, counts, ends: entryEnds } = groupByTerm(of, numbers);
  if (pace.isRestDue(of.terms.length)) await pace.rest();
  const ends = new Uint32Array(keys.length);
  const writer = createByteWriter(of.terms.length * 2);
  let from = 0;
  for (let i = 0; i < keys.length; i += 1) {
    const to = entryEnds[numbers[i] ?? 0] ?? 0;
    writeList(writer, { pieces, counts, from, to }, of.documentOf);
    ends[i] = writer.length();
    if (pace.isRestDue(to - from)) await pace.rest();
    from = to;
  }
  return { keys, ends, lists: writer.finish() };
}

/** Entries sorted by term, terms in the order of `numbers`, pieces ascending; `ends` by term number. */
function groupByTerm(
  { terms, counts, starts }: TermCounts,
  numbers: Uint32Array,
): { pieces: Uint32Array; counts: Uint32Array; ends: Uint32Array } {
  const next = new Uint32Array(numbers.length);
  for (const term of terms) next[term] = (next[term] ?? 0) + 1;
  let total = 0;
  for (const term of numbers) {
    const size = next[term] ?? 0;
    next[term] = total;
    total += size;
  }
  const grouped = { pieces: new Uint32Array(total), counts: new Uint32Array(total), ends: next };
  for (let piece = 0; piece < starts.length; piece += 1) {
    const end = starts[piece + 1] ?? terms.length;
    for (let entry = starts[piece] ?? 0; entry < end; entry += 1) {
      const at = next[terms[entry] ?? 0] ?? 0;
      grouped.pieces[at] = piece;
      grouped.counts[at] = counts[entry] ?? 1;
      next[terms[entry] ?? 0] = at + 1;
    }
  }
  return grouped;
}
