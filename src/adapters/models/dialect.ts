import type { Rejection } from './failure.ts';

/** How the shape of an answer is asked for, from the strictest down. */
export type Format = 'json_schema' | 'json_object' | 'text';

/** What an endpoint understands for one model. Providers differ, so it is learnt from what they turn away. */
export type Dialect = {
  format: Format;
  /** OpenAI's reasoning models know only the longer name, most other endpoints only the shorter one. */
  limit: 'max_tokens' | 'max_completion_tokens';
  /** False where the model takes none but its own. */
  temperature: boolean;
  /** True where the model answers only in pieces (some Qwen models). */
  stream: boolean;
};

export const firstDialect: Dialect = { format: 'json_schema', limit: 'max_tokens', temperature: true, stream: false };

/** What the request that was turned away had asked for. */
export type Asked = { format: boolean; tools: boolean };

/** Rejections that no other way of asking would heal. */
const beyondDialect =
  /context.?length|maximum context|too long|range of input|model.{0,60}(?:not.{0,5}(?:exist|found)|does not exist)|model_not_found|模型.{0,20}不存在/i;

/** The next way to ask, or null when the way was not the reason. It only steps down, so this ends. */
export function stepDown(dialect: Dialect, { status, said }: Rejection, asked: Asked): Dialect | null {
  if (status !== 400 && status !== 404 && status !== 422) return null;
  if (beyondDialect.test(said)) return null;
  if (dialect.limit === 'max_tokens' && /max_completion_tokens/.test(said))
    return { ...dialect, limit: 'max_completion_tokens' };
  if (dialect.temperature && /temperature/i.test(said)) return { ...dialect, temperature: false };
  if (!dialect.stream && /\bstream|非流式|enable_thinking/i.test(said)) return { ...dialect, stream: true };
  if (rejectsTools(said, asked)) return null;
  return asked.format && (status !== 404 || /format|schema|json|parameter/i.test(said)) ? stepFormat(dialect) : null;
}

export function rejectsTools(said: string, asked: Asked): boolean {
  return asked.tools && /\btools?\b|tool_|function/i.test(said);
}

/** Any rejection will do: many endpoints do not say what they dislike. What did not help is not remembered. */
function stepFormat(dialect: Dialect): Dialect | null {
  if (dialect.format === 'json_schema') return { ...dialect, format: 'json_object' };
  return dialect.format === 'json_object' ? { ...dialect, format: 'text' } : null;
}
