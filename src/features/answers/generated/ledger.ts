import { dayOf, instantAt } from '../../../base/calendar.ts';
import { type GenerationOutcome, noUsage, type TokenUsage } from '../../../domain/generation.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Generations } from '../../../ports/generations.ts';
import type { Log } from '../../../ports/log.ts';

/** Who asks, for the daily budget. */
export type Asker = { conversationId: string; memberId: string };

/** Generated answers a day that a member, and everybody in a conversation, may ask for. */
export type Budget = { perMember: number; perConversation: number };

export type Ledger = {
  /** Enters an answer that is to be asked of a model; null when a budget is used up. */
  begin(asker: Asker | null, promptVersion: string): Promise<Entry | null>;
};

export type Entry = {
  /** What came of it. A store that is away by now does not take the answer back. */
  end(end: { outcome: Exclude<GenerationOutcome, 'running'>; reason: string | null; usage: TokenUsage }): Promise<void>;
};

export type LedgerDeps = {
  generations: Generations;
  clock: Clock;
  newId: () => string;
  log: Log;
  timeZone: string;
  model: string;
  budget: Budget;
};

export function createLedger(deps: LedgerDeps): Ledger {
  const { generations, clock, timeZone, model, budget } = deps;

  return {
    async begin(asker, promptVersion) {
      const [id, at] = [deps.newId(), clock.now()];
      const since = instantAt(dayOf(at, timeZone), '00:00', timeZone);
      const of = { conversationId: asker?.conversationId ?? null, memberId: asker?.memberId ?? null };
      const entered = {
        id,
        ...of,
        at,
        model,
        promptVersion,
        outcome: 'running' as const,
        reason: null,
        usage: noUsage,
      };
      if (!(await generations.begin(entered, { since, ...budget }))) return null;
      return {
        async end(end) {
          await generations.end(id, end).catch((error: unknown) => {
            deps.log.warn({ error }, 'what came of a generated answer could not be recorded');
          });
        },
      };
    },
  };
}
