import { z } from 'zod';
import { Failure } from './failure.ts';

/** Some endpoints answer in base64 although they were asked for numbers, some leave the index out. */
const answer = z.object({
  data: z.array(
    z.object({
      index: z.number().int().nonnegative().nullish(),
      embedding: z.union([z.array(z.number()), z.base64()]),
    }),
  ),
});

/** One vector of length 1 an input, in the order of the inputs. Throws a `Failure` when one is missing or none. */
export function vectorsOf(body: unknown, count: number): Float32Array[] {
  const read = answer.safeParse(body);
  if (!read.success) throw new Failure('malformed', '模型端点的答复不是向量。');
  const { data } = read.data;
  if (data.length !== count) throw new Failure('malformed', `模型端点应给 ${count} 个向量，给了 ${data.length} 个。`);
  const vectors: Float32Array[] = [];
  for (const [i, { index, embedding }] of data.entries()) vectors[index ?? i] = unit(numbersOf(embedding));
  if (vectors.length !== count || Object.keys(vectors).length !== count)
    throw new Failure('malformed', '模型端点给的向量和文字对不上。');
  return vectors;
}

function numbersOf(embedding: number[] | string): Float32Array {
  if (typeof embedding !== 'string') return Float32Array.from(embedding);
  const bytes = Buffer.from(embedding, 'base64');
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readFloatLE(i * 4));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  // Zero has no direction, and what is too large for a number spoils every comparison.
  if (!(length > 0 && length < Infinity)) throw new Failure('malformed', '模型端点给了一个没有方向的向量。');
  return vector.map((value) => value / length);
}
