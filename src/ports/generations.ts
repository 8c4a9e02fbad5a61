import type { Generation, GenerationOutcome, TokenUsage } from '../domain/generation.ts';

/** Answers since an instant that a member, and everybody in a conversation, may ask of a model. */
export type GenerationBudget = { since: number; perMember: number; perConversation: number };

/** The ledger of what was asked of a model. */
export interface Generations {
  /** Enters it unless a budget is used up; the row counts at once. False, and nothing entered, when it is. */
  begin(generation: Generation, budget: GenerationBudget): Promise<boolean>;
  /** What came of it; unknown ids are ignored. */
  end(id: string, end: { outcome: GenerationOutcome; reason: string | null; usage: TokenUsage }): Promise<void>;
  /** Number and tokens by outcome; outcomes that never happened are there with zeros. */
  totals(): Promise<Record<GenerationOutcome, { count: number; usage: TokenUsage }>>;
}
