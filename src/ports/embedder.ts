/** Makes vectors of texts. */
export interface Embedder {
  /** Names the model and its settings; vectors of different fingerprints do not compare. */
  readonly fingerprint: string;
  /** One vector of length 1 a text, in order, all of one dimension. Throws a `ModelError`. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
}
