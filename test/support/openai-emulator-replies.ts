import type { ChatRequest } from './openai-emulator-requests.ts';

export type Usage = { prompt_tokens: number; completion_tokens: number };

export type ToolCall = { id: string; type: 'function'; function: { name: string; arguments: string } };

/** What a model says; sent as one body or in pieces, as the request asks. */
export type Said = {
  kind: 'said';
  content: string | null;
  finish: string;
  /** null: the endpoint does not count. */
  usage: Usage | null;
  refusal?: string;
  /** `reasoning_content` of models that think first. */
  reasoning?: string;
  toolCalls?: readonly ToolCall[];
};

/** A whole answer of the endpoint, as it is. */
export type Plain = { kind: 'plain'; status: number; headers: Record<string, string>; body: string };

/**
 * What goes wrong below HTTP. `reset` cuts the connection before an answer, `cut` in the middle of one, `silence` never
 * answers, `trickle` never ends an answer, `flood` sends without end and as fast as it is read.
 */
export type Fault = { kind: 'fault'; fault: 'reset' | 'cut' | 'silence' | 'trickle' | 'flood' };

export type ChatReply = Said | Plain | Fault;

/** Decides when the request is there; may wait, to hold an answer back. */
export type ChatStep = ChatReply | ((request: ChatRequest) => ChatReply | Promise<ChatReply>);

export function says(content: string | null, more: Partial<Omit<Said, 'kind' | 'content'>> = {}): Said {
  return { kind: 'said', content, finish: 'stop', usage: { prompt_tokens: 100, completion_tokens: 20 }, ...more };
}

export function saysJson(value: unknown, more: Partial<Omit<Said, 'kind' | 'content'>> = {}): Said {
  return says(JSON.stringify(value), more);
}

/** One turn in which the model asks for tools; several calls stand in one turn. */
export function callsTool(name: string, ...calls: readonly object[]): Said {
  const toolCalls = calls.map((arguments_, i) => ({
    id: `call_${i}_${Math.random().toString(36).slice(2, 10)}`,
    type: 'function' as const,
    function: { name, arguments: JSON.stringify(arguments_) },
  }));
  return says(null, { finish: 'tool_calls', toolCalls });
}

/** Cut off by `max_tokens`. */
export function saysTruncated(content: string): Said {
  return says(content, { finish: 'length' });
}

export function refuses(reason: string): Said {
  return says(null, { refusal: reason });
}

export function filtered(): Said {
  return says('', { finish: 'content_filter' });
}

export function plain(status: number, body: unknown, headers: Record<string, string> = {}): Plain {
  const isText = typeof body === 'string';
  return {
    kind: 'plain',
    status,
    headers: { 'content-type': isText ? 'text/html; charset=utf-8' : 'application/json', ...headers },
    body: isText ? body : JSON.stringify(body),
  };
}

/** An error as OpenAI words it; `code` may be a number, as SiliconFlow has it. */
export function fails(status: number, message = `status ${status}`, more: ErrorDetails = {}): Plain {
  const { headers = {}, code = null, type = 'invalid_request_error', param = null } = more;
  return plain(status, { error: { message, type, param, code } }, headers);
}

export type ErrorDetails = {
  headers?: Record<string, string>;
  code?: string | number | null;
  type?: string;
  param?: string | null;
};

export function wrongKey(key = 'sk-…'): Plain {
  return fails(401, `Incorrect API key provided: ${key}.`, { code: 'invalid_api_key' });
}

export function unknownModel(model = 'no-such-model'): Plain {
  return fails(404, `The model \`${model}\` does not exist or you do not have access to it.`, {
    code: 'model_not_found',
  });
}

export function busy(retryAfterSeconds: number | null = null): Plain {
  const headers: Record<string, string> = retryAfterSeconds === null ? {} : { 'retry-after': `${retryAfterSeconds}` };
  return fails(429, 'Rate limit reached for requests.', { headers, code: 'rate_limit_exceeded', type: 'requests' });
}

/** An endpoint that does not know this `response_format`. */
export function rejectsFormat(): Plain {
  return fails(400, 'This response_format type is unavailable now', { param: 'response_format' });
}

export function rejectsTools(): Plain {
  return fails(400, 'This model does not support tools / function calling.', { param: 'tools' });
}

export function fault(name: Fault['fault']): Fault {
  return { kind: 'fault', fault: name };
}
