import { noUsage, type TokenUsage } from '../../src/domain/generation.ts';
import type { PromptPassage } from '../../src/domain/prompt.ts';
import type { ChatModel, GenerateRequest, ResearchRequest } from '../../src/ports/chat-model.ts';

/** What a model was shown, read back out of its prompt. */
export type Shown = {
  question: string;
  passages: readonly PromptPassage[];
  system: string;
  user: string;
  signal: AbortSignal;
  /** Null in a plain call. */
  search: ((query: string) => Promise<readonly PromptPassage[]>) | null;
};

export type ScriptedReply = { status: string; answer: string; citations: readonly number[] };

/** A model that replies as the test says; for what is the same over the wire see openai-emulator.ts. */
export type ScriptedModel = ChatModel & { shown: readonly Shown[] };

export const spent: TokenUsage = { input: 100, output: 20, calls: 1 };

export function createScriptedModel(reply: (shown: Shown) => ScriptedReply | Promise<ScriptedReply>): ScriptedModel {
  const shown: Shown[] = [];
  const answer = async <T>(request: GenerateRequest<T>, search: Shown['search']) => {
    const seen = { ...read(request), search };
    shown.push(seen);
    return { value: request.shape.schema.parse(await reply(seen)), usage: seen.search === null ? spent : noUsage };
  };

  return {
    name: 'scripted',
    shown,
    generate: (request) => answer(request, null),
    research: (request) => answer(request, searchOf(request)),
  };
}

function searchOf<T>({ search }: ResearchRequest<T>): Shown['search'] {
  return async (query) => {
    const found = await search(query);
    return found === '' ? [] : (JSON.parse(found) as { passages: PromptPassage[] }).passages;
  };
}

/** Data stands in a line of its own: an array, then a string. */
function read<T>({ prompt, signal }: GenerateRequest<T>): Omit<Shown, 'search'> {
  const lines = prompt.user.split('\n');
  const passages = JSON.parse(lines.find((line) => line.startsWith('[')) ?? '[]') as PromptPassage[];
  const question = JSON.parse(lines.find((line) => line.startsWith('"')) ?? '""') as string;
  return { question, passages, ...prompt, signal };
}
