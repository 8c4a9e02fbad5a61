import { z } from 'zod';
import { addUsage } from '../../../domain/generation.ts';
import { asData, type PromptPassage } from '../../../domain/prompt.ts';
import { type ChatModel, type Generated, type GenerateRequest, ModelError } from '../../../ports/chat-model.ts';
import type { RenderedPrompt } from '../../../ports/prompts.ts';

const replySchema = z.object({
  status: z.enum(['answered', 'not_found']),
  answer: z.string(),
  citations: z.array(z.number().int()),
});

/** What a model replies. */
export type Reply = z.infer<typeof replySchema>;

export type Ask = {
  prompt: RenderedPrompt;
  /** How the model may look up more; null for one call. */
  search: ((query: string) => Promise<readonly PromptPassage[]>) | null;
  /** After which there is an answer without the model. */
  limitMs: number;
};

const maxOutputTokens = 1200;
const maxSearches = 3;

/** Asks, within the time and whatever the model does; throws a `ModelError`. */
export async function askModel(model: ChatModel, { prompt, search, limitMs }: Ask): Promise<Generated<Reply>> {
  const signal = AbortSignal.timeout(limitMs);
  const { system, user } = prompt;
  const shape = { name: 'reply', schema: replySchema };
  const request: GenerateRequest<Reply> = { prompt: { system, user }, shape, maxOutputTokens, signal };
  if (search === null) return inTime(model.generate(request), signal);
  try {
    const find = async (query: string): Promise<string> => inWords(await search(query));
    return await inTime(model.research({ ...request, search: find, maxSearches }), signal);
  } catch (error) {
    // An endpoint without tools can still answer from what was found.
    if (!(error instanceof ModelError) || error.kind !== 'misconfigured') throw error;
    return plus(error.usage, inTime(model.generate(request), signal));
  }
}

function inWords(passages: readonly PromptPassage[]): string {
  return passages.length === 0 ? '' : asData({ passages });
}

async function plus(usage: ModelError['usage'], asked: Promise<Generated<Reply>>): Promise<Generated<Reply>> {
  try {
    const { value, usage: own } = await asked;
    return { value, usage: addUsage(usage, own) };
  } catch (cause) {
    if (!(cause instanceof ModelError)) throw cause;
    throw new ModelError(cause.kind, cause.message, { usage: addUsage(usage, cause.usage), cause });
  }
}

/** Models promise to heed the signal; a member does not wait for one that does not. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    const stop = (): void =>
      reject(new ModelError('timeout', '模型没有按时停下。', { usage: { input: 0, output: 0, calls: 1 } }));
    // One turn later, so that a model that heeds the signal can say what it spent.
    signal.addEventListener('abort', () => setTimeout(stop, 50), { once: true });
  });
  return Promise.race([work, late]);
}
