import { z } from 'zod';
import { createChatModel, type ChatModelOptions } from '../../src/adapters/models/chat-model.ts';
import type { ChatModel, GenerateRequest, ModelError } from '../../src/ports/chat-model.ts';
import { createNotingLog } from './noting-log.ts';

export const answerShape = {
  name: 'answer',
  schema: z.object({ answer: z.string().min(1), sources: z.array(z.number().int()).max(3) }),
};

export type TestAnswer = z.output<typeof answerShape.schema>;

/** A value of `answerShape`. */
export const rightAnswer: TestAnswer = { answer: '会费每年六百元。', sources: [1] };

export function requestFor(more: Partial<GenerateRequest<TestAnswer>> = {}): GenerateRequest<TestAnswer> {
  return {
    prompt: { system: '只根据材料回答。', user: '会费多少？\n[1] 会费每年六百元。' },
    shape: answerShape,
    maxOutputTokens: 300,
    // Far above what a test takes; those about time bring a signal of their own.
    signal: AbortSignal.timeout(15_000),
    ...more,
  };
}

export function testModel(baseUrl: string, more: Partial<ChatModelOptions> = {}): ChatModel {
  return createChatModel({
    apiKey: 'sk-test-0123456789abcdef',
    baseUrl,
    model: 'emulated',
    repair: (problem) => `请改正：${problem}`,
    log: createNotingLog(),
    ...more,
  });
}

/** What a call that must fail threw. */
export async function failureOf(call: Promise<unknown>): Promise<ModelError> {
  const thrown = await call.then(
    (value) => new Error(`answered all the same: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (thrown instanceof Error && thrown.name === 'ModelError') return thrown as ModelError;
  throw thrown;
}
