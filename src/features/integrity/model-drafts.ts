import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { operator } from '../../domain/audit.ts';
import { type DailyMessage, longestDailyMessage } from '../../domain/daily-message.ts';
import { noUsage } from '../../domain/generation.ts';
import { occasionNames } from '../../domain/occasion.ts';
import { type ChatModel, type Generated, ModelError } from '../../ports/chat-model.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DailyDraft, NewDailyDraft } from '../../ports/daily-drafts.ts';
import type { DailyLibrary } from '../../ports/daily-library.ts';
import type { Prompts, RenderedPrompt } from '../../ports/prompts.ts';
import type { Store } from '../../ports/store.ts';
import { draftedEntry } from './audited.ts';
import { type DraftFault, draftFaultOf, faultWords } from './draft-faults.ts';
import type { Known } from './likeness.ts';

export type ModelDraftsDeps = {
  store: Store;
  /** With what was approved. */
  library: DailyLibrary;
  /** null: none is configured. */
  model: { chat: ChatModel; prompts: Prompts } | null;
  placesIn: (text: string) => readonly string[];
  clock: Clock;
  /** Who asks, for the record; absent: whoever has the command line. */
  who?: string;
  newId: () => string;
};

/**
 * `theme` null: that of the occasion, else the one with the fewest messages. `by`: who asks for it, null = nobody said.
 * `signal`: nobody waits for the model any more.
 */
export type DraftOrder = {
  theme: string | null;
  occasion: string | null;
  count: number;
  by: string | null;
  signal?: AbortSignal;
};

/** `dropped`: what the model wrote and nobody is to be bothered with, and why. */
export type Drafted = {
  theme: string;
  drafts: DailyDraft[];
  dropped: { text: string; fault: DraftFault; reason: string }[];
};

/**
 * Drafts by the configured model, each waiting for a person, or none of them. Throws `config/invalid` without a model,
 * `input/invalid` for an order that cannot be, `model/unavailable` for whatever the model or its endpoint does.
 */
export type DraftWithModel = (order: DraftOrder) => Promise<Drafted>;

export const mostDrafts = 10;

const replySchema = z.object({ messages: z.array(z.string()) });
/** Some of them are dropped. */
const askedPerDraft = 2;
const examplesShown = 5;
const patienceMs = 90_000;
const temperature = 0.8;
/** Models that think first spend most of it on that. */
const maxOutputTokens = 6_000;

export function createModelDrafts(deps: ModelDraftsDeps): DraftWithModel {
  return async function draftWithModel(order) {
    const { model } = deps;
    if (model === null) throw noModel();
    const library = await deps.library.read();
    const of = { ...readOrder(order, library), known: await knownOf(deps, library) };
    const prompt = model.prompts.render('daily', {
      theme: of.theme,
      occasion: of.occasion,
      count: order.count * askedPerDraft,
      longest: longestDailyMessage,
      examples: examplesOf(library, of.theme),
    });
    const texts = await ask(deps, model.chat, { prompt, count: order.count, signal: order.signal });
    const { kept, dropped } = sift(deps, texts, { ...of, count: order.count });
    const createdBy = `AI ${model.chat.name}${order.by === null ? '' : `，${order.by}安排`}`;
    const drafts = await keep(deps, kept, { theme: of.theme, occasion: of.occasion, createdBy });
    return { theme: of.theme, drafts, dropped };
  };
}

export function noModel(): AppError {
  return new AppError(
    'config/invalid',
    '还没有接上大模型，不能请它起草：请设置 CHAT_MODEL，以及 OPENAI_API_KEY 或 OPENAI_BASE_URL，见 README“接上大模型”。',
  );
}

/** One sentence on what came of it. */
export function draftedInWords({ theme, drafts, dropped }: Drafted): string {
  const reasons = [...new Set(dropped.map(({ reason }) => reason))].join('、');
  const left = dropped.length === 0 ? '' : `另有 ${dropped.length} 条没有留下（${reasons}）。`;
  if (drafts.length === 0) return `模型为“${theme}”写的一条也不能用。${left}可以再试一次，或换个主题。`;
  return `为“${theme}”起草了 ${drafts.length} 条，都还没有使用，请人审核。${left}`;
}

type Wanted = { theme: string; occasion: string | null };

function readOrder({ theme, occasion, count }: DraftOrder, library: readonly DailyMessage[]): Wanted {
  if (!Number.isInteger(count) || count < 1 || count > mostDrafts)
    throw new AppError('input/invalid', `一次起草 1 到 ${mostDrafts} 条，收到 “${count}”。`);
  if (occasion !== null && !occasionNames.includes(occasion))
    throw new AppError('input/invalid', `没有 “${occasion}” 这个节日或节气，可用的有：${occasionNames.join('、')}。`);
  const sizes = new Map<string, number>();
  for (const one of library) sizes.set(one.theme, (sizes.get(one.theme) ?? 0) + 1);
  const themes = [...sizes].sort(([, one], [, two]) => one - two).map(([name]) => name);
  const ofOccasion = occasion === null ? undefined : library.find((one) => one.occasion === occasion)?.theme;
  const chosen = theme ?? ofOccasion ?? themes[0];
  if (chosen !== undefined && themes.includes(chosen)) return { theme: chosen, occasion };
  throw new AppError('input/invalid', `寄语库里没有 “${chosen ?? ''}” 这个主题，可用的有：${themes.join('、')}。`);
}

/** What waits and what was rejected is not proposed again. */
async function knownOf({ store }: ModelDraftsDeps, library: readonly DailyMessage[]): Promise<Known[]> {
  return [...library, ...(await store.dailyDrafts.list(['draft', 'rejected']))];
}

/** Those that quote would be an invitation to quote. */
function examplesOf(library: readonly DailyMessage[], theme: string): string[] {
  const own = library.filter((one) => one.theme === theme && one.source === null && one.occasion === null);
  return own.slice(0, examplesShown).map(({ text }) => text);
}

/** On record with what it cost, whatever comes of it. */
async function ask(
  { store, clock, newId }: ModelDraftsDeps,
  chat: ChatModel,
  { prompt, count, signal }: { prompt: RenderedPrompt; count: number; signal: AbortSignal | undefined },
): Promise<string[]> {
  const id = newId();
  const entered = { id, conversationId: null, memberId: null, at: clock.now(), model: chat.name };
  await store.generations.begin(
    { ...entered, promptVersion: prompt.version, outcome: 'running', reason: null, usage: noUsage },
    { since: clock.now(), perMember: Number.MAX_SAFE_INTEGER, perConversation: Number.MAX_SAFE_INTEGER },
  );
  try {
    const { value, usage } = await speak(chat, prompt, signal);
    await store.generations.end(id, { outcome: 'sent', reason: null, usage });
    // A model that writes without end is read as far as it was asked.
    return value.messages.slice(0, count * askedPerDraft).map((text) => text.trim());
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    await store.generations.end(id, { outcome: 'dropped', reason: error.kind, usage: error.usage });
    const sentence = `请模型起草没有成功：${error.message}请稍后再试，或用 doctor 检查模型的设置。`;
    throw new AppError('model/unavailable', sentence, { cause: error });
  }
}

function speak(
  chat: ChatModel,
  { system, user }: RenderedPrompt,
  stop: AbortSignal | undefined,
): Promise<Generated<z.infer<typeof replySchema>>> {
  const patience = AbortSignal.timeout(patienceMs);
  return chat.generate({
    prompt: { system, user },
    shape: { name: 'daily_messages', schema: replySchema },
    maxOutputTokens,
    temperature,
    signal: stop === undefined ? patience : AbortSignal.any([patience, stop]),
  });
}

type Sifted = { kept: string[]; dropped: Drafted['dropped'] };

function sift(
  { placesIn }: ModelDraftsDeps,
  texts: readonly string[],
  { theme, occasion, known, count }: Wanted & { known: readonly Known[]; count: number },
): Sifted {
  const sifted: Sifted = { kept: [], dropped: [] };
  for (const text of texts) {
    if (sifted.kept.length === count) break;
    const own = sifted.kept.map((other) => ({ id: '', text: other }));
    const words = `${theme} ${occasion ?? ''}`;
    const fault = draftFaultOf(text, { words, known: [...known, ...own], placesIn });
    if (fault === null) sifted.kept.push(text);
    else sifted.dropped.push({ text, fault, reason: faultWords[fault] });
  }
  return sifted;
}

function keep(
  { store, clock, who = operator }: ModelDraftsDeps,
  texts: readonly string[],
  of: Pick<NewDailyDraft, 'theme' | 'occasion' | 'createdBy'>,
): Promise<DailyDraft[]> {
  const createdAt = clock.now();
  return store.transaction(async ({ dailyDrafts, audit }) => {
    const drafts: DailyDraft[] = [];
    for (const text of texts) {
      drafts.push(await dailyDrafts.add({ ...of, text, source: null, generated: true, createdAt }));
    }
    for (const draft of drafts) await audit.append(draftedEntry(draft, who));
    return drafts;
  });
}
