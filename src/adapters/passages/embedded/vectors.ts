import type { DocumentContent } from '../../../domain/document.ts';
import type { Embedder } from '../../../ports/embedder.ts';

/** Vectors of the passages of one document, one behind the other; `has` is 1 where there is one, `count` times. */
export type DocumentVectors = { values: Float32Array; has: Uint8Array; count: number };

/** Characters of a text that is embedded; what endpoints take at least, with room for long tokens. */
const longest = 2000;

/** What a passage's vector is made of. */
export function textToEmbed({ document, passages }: DocumentContent, passage: number): string {
  const { section = '', text = '' } = passages[passage] ?? {};
  return [document.title, section, text]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, longest);
}

/** Vectors are only compared when they were made by the same model of texts made in the same way. */
export function vectorFingerprint({ fingerprint }: Embedder): string {
  return `${fingerprint} title-section-text ${longest}`;
}

export function dimensionOf({ values, has }: DocumentVectors): number {
  return values.length / Math.max(1, has.length);
}

/** The same with one more. */
export function withVector(
  vectors: DocumentVectors | null,
  of: { passages: number; passage: number; vector: Float32Array },
): DocumentVectors {
  const { passages, passage, vector } = of;
  const made = vectors ?? {
    values: new Float32Array(passages * vector.length),
    has: new Uint8Array(passages),
    count: 0,
  };
  made.values.set(vector, passage * vector.length);
  made.count += made.has[passage] === 1 ? 0 : 1;
  made.has[passage] = 1;
  return made;
}

/** Four sums side by side keep the processor's adders busy. */
export function dot(query: Float32Array, values: Float32Array, at: number): number {
  const size = query.length;
  const whole = size - (size % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a += (query[i] ?? 0) * (values[at + i] ?? 0);
    b += (query[i + 1] ?? 0) * (values[at + i + 1] ?? 0);
    c += (query[i + 2] ?? 0) * (values[at + i + 2] ?? 0);
    d += (query[i + 3] ?? 0) * (values[at + i + 3] ?? 0);
  }
  for (let i = whole; i < size; i += 1) a += (query[i] ?? 0) * (values[at + i] ?? 0);
  return a + b + c + d;
}
