import { z } from 'zod';
import { type ChatModel, type ModelFailure, ModelError } from '../ports/chat-model.ts';
import type { Finding } from './examine.ts';
import type { Models } from './models.ts';

/** A question that costs next to nothing and needs the whole way. */
const probe = {
  prompt: { system: '只输出 JSON，形如 {"ok":true}。', user: '输出 {"ok":true}' },
  shape: { name: 'probe', schema: z.object({ ok: z.boolean() }) },
  // Models that think first spend most of it on that.
  maxOutputTokens: 2000,
};
const patienceMs = 15_000;

const actions = {
  timeout: '服务太慢或连不上，检查网络和 OPENAI_BASE_URL',
  'rate-limited': '请求太频繁或额度用完，稍后再试或检查账户',
  unavailable: '服务暂时不可用，检查网络和 OPENAI_BASE_URL，稍后再试',
  misconfigured: '检查 OPENAI_API_KEY、OPENAI_BASE_URL 和模型名',
  refused: '模型拒绝作答，换一个模型',
  truncated: '模型的输出被截断，换一个模型',
  empty: '模型没有输出内容，换一个模型',
  malformed: '模型不按要求的格式输出，换一个模型',
} as const satisfies Record<ModelFailure, string>;

/** Asks the chat model and the embedding model for the smallest thing, for `doctor`. */
export async function examineModels({ chat, embedder }: Models): Promise<Finding[]> {
  return Promise.all([
    examine('chat model', chat === null ? null : { name: chat.chat.name, ask: () => askChat(chat.chat) }),
    examine(
      'embedding model',
      embedder === null
        ? null
        : { name: embedder.fingerprint, ask: () => embedder.embed(['接待日'], AbortSignal.timeout(patienceMs)) },
    ),
  ]);
}

function askChat(model: ChatModel): Promise<unknown> {
  return model.generate({ ...probe, signal: AbortSignal.timeout(patienceMs) });
}

async function examine(name: string, of: { name: string; ask: () => Promise<unknown> } | null): Promise<Finding> {
  if (of === null) return { name, state: 'off', detail: '没有设置，用内置的办法', action: null };
  try {
    await of.ask();
    return { name, state: 'ok', detail: of.name, action: null };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { name, state: 'fail', detail: `${of.name}：${error.message}`, action: actions[error.kind] };
  }
}
