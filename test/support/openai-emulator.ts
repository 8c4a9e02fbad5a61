import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { type EmulatorManner, rejectChat, rejectEmbeddings } from './openai-emulator-manner.ts';
import { type ChatStep, fails, wrongKey } from './openai-emulator-replies.ts';
import type { ChatRequest, EmbeddingRequest } from './openai-emulator-requests.ts';
import { embeddingBody, type EmbeddingStep, vectorOf, vectors } from './openai-emulator-vectors.ts';
import { writeFault, writeJson, writePlain, writeSaid } from './openai-emulator-wire.ts';

export type EmulatorRequest = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The body as text; '' without one. */
  body: string;
  /** How it ended: answered in full, or the client hung up before. */
  ended: Promise<'answered' | 'hung up'>;
};

export type OpenAiEmulator = {
  /** Base URL as in `OPENAI_BASE_URL`; ends in /v1. */
  url: string;
  /** Every request, in order. */
  requests: readonly EmulatorRequest[];
  /** Bodies of the chat requests, in order, also of those that were answered with an error. */
  chats: readonly ChatRequest[];
  /** The same of the embedding requests. */
  embeddings: readonly EmbeddingRequest[];
  /** Replies and faults for the chat requests to come, one each; a function sees the request. */
  script(...steps: readonly ChatStep[]): void;
  /** For every chat request when the script is over; until then these are answered with 418. */
  otherwise(step: ChatStep): void;
  /** The same for embedding requests; when it is over, they get the vectors of `vectorOf`. */
  scriptEmbeddings(...steps: readonly EmbeddingStep[]): void;
  close(): Promise<void>;
};

type State = {
  manner: EmulatorManner;
  requests: EmulatorRequest[];
  chats: ChatRequest[];
  embeddings: EmbeddingRequest[];
  steps: ChatStep[];
  last: ChatStep;
  embeddingSteps: EmbeddingStep[];
};

/**
 * An OpenAI-compatible endpoint on 127.0.0.1 that does as told: chat completions in one piece and streamed, embeddings,
 * the list of models. Replies and faults are in openai-emulator-replies.ts and openai-emulator-vectors.ts.
 */
export async function startOpenAiEmulator(manner: EmulatorManner = {}): Promise<OpenAiEmulator> {
  const state: State = {
    manner,
    requests: [],
    chats: [],
    embeddings: [],
    steps: [],
    last: fails(418, 'the script of the emulator is over'),
    embeddingSteps: [],
  };
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not bound');

  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests: state.requests,
    chats: state.chats,
    embeddings: state.embeddings,
    script: (...steps) => void state.steps.push(...steps),
    otherwise: (step) => void (state.last = step),
    scriptEmbeddings: (...steps) => void state.embeddingSteps.push(...steps),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const ended = endOf(response);
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += String(piece);
  const { method = '', url = '', headers } = request;
  state.requests.push({ method, path: url, headers, body, ended });

  const { apiKey } = state.manner;
  if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) writePlain(response, wrongKey());
  else if (method === 'GET' && url === '/v1/models') writeJson(response, modelList(state.manner));
  else if (method === 'POST' && url === '/v1/chat/completions') await answerChat(state, body, response);
  else if (method === 'POST' && url === '/v1/embeddings') await answerEmbeddings(state, body, response);
  else writePlain(response, fails(404, `Invalid URL (${method} ${url})`));
}

function endOf(response: ServerResponse): Promise<'answered' | 'hung up'> {
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? 'answered' : 'hung up'));
  });
}

function modelList({ models = ['emulated'] }: EmulatorManner): object {
  return { object: 'list', data: models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'emulator' })) };
}

async function answerChat(state: State, body: string, response: ServerResponse): Promise<void> {
  const request = JSON.parse(body) as ChatRequest;
  state.chats.push(request);
  const rejected = rejectChat(state.manner, request);
  if (rejected) {
    writePlain(response, rejected);
    return;
  }
  const step = state.steps.shift() ?? state.last;
  const reply = typeof step === 'function' ? await step(request) : step;
  if (reply.kind === 'said') writeSaid(response, request, reply);
  else if (reply.kind === 'plain') writePlain(response, reply);
  else writeFault(response, request.stream === true, reply);
}

async function answerEmbeddings(state: State, body: string, response: ServerResponse): Promise<void> {
  const request = JSON.parse(body) as EmbeddingRequest;
  state.embeddings.push(request);
  const rejected = rejectEmbeddings(state.manner, request);
  if (rejected) {
    writePlain(response, rejected);
    return;
  }
  const step = state.embeddingSteps.shift() ?? vectors();
  const reply = typeof step === 'function' ? await step(request) : step;
  const dimensions = request.dimensions ?? state.manner.dimensions ?? 64;
  const made = request.input.map((text) => vectorOf(text, dimensions));
  if (reply.kind === 'vectors') writeJson(response, embeddingBody(request, reply.edit(made)));
  else if (reply.kind === 'plain') writePlain(response, reply);
  else writeFault(response, false, reply);
}
