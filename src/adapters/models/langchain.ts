import { randomUUID } from 'node:crypto';
import type { LangChainTracer } from '@langchain/core/tracers/tracer_langchain';
import type { ChatOpenAICompletions } from '@langchain/openai';
import type { OpenAI } from 'openai';
import type { Turn } from './turn.ts';

type Request = OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;

/** What LangChain hands down to be sent. */
export type Sent = { messages: Request['messages']; tools: NonNullable<Request['tools']> };

export type LangChain = {
  /** A chat model of LangChain that sends through `send`. */
  createModel(name: string, send: (sent: Sent) => Promise<Turn>): ChatOpenAICompletions;
  /** To be handed to every run: takes the seat of the tracer that the environment may ask for, and tells nobody. */
  callbacks: LangChainTracer[];
};

/** Loads LangChain: some hundred modules, only for those who have a model. */
export async function loadLangChain(): Promise<LangChain> {
  const [{ ChatOpenAICompletions }, { LangChainTracer }] = await Promise.all([
    import('@langchain/openai'),
    import('@langchain/core/tracers/tracer_langchain'),
  ]);
  const nobody = { createRun: async () => undefined, updateRun: async () => undefined };

  return {
    createModel(name, send) {
      const model = new ChatOpenAICompletions({ model: name, apiKey: 'unused', maxRetries: 0 });
      // The one place where it would reach the network: it would read the environment there, and knows no dialects.
      model.completionWithRetry = (async ({ messages, tools }: Request) =>
        completionOf(
          await send({ messages: messages.map(plainMessage), tools: tools ?? [] }),
          name,
        )) as typeof model.completionWithRetry;
      return model;
    },
    callbacks: [new LangChainTracer({ client: nobody })],
  };
}

/** Without names, and content as one text: not every endpoint takes more. */
function plainMessage(message: Sent['messages'][number]): Sent['messages'][number] {
  const content = textOf(message.content);
  if (message.role === 'tool') return { role: 'tool', content, tool_call_id: message.tool_call_id };
  if (message.role === 'assistant' && message.tool_calls)
    return { role: 'assistant', content, tool_calls: message.tool_calls };
  return { role: message.role === 'function' ? 'user' : message.role, content };
}

function textOf(content: Sent['messages'][number]['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => ('text' in part ? part.text : '')).join('');
}

function completionOf({ content, calls, finish }: Turn, model: string): OpenAI.Chat.ChatCompletion {
  const toolCalls = calls.map(({ id, name, arguments: args }) => ({
    id,
    type: 'function' as const,
    function: { name, arguments: args },
  }));
  return {
    // LangGraph takes two messages of one id for one.
    id: randomUUID(),
    object: 'chat.completion',
    created: 0,
    model,
    choices: [
      {
        index: 0,
        finish_reason: finish === 'tool_calls' ? 'tool_calls' : 'stop',
        logprobs: null,
        message: { role: 'assistant', content, refusal: null, ...(calls.length > 0 ? { tool_calls: toolCalls } : {}) },
      },
    ],
  };
}
