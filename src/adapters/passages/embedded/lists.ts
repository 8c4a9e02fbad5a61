import { type ByteWriter, createByteWriter } from './bytes.ts';
import type { Pace } from './pace.ts';
import type { Segment } from './segment.ts';
import type { TermCounts } from './term-counts.ts';

/** The part of a segment that says which pieces have which terms. */
export type Lists = Pick<Segment, 'keys' | 'ends' | 'lists'>;

/** Pieces of one term in ascending order, each with its document and how often the term stands there. */
export type List = { pieces: number[]; documents: number[]; counts: number[] };

export function writeList(writer: ByteWriter, { pieces, documents, counts }: List): void {
  let documentCount = 0;
  for (let i = 0; i < documents.length; i += 1) if (documents[i] !== documents[i - 1]) documentCount += 1;
  writer.write(pieces.length);
  writer.write(documentCount);
  let last = -1;
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i] ?? 0;
    const count = counts[i] ?? 1;
    writer.write((piece - last - 1) * 2 + (count > 1 ? 1 : 0));
    if (count > 1) writer.write(count);
    last = piece;
  }
}

/** Turns entries by piece into lists by term. `documentOf`: document of each piece. */
export async function writeLists(of: TermCounts & { documentOf: readonly number[] }, pace: Pace): Promise<Lists> {
  const { keys, numbers } = of.numbers.sorted();
  const byTerm = groupByTerm(of, numbers);
  const ends = new Uint32Array(keys.length);
  const writer = createByteWriter(of.terms.length * 2);
  let from = 0;
  for (let i = 0; i < keys.length; i += 1) {
    const to = byTerm.ends[numbers[i] ?? 0] ?? 0;
    const pieces = Array.from(byTerm.pieces.subarray(from, to));
    const documents = pieces.map((piece) => of.documentOf[piece] ?? 0);
    writeList(writer, { pieces, documents, counts: Array.from(byTerm.counts.subarray(from, to)) });
    ends[i] = writer.length();
    from = to;
    if (pace.isRestDue(pieces.length)) await pace.rest();
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
