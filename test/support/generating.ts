import { readPrompts } from '../../src/adapters/prompts/prompt-files.ts';
import { createEmbeddedIndex } from '../../src/adapters/passages/embedded/embedded.ts';
import { normalise } from '../../src/base/text.ts';
import type { DocumentContent } from '../../src/domain/document.ts';
import { createGazetteer } from '../../src/domain/gazetteer.ts';
import { noSynonyms } from '../../src/domain/synonyms.ts';
import { type Answers, createAnswers } from '../../src/features/answers/answers.ts';
import type { TimeLimits } from '../../src/features/answers/generated/generated-answer.ts';
import type { Budget } from '../../src/features/answers/generated/ledger.ts';
import type { ChatModel } from '../../src/ports/chat-model.ts';
import type { PassageIndex } from '../../src/ports/passage-index.ts';
import type { Store } from '../../src/ports/store.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createNotingLog, type NotingLog } from './noting-log.ts';
import { message } from './store-builders.ts';
import { openTempStore } from './temp-store.ts';

export type GeneratingBench = {
  answers: Answers;
  store: Store;
  clock: HandClock;
  log: NotingLog;
  /** A message of 王会长 in the group `g`, or of others, and what the member reads. */
  say(text: string, by?: { group?: string; name?: string }): Promise<string>;
};

export type GeneratingOptions = {
  /** Null: none is configured. */
  model: ChatModel | null;
  /** What the index does instead, for one that is away. */
  search?: PassageIndex['search'];
  queriesLeave?: boolean;
  budget?: Budget;
  limits?: TimeLimits;
};

const plenty: Budget = { perMember: 10_000, perConversation: 10_000 };

/** Answers with a model over these documents: real index, prompts and store. */
export async function openGenerating(
  contents: readonly DocumentContent[],
  { model: chat, budget = plenty, limits, search, queriesLeave = false }: GeneratingOptions,
): Promise<GeneratingBench> {
  const clock = createHandClock('2026-11-23T02:00:00Z');
  const { store } = await openTempStore(clock);
  const log = createNotingLog();
  const gazetteer = createGazetteer();
  const index = createEmbeddedIndex({ gazetteer, synonyms: () => noSynonyms, embedder: null, log, folder: null });
  await index.put(contents);
  const prompts = await readPrompts('prompts');
  let ids = 0;
  const answers = createAnswers({
    index: search ? { ...index, search } : index,
    gazetteer,
    normalise,
    synonyms: () => noSynonyms,
    today: () => '2026-11-23',
    store,
    clock,
    log,
    newId: () => `id-${(ids += 1)}`,
    timeZone: 'Asia/Shanghai',
    queriesLeave,
    model: chat === null ? null : { chat, prompts, budget, ...(limits ? { limits } : {}) },
  });
  return {
    answers,
    store,
    clock,
    log,
    async say(text, { group = 'g', name = '王会长' } = {}) {
      const sender = { platformId: name, name, bot: false };
      const inbound = message(`${(ids += 1)}`, { text, group, sender });
      const { messageId } = await store.messages.accept(inbound, clock.now());
      const stored = await store.messages.find(messageId);
      if (!stored) throw new Error('not stored');
      const outcome = await answers.handle(stored);
      const replies = await store.transaction(outcome);
      return replies.map((reply) => reply.text).join('\n');
    },
  };
}
