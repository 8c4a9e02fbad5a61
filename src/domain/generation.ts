/** Tokens as the endpoint counted them; estimated from the characters where it does not say. */
export type TokenUsage = { input: number; output: number; calls: number };

export const noUsage: TokenUsage = { input: 0, output: 0, calls: 0 };

export function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  return { input: a.input + b.input, output: a.output + b.output, calls: a.calls + b.calls };
}

/** What became of a model's answer: sent to the member, or dropped for the extractive one; `running` until it is known. */
export const generationOutcomes = ['running', 'sent', 'dropped'] as const;
export type GenerationOutcome = (typeof generationOutcomes)[number];

/** One answer asked of a model: the row that a budget counts. Ids are null when nobody in a chat asked. */
export type Generation = {
  id: string;
  conversationId: string | null;
  memberId: string | null;
  /** Epoch ms. */
  at: number;
  model: string;
  /** Hash of the prompt it was asked with. */
  promptVersion: string;
  outcome: GenerationOutcome;
  /** Why it was dropped, in a few words; null otherwise. */
  reason: string | null;
  usage: TokenUsage;
};
