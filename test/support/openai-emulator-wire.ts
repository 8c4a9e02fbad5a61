import type { ServerResponse } from 'node:http';
import type { ChatRequest } from './openai-emulator-requests.ts';
import type { Fault, Plain, Said } from './openai-emulator-replies.ts';

/** Between pieces of a trickle: short enough that no time-out between bytes would end it. */
const trickleMs = 20;

export function writePlain(response: ServerResponse, { status, headers, body }: Plain): void {
  response.writeHead(status, headers);
  response.end(body);
}

export function writeJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

export function writeSaid(response: ServerResponse, request: ChatRequest, said: Said): void {
  if (request.stream !== true) {
    writeJson(response, completionOf(request, said));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const chunk of chunksOf(request, said)) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  response.end('data: [DONE]\n\n');
}

/** Both an answer in one piece and a streamed one can fail in each way. */
export function writeFault(response: ServerResponse, isStream: boolean, { fault }: Fault): void {
  if (fault === 'silence') return;
  if (fault === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
  const piece = isStream ? `data: ${JSON.stringify(chunk('emulated', { content: '…' }))}\n\n` : ' '.repeat(64);
  if (fault === 'cut') response.write(piece, () => response.socket?.resetAndDestroy());
  if (fault === 'trickle') trickle(response, piece);
  if (fault === 'flood') flood(response, piece.repeat(1024));
}

function trickle(response: ServerResponse, piece: string): void {
  response.write(piece);
  const timer = setInterval(() => response.write(piece), trickleMs);
  response.once('close', () => clearInterval(timer));
}

function flood(response: ServerResponse, piece: string): void {
  const pour = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', pour);
  pour();
}

function completionOf(request: ChatRequest, said: Said): object {
  const { content, finish, usage, refusal, reasoning, toolCalls } = said;
  return {
    id: 'chatcmpl-emulated',
    object: 'chat.completion',
    created: 0,
    model: request.model,
    choices: [
      {
        index: 0,
        finish_reason: finish,
        message: {
          role: 'assistant',
          content,
          ...(refusal === undefined ? {} : { refusal }),
          ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
          ...(toolCalls === undefined ? {} : { tool_calls: toolCalls }),
        },
      },
    ],
    ...(usage === null ? {} : { usage: totalled(usage) }),
  };
}

function chunksOf(request: ChatRequest, said: Said): object[] {
  const { content, finish, usage, refusal, reasoning, toolCalls } = said;
  const deltas: object[] = [{ role: 'assistant', content: '' }];
  if (reasoning !== undefined) deltas.push({ reasoning_content: reasoning });
  for (const piece of (content ?? '').match(/[\s\S]{1,7}/gu) ?? []) deltas.push({ content: piece });
  if (refusal !== undefined) deltas.push({ refusal });
  if (toolCalls !== undefined) deltas.push({ tool_calls: toolCalls.map((call, index) => ({ index, ...call })) });
  const chunks = deltas.map((delta) => chunk(request.model, delta));
  chunks.push(chunk(request.model, {}, finish));
  if (usage !== null && request.stream_options?.include_usage === true) {
    chunks.push({ ...chunk(request.model, {}), choices: [], usage: totalled(usage) });
  }
  return chunks;
}

function chunk(model: string, delta: object, finish: string | null = null): object {
  return {
    id: 'chatcmpl-emulated',
    object: 'chat.completion.chunk',
    created: 0,
    model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  };
}

function totalled(usage: { prompt_tokens: number; completion_tokens: number }): object {
  return { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens };
}
