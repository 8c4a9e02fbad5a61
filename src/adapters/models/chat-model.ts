import type { ChatModel, Generated, GenerateRequest } from '../../ports/chat-model.ts';
import type { Log } from '../../ports/log.ts';
import { bounded } from './bounded.ts';
import { createClient, type Endpoint } from './client.ts';
import { type Engine, type Job, settle, speak, systemOf } from './dialogue.ts';
import { createExchange } from './exchange.ts';
import { loadLangChain } from './langchain.ts';
import { createMeter } from './meter.ts';
import { research } from './research.ts';
import { shapeOf } from './shape.ts';

export type ChatModelOptions = Endpoint & {
  model: string;
  /** What is said to a model whose answer had not the asked shape; `problem` is one line. */
  repair: (problem: string) => string;
  log: Log;
};

/** A model behind an OpenAI-compatible endpoint. Nothing is loaded or sent before the first request. */
export function createChatModel(options: ChatModelOptions): ChatModel {
  let loading: Promise<Engine> | null = null;
  const engine = (): Promise<Engine> => (loading ??= loadEngine(options));

  return {
    name: options.model,
    generate: (request) => work(request, async (job) => generate(await engine(), job)),
    research: (request) => work(request, async (job) => research(await engine(), job, request)),
  };
}

async function loadEngine(options: ChatModelOptions): Promise<Engine> {
  const { model, repair } = options;
  const [client, langChain] = await Promise.all([createClient(options), loadLangChain()]);
  return { model, repair, langChain, exchange: createExchange({ ...options, client }) };
}

async function work<T>(request: GenerateRequest<T>, does: (job: Job<T>) => Promise<T>): Promise<Generated<T>> {
  const meter = createMeter();
  const shape = shapeOf(request.shape);
  const value = await bounded((signal) => does({ request: { ...request, signal }, shape, meter }), {
    signal: request.signal,
    meter,
  });
  return { value, usage: meter.usage() };
}

async function generate<T>(engine: Engine, job: Job<T>): Promise<T> {
  const system = systemOf(job);
  const { user } = job.request.prompt;
  const text = await speak(engine, job, [system, { role: 'user', content: user }]);
  return settle(engine, job, { system, user, text });
}
