import type { EmbeddingRequest } from './openai-emulator-requests.ts';
import { fails, type Fault, type Plain, plain } from './openai-emulator-replies.ts';

/** Vectors for the inputs, `edit`ed to be wrong in some way. */
export type Vectors = { kind: 'vectors'; edit: (vectors: number[][]) => number[][] };

export type EmbeddingReply = Vectors | Plain | Fault;

export type EmbeddingStep = EmbeddingReply | ((request: EmbeddingRequest) => EmbeddingReply | Promise<EmbeddingReply>);

export function vectors(edit: (vectors: number[][]) => number[][] = (made) => made): Vectors {
  return { kind: 'vectors', edit };
}

export function tooManyInputs(limit: number): Plain {
  return fails(400, `batch size is invalid, it should not be larger than ${limit}.`, { param: 'input' });
}

/** SiliconFlow for models with one fixed dimension. */
export function rejectsDimensions(): Plain {
  return plain(400, { code: 20015, message: 'The parameter is invalid. Please check again.', data: null });
}

/**
 * Pairs of neighbouring characters, hashed: texts that share words lie close together. It shows that the path works and
 * says nothing of the quality of a real model.
 */
export function vectorOf(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  const units = [...text.normalize('NFKC').toLowerCase()];
  units.forEach((unit, i) => {
    add(vector, unit, 0.4);
    add(vector, `${unit}${units[i + 1] ?? ''}`, 1);
  });
  return vector;
}

function add(vector: number[], term: string, weight: number): void {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i += 1) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  const at = (hash >>> 1) % vector.length;
  // The sign makes terms that share a place cancel out instead of adding up.
  vector[at] = (vector[at] ?? 0) + (hash & 1 ? weight : -weight);
}

export function embeddingBody(request: EmbeddingRequest, made: readonly (readonly number[])[]): object {
  const inBase64 = request.encoding_format === 'base64';
  return {
    object: 'list',
    model: request.model,
    data: made.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: inBase64 ? toBase64(vector) : vector,
    })),
    usage: { prompt_tokens: 7 * made.length, total_tokens: 7 * made.length },
  };
}

export function toBase64(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}
