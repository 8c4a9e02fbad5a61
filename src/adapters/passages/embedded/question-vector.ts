import { ModelError } from '../../../ports/chat-model.ts';
import type { Embedder } from '../../../ports/embedder.ts';
import type { Log } from '../../../ports/log.ts';

/** Longer, and the person would rather have what the words alone find. */
const patienceMs = 3000;
/** Characters. More is no question. */
const longest = 1000;
/** Questions of which the vector is kept: one answer may search several times. */
const remembered = 100;

/** Gives a question's vector; null when there is none to be had now, which is told once until it is again. */
export function createQuestionEmbedder(
  embedder: Embedder,
  log: Log,
  patience: number = patienceMs,
): (question: string) => Promise<Float32Array | null> {
  const known = new Map<string, Float32Array>();
  let isDown = false;

  async function ask(text: string): Promise<Float32Array | null> {
    try {
      const [vector = null] = await embedder.embed([text], AbortSignal.timeout(patience));
      if (isDown) log.info({}, 'questions are embedded again');
      isDown = false;
      return vector;
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      if (!isDown)
        log.warn({ kind: error.kind, reason: error.message }, 'question not embedded, words alone are searched');
      isDown = true;
      return null;
    }
  }

  return async (question) => {
    const text = question.slice(0, longest);
    const vector = known.get(text) ?? (await ask(text));
    known.delete(text);
    if (vector) known.set(text, vector);
    const [oldest] = known.keys();
    if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    return vector;
  };
}
