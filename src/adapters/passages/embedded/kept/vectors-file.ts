import type { Pace } from '../pace.ts';
import type { DocumentVectors } from '../vectors.ts';
import { type FileRef, readSections, writeSections } from './sections.ts';

/** By the print of their document. */
export type VectorsByPrint = ReadonlyMap<number, DocumentVectors>;

/** Copies first, because vectors may come while it writes. */
export function writeVectors(path: string, vectors: VectorsByPrint, pace: Pace): Promise<Omit<FileRef, 'file'>> {
  const all = [...vectors.values()];
  const has = new Uint8Array(all.reduce((sum, one) => sum + one.has.length, 0));
  const values = new Float32Array(all.reduce((sum, one) => sum + one.values.length, 0));
  const at = { has: 0, values: 0 };
  for (const one of all) {
    has.set(one.has, at.has);
    values.set(one.values, at.values);
    at.has += one.has.length;
    at.values += one.values.length;
  }
  const sizes = Uint32Array.from(all, (one) => one.has.length);
  return writeSections(path, { prints: Float64Array.from(vectors.keys()), sizes, has, values }, pace);
}

/** They lie in the memory the file was read into. */
export async function readVectors(path: string, ref: FileRef, pace: Pace): Promise<VectorsByPrint> {
  const of = await readSections(path, ref, pace);
  const [prints, sizes] = [of.float64('prints'), of.uint32('sizes')];
  const [has, values] = [of.bytes('has'), of.float32('values')];
  const dimension = values.length / Math.max(1, has.length);
  const vectors = new Map<number, DocumentVectors>();
  let at = 0;
  for (const [i, print] of prints.entries()) {
    const end = at + (sizes[i] ?? 0);
    const own = has.subarray(at, end);
    const count = own.reduce((sum, one) => sum + one, 0);
    vectors.set(print, { has: own, values: values.subarray(at * dimension, end * dimension), count });
    at = end;
  }
  return vectors;
}
