import type { OpenAI } from 'openai';
import type { Embedder } from '../../ports/embedder.ts';
import type { Log } from '../../ports/log.ts';
import { bounded } from './bounded.ts';
import { createClient, type Endpoint } from './client.ts';
import { Failure, failureIn } from './failure.ts';
import { createMeter, type Meter } from './meter.ts';
import { withQuote } from './quote.ts';
import { onceMore } from './retry.ts';
import { vectorsOf } from './vectors.ts';

export type EmbedderOptions = Endpoint & {
  model: string;
  /** Asked of the endpoint when set; many models have one length and turn the question away. */
  dimensions: number | null;
  log: Log;
};

/** DashScope takes no more at once. */
const batchSize = 10;
const mostInFlight = 2;
/** UTF-16 units; what lies behind says little of a passage, and common models end at 8192 tokens. */
const longestText = 2000;
/** For models that end at 512 tokens. */
const shorterText = 400;
/** Endpoints turn empty texts away; this one says as little. */
const emptyText = '。';

const tooLong = /too long|maximum|max.{0,20}length|length|tokens?\b|过长|超长/i;

/**
 * Vectors over the openai SDK itself: LangChain's embeddings cannot be stopped by a signal and do not look at order or
 * number of what comes back. Nothing is loaded or sent before the first texts.
 */
export function createEmbedder(options: EmbedderOptions): Embedder {
  const { model, dimensions } = options;
  let loading: Promise<OpenAI> | null = null;
  const state: State = { dimension: dimensions, longest: longestText };

  return {
    fingerprint: `${model}/${dimensions ?? 'own'}/1`,
    async embed(texts, signal) {
      const meter = createMeter();
      return bounded(
        async (signal) => {
          const client = await (loading ??= createClient(options));
          return inBatches(texts, (batch) => embedBatch(batch, { ...options, client, state, signal, meter }));
        },
        { signal, meter },
      );
    },
  };
}

/** What is learnt of the model for the life of the process. */
type State = { dimension: number | null; longest: number };

type Batch = EmbedderOptions & { client: OpenAI; state: State; signal: AbortSignal; meter: Meter };

/** In order. When one fails, `bounded` aborts the other one, so that no further batch begins. */
async function inBatches(
  texts: readonly string[],
  embed: (batch: readonly string[]) => Promise<Float32Array[]>,
): Promise<Float32Array[]> {
  const batches = Array.from({ length: Math.ceil(texts.length / batchSize) }, (_, i) =>
    texts.slice(i * batchSize, (i + 1) * batchSize),
  );
  const vectors: Float32Array[][] = [];
  const waiting = batches.entries();
  const work = async (): Promise<void> => {
    for (const [i, batch] of waiting) vectors[i] = await embed(batch);
  };
  await Promise.all(Array.from({ length: mostInFlight }, work));
  return vectors.flat();
}

async function embedBatch(texts: readonly string[], batch: Batch): Promise<Float32Array[]> {
  const { state } = batch;
  const tried = state.longest;
  try {
    return await ask(texts, batch);
  } catch (error) {
    if (tried === shorterText || !isTooLong(error) || texts.every(({ length }) => length <= shorterText)) throw error;
    state.longest = shorterText;
    return ask(texts, batch);
  }
}

function isTooLong(error: unknown): boolean {
  const rejection = error instanceof Failure ? error.rejection : null;
  return rejection?.status === 413 || (rejection?.status === 400 && tooLong.test(rejection.said));
}

async function ask(texts: readonly string[], batch: Batch): Promise<Float32Array[]> {
  const { client, apiKey, model, dimensions, state, signal, meter, log } = batch;
  const input = texts.map((text) => inputOf(text, state.longest));
  const params = { model, input, encoding_format: 'float', ...(dimensions === null ? {} : { dimensions }) } as const;

  return onceMore(
    async () => {
      const call = meter.begin(input.join('\n'));
      try {
        const vectors = vectorsOf(await client.embeddings.create(params, { signal }), texts.length);
        call.settle({ input: null, output: 0 }, '');
        return oneDimension(vectors, state);
      } catch (error) {
        const failure = failureIn(error);
        if (failure.rejection) call.turnedAway();
        throw withQuote(failure, { apiKey, prompt: input.join('\n') });
      }
    },
    {
      signal,
      onAgain: ({ message }) => log.debug({ model, reason: message }, 'the embedding model is asked once more'),
    },
  );
}

/** Not in the middle of a character. */
function inputOf(text: string, longest: number): string {
  if (text.trim() === '') return emptyText;
  const cut = text.slice(0, longest);
  return /[\uD800-\uDBFF]$/.test(cut) && text.length > longest ? cut.slice(0, -1) : cut;
}

function oneDimension(vectors: Float32Array[], state: State): Float32Array[] {
  const wrong = vectors.find((vector) => vector.length !== (state.dimension ??= vector.length));
  if (wrong) throw new Failure('malformed', `向量应有 ${state.dimension} 维，模型端点给了 ${wrong.length} 维。`);
  return vectors;
}
