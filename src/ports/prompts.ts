import type { PromptName, PromptVariables } from '../domain/prompt.ts';

/** `version` changes when the prompt is edited: a hash of its text, 12 characters. */
export type RenderedPrompt = { system: string; user: string; version: string };

/** What is said to a model, as staff can edit it. */
export interface Prompts {
  /** Fills in the values, each as data (`asData`); what stands in them is never taken for a part of the prompt. */
  render<N extends PromptName>(name: N, variables: PromptVariables[N]): RenderedPrompt;
}
