import { createChatModel } from '../adapters/models/chat-model.ts';
import { createEmbedder } from '../adapters/models/embedder.ts';
import { readPrompts } from '../adapters/prompts/prompt-files.ts';
import type { ModelsConfig } from '../config.ts';
import type { ChatModel } from '../ports/chat-model.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { Log } from '../ports/log.ts';
import type { Prompts } from '../ports/prompts.ts';

/** What is asked of the configured endpoint; null = not asked. A chat model never comes without its prompts. */
export type Models = { chat: { chat: ChatModel; prompts: Prompts } | null; embedder: Embedder | null };

/** Loads no library and sends nothing yet; throws `config/invalid` when a prompt is broken. */
export async function createModels(config: ModelsConfig, promptsDir: string, log: Log): Promise<Models> {
  const endpoint = { apiKey: config.apiKey, baseUrl: config.baseUrl, log };
  const embedder = config.embedding === null ? null : createEmbedder({ ...endpoint, ...config.embedding });
  if (config.chat === null) return { chat: null, embedder };
  const prompts = await readPrompts(promptsDir);
  const repair = (problem: string): string => prompts.render('repair', { problem }).user;
  return { chat: { chat: createChatModel({ ...endpoint, model: config.chat, repair }), prompts }, embedder };
}
