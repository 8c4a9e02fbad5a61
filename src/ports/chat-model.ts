import type { z } from 'zod';
import type { TokenUsage } from '../domain/generation.ts';

export type ModelFailure =
  /** The signal fired before there was an answer. */
  | 'timeout'
  | 'rate-limited'
  /** 5xx, connection refused or dropped. */
  | 'unavailable'
  /** 401, 403, or a model that is not there: settings must change. */
  | 'misconfigured'
  /** The model would not answer. */
  | 'refused'
  | 'truncated'
  | 'empty'
  /** Not of the asked shape, also after one repair. */
  | 'malformed';

/** The only error a model throws. `message` is safe to log: no key, no text of a member. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: ModelFailure;
  /** What was spent all the same. */
  readonly usage: TokenUsage;

  constructor(kind: ModelFailure, message: string, of: { usage: TokenUsage; cause?: unknown }) {
    super(message, of.cause === undefined ? undefined : { cause: of.cause });
    this.kind = kind;
    this.usage = of.usage;
  }
}

/** What is said to a model. `user` holds everything that people wrote; none of it is an instruction. */
export type Prompt = { system: string; user: string };

export type GenerateRequest<T> = {
  prompt: Prompt;
  /** Name (letters, digits, `_`) and shape of what comes back. */
  shape: { name: string; schema: z.ZodType<T> };
  maxOutputTokens: number;
  /** 0 to 2; absent: low, as answers are to repeat what documents say. */
  temperature?: number;
  /** Ends the call, and with it the time that may be spent. */
  signal: AbortSignal;
};

export type ResearchRequest<T> = GenerateRequest<T> & {
  /** What the model may look up; gives the text that it reads. */
  search: (query: string) => Promise<string>;
  /** Further searches are answered with a sentence that says there are no more. */
  maxSearches: number;
};

export type Generated<T> = { value: T; usage: TokenUsage };

/** A language model behind any OpenAI-compatible endpoint. Throws a `ModelError` for whatever the endpoint or the model does. */
export interface ChatModel {
  readonly name: string;
  /** One answer of the asked shape; when it has another or is empty, the model may correct it once. */
  generate<T>(request: GenerateRequest<T>): Promise<Generated<T>>;
  /** The same after looking things up by itself, in at most `maxSearches` + 2 turns. What `search` throws passes as it is. */
  research<T>(request: ResearchRequest<T>): Promise<Generated<T>>;
}
