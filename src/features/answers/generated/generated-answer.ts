import type { Day } from '../../../base/calendar.ts';
import type { Answer } from '../../../domain/answer.ts';
import { noUsage, type TokenUsage } from '../../../domain/generation.ts';
import type { PromptPassage } from '../../../domain/prompt.ts';
import { type ChatModel, type Generated, ModelError } from '../../../ports/chat-model.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { Hit, PassageIndex } from '../../../ports/passage-index.ts';
import type { Prompts, RenderedPrompt } from '../../../ports/prompts.ts';
import { contradictionOf } from '../contradiction.ts';
import { collectEvidence, type EvidenceDeps } from '../evidence.ts';
import type { Question } from '../question.ts';
import { type Ask, askModel, type Reply } from './ask-model.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { judge, type Judged } from './judge.ts';
import type { Asker, Entry, Ledger } from './ledger.ts';
import { passagesWorthReading } from './relevance.ts';
import { createSupply, type Supply } from './supply.ts';

/** A question, what was found for it, and what extraction made of that. */
export type Asked = {
  question: Question;
  hits: readonly Hit[];
  extractive: Answer | null;
  asker: Asker | null;
  collections: readonly string[] | null;
  /** When it was asked, epoch ms; null when nobody waits in a row. */
  since: number | null;
};

/** Null answers leave the extractive one in its place; `usage` is null when no model was asked. */
export type GeneratedAnswer = (asked: Asked) => Promise<{ answer: Answer | null; usage: TokenUsage | null }>;

export type GeneratedDeps = EvidenceDeps & {
  model: ChatModel;
  prompts: Prompts;
  ledger: Ledger;
  index: PassageIndex;
  clock: Clock;
  log: Log;
  today: () => Day;
  normalise: (text: string) => string;
  /** The words of people as they may leave the house. */
  discreet: (normalised: string) => Promise<string>;
  /** Milliseconds until the extractive answer is given instead. */
  limits: TimeLimits;
};

export type TimeLimits = { plainMs: number; researchMs: number };

export const timeLimits: TimeLimits = { plainMs: 15_000, researchMs: 20_000 };

/** Passages a search of the model's own brings. */
const passagesFound = 6;
/** Share of the time below which a model is not asked any more. */
const leastShare = 0.2;
const nothing = { answer: null, usage: null };

/** Answers with a model where one may help, and sends nothing of it that the passages do not carry. */
export function createGeneratedAnswer(deps: GeneratedDeps): GeneratedAnswer {
  const breaker = createBreaker(deps.clock);

  return async (asked) => {
    const supply = createSupply(deps);
    const passages = supply.add(worthReading(deps, asked));
    if (passages.length === 0 || isTooLate(deps, asked) || !breaker.mayTry()) return nothing;
    const job = await prepare(deps, { asked, supply, passages });
    return job === null ? nothing : work(deps, breaker, job);
  };
}

function limitOf({ limits }: GeneratedDeps, { question }: Asked): number {
  return combines(question) ? limits.researchMs : limits.plainMs;
}

/** What the member waited behind others in the group is part of the time. */
function timeLeft(deps: GeneratedDeps, asked: Asked): number {
  const limit = limitOf(deps, asked);
  return asked.since === null ? limit : Math.min(limit, limit - (deps.clock.now() - asked.since));
}

function isTooLate(deps: GeneratedDeps, asked: Asked): boolean {
  return timeLeft(deps, asked) < leastShare * limitOf(deps, asked);
}

/** Documents that contradict each other are told of in words that are ours. */
function worthReading(deps: GeneratedDeps, { question, hits, extractive }: Asked): Hit[] {
  const isAnswered = extractive !== null;
  if (isAnswered && contradictionOf(question, collectEvidence(deps, question, hits)) !== null) return [];
  return passagesWorthReading(deps, question, { hits, isAnswered });
}

/** A question on its way to a model; `search` where the model may look up more. */
type Job = { asked: Asked; supply: Supply; prompt: RenderedPrompt; entry: Entry; search: Ask['search'] };

/** Null when a budget is used up. */
async function prepare(
  deps: GeneratedDeps,
  { asked, supply, passages }: { asked: Asked; supply: Supply; passages: readonly PromptPassage[] },
): Promise<Job | null> {
  const search = combines(asked.question) ? searchFor(deps, asked, supply) : null;
  const question = await deps.discreet(asked.question.text);
  const prompt = deps.prompts.render(search === null ? 'answer' : 'research', { question, passages });
  const entry = await deps.ledger.begin(asked.asker, prompt.version);
  if (entry !== null) return { asked, supply, prompt, entry, search };
  deps.log.debug({}, 'budget of generated answers is used up');
  return null;
}

/** A question that compares or combines may need more than one look. */
function combines(question: Question): boolean {
  return question.want === 'compare' || question.subjects.length > 1 || /[？?；;].*\p{L}{2}/u.test(question.text);
}

function searchFor(deps: GeneratedDeps, { collections }: Asked, supply: Supply): Ask['search'] {
  return async (query) => {
    const wanted = { limit: passagesFound, collections, validOn: deps.today(), documents: null };
    return supply.add(await deps.index.search(deps.normalise(query), wanted));
  };
}

async function work(deps: GeneratedDeps, breaker: Breaker, job: Job): ReturnType<GeneratedAnswer> {
  const { prompt, search } = job;
  let usage = noUsage;
  try {
    const said = await askModel(deps.model, { prompt, search, limitMs: timeLeft(deps, job.asked) });
    usage = said.usage;
    breaker.succeeded();
    return await settle(deps, job, said);
  } catch (error) {
    return giveUp(deps, { entry: job.entry, usage, error, breaker });
  }
}

async function settle(deps: GeneratedDeps, job: Job, { value: reply, usage }: Generated<Reply>) {
  const { asked, supply, prompt, entry } = job;
  const { question } = asked;
  const given = { question, supplied: supply.byNumber, system: prompt.system, today: deps.today() };
  const judged = judge(deps, reply, given);
  if ('answer' in judged) {
    await entry.end({ outcome: 'sent', reason: null, usage });
    return { answer: { ...judged.answer, usage }, usage };
  }
  tell(deps, judged);
  await entry.end({ outcome: 'dropped', reason: judged.fault, usage });
  return { answer: null, usage };
}

/** That nothing was found is an answer; anything else is worth a look at the model or its prompt. */
function tell({ log, model }: GeneratedDeps, { fault, detail }: Extract<Judged, { fault: string }>): void {
  if (fault !== 'not found') log.warn({ reason: fault, model: model.name }, 'generated answer dropped');
  log.debug({ reason: fault, detail }, 'why a generated answer was dropped');
}

type Failed = { entry: Entry; usage: TokenUsage; error: unknown; breaker: Breaker };

/** Whatever went wrong, a mistake of ours included: the extractive answer is there. */
async function giveUp({ log, model }: GeneratedDeps, failed: Failed): ReturnType<GeneratedAnswer> {
  const { entry, error, breaker } = failed;
  const isOfModel = error instanceof ModelError;
  const usage = isOfModel ? error.usage : failed.usage;
  if (isOfModel) {
    const pausedMs = breaker.failed(error.kind);
    log.warn({ reason: error.kind, detail: error.message, model: model.name, pausedMs }, 'generated answer dropped');
  } else log.error({ reason: 'error', error }, 'generated answer dropped');
  await entry.end({ outcome: 'dropped', reason: isOfModel ? error.kind : 'error', usage });
  return { answer: null, usage };
}
