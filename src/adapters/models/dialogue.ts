import type { GenerateRequest } from '../../ports/chat-model.ts';
import type { Exchange } from './exchange.ts';
import { Failure } from './failure.ts';
import type { LangChain } from './langchain.ts';
import type { Meter } from './meter.ts';
import { readAnswer } from './read-answer.ts';
import { shapeSentence } from './sentences.ts';
import type { Shape } from './shape.ts';

/** What every request of one model shares. */
export type Engine = { model: string; exchange: Exchange; langChain: LangChain; repair: (problem: string) => string };

export type Job<T> = { request: GenerateRequest<T>; shape: Shape; meter: Meter };

export type Message = { role: 'system' | 'user' | 'assistant'; content: string };

/** The shape stands in the prompt as well: endpoints take `response_format` and forget it. */
export function systemOf<T>({ request, shape }: Job<T>): Message {
  return { role: 'system', content: `${request.prompt.system}\n\n${shapeSentence(shape.schema)}` };
}

/** One call without tools; gives the text. */
export async function speak<T>(engine: Engine, job: Job<T>, messages: readonly Message[]): Promise<string> {
  const { request, shape, meter } = job;
  const { signal, maxOutputTokens, temperature = null } = request;
  const model = engine.langChain.createModel(engine.model, (sent) =>
    engine.exchange({ ...sent, shape, meter, signal, maxOutputTokens, temperature }),
  );
  const { callbacks } = engine.langChain;
  const answer = await model.invoke([...messages], { signal, callbacks });
  return answer.text;
}

/** What has been said up to the model's draft; `user` holds all that people and documents say. */
export type Draft = { system: Message; user: string; text: string };

/** Reads the draft; when it has not the asked shape, the model may correct it once. */
export async function settle<T>(engine: Engine, job: Job<T>, draft: Draft): Promise<T> {
  const { schema } = job.request.shape;
  const first = readAnswer(draft.text, schema);
  if (first.ok) return first.value;
  const text = await speak(engine, job, correction(draft, engine.repair(first.problem)));
  const second = readAnswer(text, schema);
  if (second.ok) return second.value;
  throw text.trim() === ''
    ? new Failure('empty', '模型的回答是空的。')
    : new Failure('malformed', `模型的回答不是约定的格式（${second.where}）。`);
}

/** Two messages of one role in a row are too much for some endpoints. */
function correction({ system, user, text }: Draft, repair: string): Message[] {
  if (text.trim() === '') return [system, { role: 'user', content: `${user}\n\n${repair}` }];
  return [
    system,
    { role: 'user', content: user },
    { role: 'assistant', content: text },
    { role: 'user', content: repair },
  ];
}
