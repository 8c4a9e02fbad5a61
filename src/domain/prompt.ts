/** A passage as a model reads it; it cites by `no`. */
export type PromptPassage = { no: number; title: string; section: string; text: string };

/** Every prompt and what it is given. People's and documents' words only ever stand in such a value. */
export type PromptVariables = {
  /** One question, answered from the passages in one call. */
  answer: { question: string; passages: readonly PromptPassage[] };
  /** A question that compares or combines: the model may look up more. */
  research: { question: string; passages: readonly PromptPassage[] };
  /** Drafts of the daily message; `examples` show the tone. */
  daily: { theme: string; occasion: string | null; count: number; longest: number; examples: readonly string[] };
  /** What a member said, with the kinds of cases there are. */
  case: { text: string; kinds: readonly { id: string; name: string }[] };
  /** What was wrong with a reply that was not of the asked shape. */
  repair: { problem: string };
};

export type PromptName = keyof PromptVariables;

/** The same for the running program, which holds the prompt files to it. */
export const promptVariables = {
  answer: ['question', 'passages'],
  research: ['question', 'passages'],
  daily: ['theme', 'occasion', 'count', 'longest', 'examples'],
  case: ['text', 'kinds'],
  repair: ['problem'],
} as const satisfies { [N in PromptName]: readonly (keyof PromptVariables[N])[] };

/**
 * A value as it stands in a prompt: JSON, in which nothing that a person or a document says can end its string. Angle
 * brackets, ampersands and backticks are written by number, so that no tag, fence or control mark of a model is left.
 */
export function asData(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&`\u2028\u2029]/g, (mark) => {
    return `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
