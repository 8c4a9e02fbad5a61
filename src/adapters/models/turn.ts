import { z } from 'zod';
import { Failure } from './failure.ts';
import { withoutThinking } from './read-answer.ts';

export type ToolCall = { id: string; name: string; arguments: string };

/** What a model said in one call, however the endpoint sent it. */
export type Turn = {
  /** Without what it thought before. */
  content: string;
  calls: readonly ToolCall[];
  /** Why it ended; null when the endpoint does not say. */
  finish: string | null;
  refusal: string | null;
  counted: { input: number | null; output: number | null };
};

const count = z.number().int().nonnegative().nullish().catch(null);
const usage = z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null);
const content = z
  .union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))])
  .nullish()
  .transform((given) => (typeof given === 'string' ? given : (given ?? []).map(({ text }) => text ?? '').join('')));
const toolCall = z.object({
  index: z.number().optional(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }),
});
const said = z.object({ content, refusal: z.string().nullish(), tool_calls: z.array(toolCall).nullish() });
const finish = z.string().nullish();
const completion = z.object({
  choices: z.array(z.object({ message: said, finish_reason: finish })),
  usage,
});
const chunk = z.object({
  choices: z.array(z.object({ delta: said.nullish(), finish_reason: finish })).nullish(),
  usage,
});

/** Throws a `Failure` when the body is no completion. */
export function turnOf(body: unknown): Turn {
  const read = completion.safeParse(body);
  if (!read.success) throw noCompletion(body);
  const [choice] = read.data.choices;
  return {
    content: withoutThinking(choice?.message.content ?? ''),
    calls: (choice?.message.tool_calls ?? []).map((call, i) => ({
      id: call.id ?? `call_${i}`,
      name: call.function.name ?? '',
      arguments: argumentsOf(call.function.arguments ?? ''),
    })),
    finish: choice?.finish_reason ?? null,
    refusal: choice?.message.refusal ?? null,
    counted: countedIn(read.data.usage),
  };
}

/** Puts the pieces together; throws a `Failure` when they end before the model did. */
export async function turnOfStream(pieces: AsyncIterable<unknown>): Promise<Turn> {
  const texts: string[] = [];
  const calls = new Map<number, ToolCall>();
  let turn: Omit<Turn, 'content' | 'calls'> = { finish: null, refusal: null, counted: countedIn(null) };
  for await (const piece of pieces) {
    const { choices, usage } = chunk.parse(piece);
    const [choice] = choices ?? [];
    texts.push(choice?.delta?.content ?? '');
    for (const call of choice?.delta?.tool_calls ?? []) addCall(calls, call);
    turn = {
      finish: choice?.finish_reason ?? turn.finish,
      refusal: choice?.delta?.refusal ?? turn.refusal,
      counted: usage ? countedIn(usage) : turn.counted,
    };
  }
  if (turn.finish === null) throw new Failure('unavailable', '模型端点的答复不完整。');
  return {
    ...turn,
    content: withoutThinking(texts.join('')),
    calls: [...calls.values()].map((call) => ({ ...call, arguments: argumentsOf(call.arguments) })),
  };
}

function addCall(calls: Map<number, ToolCall>, piece: z.output<typeof toolCall>): void {
  const at = piece.index ?? calls.size;
  const known = calls.get(at) ?? { id: piece.id ?? `call_${at}`, name: '', arguments: '' };
  calls.set(at, {
    ...known,
    name: known.name + (piece.function.name ?? ''),
    arguments: known.arguments + (piece.function.arguments ?? ''),
  });
}

/** Broken ones become none at all: the tool then tells the model what is missing. */
function argumentsOf(json: string): string {
  try {
    JSON.parse(json);
    return json;
  } catch {
    return '{}';
  }
}

function countedIn(given: z.output<typeof usage>): Turn['counted'] {
  return { input: given?.prompt_tokens ?? null, output: given?.completion_tokens ?? null };
}

/** Some services pass an error of the model on with status 200; a page or other JSON means another service lives there. */
function noCompletion(body: unknown): Failure {
  const isError = typeof body === 'object' && body !== null && 'error' in body;
  if (isError) return new Failure('unavailable', '模型端点答复了一个错误。');
  return new Failure('misconfigured', '这个地址不是 OpenAI 兼容的接口，请检查 OPENAI_BASE_URL。');
}
